import type { Context } from '#kernel/context.ts';
import { invalid } from '#kernel/errors.ts';
import type { Perform, PublicAnswer, PublicRequest, PublicRoute } from '#kernel/http/public-route.ts';
import { newId } from '#kernel/ids.ts';
import { readOrganisation } from '#kernel/settings/organisation.ts';
import { actsOn } from './acts.ts';
import { ask, field, sentKey, type Trouble, withTrouble } from './ask.ts';
import { keyOf } from './keys.ts';

/** What was just done, by the code in the address; the page has the words. */
const DONE = ['thanks', 'stopped', 'resumed'] as const;
export type OpinionDone = (typeof DONE)[number];

async function page(
  request: PublicRequest,
  perform: Perform,
  c: Context,
  trouble: Trouble | null,
): Promise<PublicAnswer> {
  const key = keyOf(request);
  const [asking, { zone }] = await Promise.all([ask(perform, 'asking', { key }), readOrganisation(c)]);
  const props = {
    ...{ asking, zone, base: `/opinion/${key}`, typed: { ...request.form?.fields } },
    done: DONE.find((code) => code === request.query.done) ?? null,
    idempotencyKey: newId(),
  };
  return withTrouble('programs.opinion', props, trouble);
}

/** The score that was chosen; null: would rather not say. */
function chosen(request: PublicRequest): number | null {
  const score = field(request, 'score');
  if (score === 'none') return null;
  if (!/^[1-5]$/.test(score)) throw invalid([{ field: 'score', message: 'Choose one of these.' }]);
  return Number(score);
}

const act = actsOn<OpinionDone>('/opinion', page);

/** The page behind the link of an asking: answering it, changing the answer, and being asked no more. */
export const opinionRoutes: PublicRoute[] = [
  { method: 'GET', path: '/opinion/:key', serve: (request, perform, c) => page(request, perform, c, null) },
  act('', 'thanks', (key, request, perform) => {
    const answer = { key, score: chosen(request), comment: field(request, 'comment') };
    return ask(perform, 'answerAsking', answer, sentKey(request));
  }),
  {
    method: 'GET',
    path: '/opinion/:key/stop',
    serve: async (request, perform) => {
      const key = keyOf(request);
      const { stopped } = await ask(perform, 'asking', { key });
      return { page: 'programs.opinion-stop', props: { base: `/opinion/${key}`, stopped, idempotencyKey: newId() } };
    },
  },
  {
    method: 'POST',
    path: '/opinion/:key/stop',
    serve: async (request, perform) => {
      const key = keyOf(request);
      await ask(perform, 'stopAskings', { key });
      // A mail program that pressed for its reader wants no other address as an answer (RFC 8058).
      if (field(request, 'List-Unsubscribe') === 'One-Click')
        return {
          page: 'programs.opinion-stop',
          props: { base: `/opinion/${key}`, stopped: true, idempotencyKey: newId() },
        };
      return { redirect: `/opinion/${key}?done=stopped` };
    },
  },
  act('/resume', 'resumed', (key, _, perform) => ask(perform, 'stopAskings', { key, stop: false })),
];
