import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { ask } from '#web/ask.ts';
import { client } from '#web/client.ts';
import type { Look, OwnThings, SavedViews } from '#web/kit/own.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { mayIn, useMe } from '#web/me.ts';
import { problemOf } from '#web/problem.ts';
import { atHand, mySettings, viewsOf } from './questions.ts';
import { useMySettings } from './settings.ts';

const programs = { ...ask((c) => c.programs.listPrograms, {}), staleTime: 300_000 };
const plain: Look = { shown: {}, dense: false };
/** The server takes lists by paths of small letters, figures and dashes. */
const isList = (path: string) => /^\/[a-z0-9/-]{1,120}$/.test(path);

function useAudiences(): SavedViews['audiences'] {
  const me = useMe();
  const everywhere = me.grants.some(
    ({ permissions, program }) => program === null && permissions.includes('work.write'),
  );
  const known = useQuery({ ...programs, enabled: me.permissions.has('applications.read'), retry: false });
  return useMemo(
    () => [
      { audience: 'private' as const, label: 'Only I' },
      ...(everywhere ? [{ audience: 'everybody' as const, label: 'Everybody in the house' }] : []),
      ...(known.data?.programs ?? [])
        .filter(({ id }) => mayIn(me, 'work.write', id))
        .map(({ id, name }) => ({ audience: 'program' as const, program: id, label: `People of the ${name}` })),
    ],
    [everywhere, known.data, me],
  );
}

function useViews(list: string): SavedViews | null {
  const queries = useQueryClient();
  const audiences = useAudiences();
  const question = viewsOf(list);
  const asked = useQuery({ ...question, enabled: isList(list), retry: false });
  const anew = useCallback(() => queries.invalidateQueries({ queryKey: viewsOf(list).queryKey }), [queries, list]);
  return useMemo(() => {
    if (!asked.data) return null;
    const after = async (done: Promise<unknown>) => {
      await done;
      await anew();
    };
    return {
      ...asked.data,
      audiences,
      save: async (view) => {
        const { id } = await client.work.saveView({ list, ...view });
        await anew();
        return id;
      },
      change: (id, change) => after(client.work.changeView({ id, ...change })),
      remove: (id) => after(client.work.removeView({ id })),
      arrange: (order) => after(client.work.arrangeViews({ list, ...order })),
    };
  }, [asked.data, audiences, anew, list]);
}

function useLook(list: string): { look: Look; setLook: (look: Look) => void } | null {
  const queries = useQueryClient();
  const asked = useQuery({ ...mySettings, retry: false });
  if (!asked.data) return null;
  const look = asked.data.lists[list] ?? { ...plain, dense: asked.data.choices.dense ?? false };
  const setLook = (next: Look) => {
    // Shown at once; the server keeps it for the next time and the next machine.
    queries.setQueryData(mySettings.queryKey, { ...asked.data, lists: { ...asked.data.lists, [list]: next } });
    client.work.chooseLook({ list, ...next }).catch((error: unknown) => showDone(problemOf(error).words));
  };
  return { look, setLook };
}

function useBookmark() {
  const queries = useQueryClient();
  const address = useRouterState({
    select: ({ location: { pathname, search } }) => pathname + searchWithout(search as Record<string, unknown>),
  });
  const asked = useQuery({ ...atHand, staleTime: 60_000, retry: false });
  if (!asked.data) return null;
  const kept = asked.data.bookmarks.find((each) => each.address === address);
  return {
    kept: kept !== undefined,
    toggle: async (title: string) => {
      try {
        if (kept) await client.work.removeBookmark({ id: kept.id });
        else await client.work.addBookmark({ address, title: title.slice(0, 200) });
        await queries.invalidateQueries({ queryKey: atHand.queryKey });
      } catch (error) {
        showDone(problemOf(error).words);
      }
    },
  };
}

/** The address as one would keep it: without the page and the row that is looked into. */
function searchWithout({ after: _, peek: __, ...kept }: Record<string, unknown>): string {
  const query = new URLSearchParams(Object.entries(kept).map(([name, value]) => [name, String(value)])).toString();
  return query === '' ? '' : `?${query}`;
}

/** What the kit asks the house to keep for the viewer. */
export const own: OwnThings = { useViews, useLook, useBookmark, useSettings: useMySettings };
