import { useQueryClient } from '@tanstack/react-query';
import { client } from '#web/client.ts';
import { announce } from '#web/kit/announce.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { useMe } from '#web/me.ts';
import { problemOf } from '#web/problem.ts';

type Claimable = { id: string; assignee: { id: string; name: string } | null };
const isClaimable = (value: unknown): value is Claimable =>
  typeof value === 'object' && value !== null && 'id' in value && 'assignee' in value;

/** The answer with the assignee of these applications set; everything else as it was. */
export function withAssignee(answer: unknown, ids: ReadonlySet<string>, assignee: Claimable['assignee']): unknown {
  if (Array.isArray(answer)) return answer.map((each: unknown) => withAssignee(each, ids, assignee));
  if (typeof answer !== 'object' || answer === null) return answer;
  if (isClaimable(answer) && ids.has(answer.id)) return { ...answer, assignee };
  const { rows, columns } = answer as { rows?: unknown; columns?: unknown };
  if (rows === undefined && columns === undefined) return answer;
  return {
    ...answer,
    ...(rows === undefined ? {} : { rows: withAssignee(rows, ids, assignee) }),
    ...(columns === undefined ? {} : { columns: withAssignee(columns, ids, assignee) }),
  };
}

/**
 * Takes applications on. Shown at once, for it can be given back at any time; where the server says no (a colleague was faster), the
 * page shows what is true, and says why.
 */
export function useClaim() {
  const queries = useQueryClient();
  const { account } = useMe();
  return async (rows: readonly Claimable[]) => {
    const ids = new Set(rows.map(({ id }) => id));
    await queries.cancelQueries({ queryKey: ['programs'] });
    queries.setQueriesData({ queryKey: ['programs'] }, (answer: unknown) =>
      withAssignee(answer, ids, { id: account.id, name: account.name }),
    );
    const results = await Promise.allSettled(rows.map(({ id }) => client.programs.claimApplication({ id })));
    const failed = results.filter((result) => result.status === 'rejected');
    if (failed.length === 0)
      announce(rows.length === 1 ? 'Claimed. It is yours now.' : `${rows.length} claimed. They are yours now.`);
    await queries.invalidateQueries({ queryKey: ['programs'] });
    if (failed[0]) {
      const taken = rows.length - failed.length;
      showDone(`${taken > 0 ? `${taken} claimed, ${failed.length} not. ` : ''}${problemOf(failed[0].reason).words}`);
    }
  };
}
