import { notFound } from '#kernel/errors.ts';
import type { Perform, PublicAnswer, PublicRequest, PublicRoute } from '#kernel/http/public-route.ts';
import { newId } from '#kernel/ids.ts';
import { ask, field, sentKey, type Trouble, troubleOf, withTrouble } from './ask.ts';
import { programIn } from './program-routes.ts';

const FIELDS = ['nomineeName', 'nomineeAddress', 'nominatorName', 'nominatorAddress', 'words'] as const;
/** What a person typed to name somebody. */
export type Nominated = Record<(typeof FIELDS)[number], string>;

const typedIn = (request: PublicRequest): Nominated =>
  Object.fromEntries(FIELDS.map((name) => [name, field(request, name)])) as Nominated;

async function nominatePage(perform: Perform, request: PublicRequest, trouble: Trouble | null): Promise<PublicAnswer> {
  const program = await ask(perform, 'publicProgram', { program: programIn(request) });
  if (program.entry !== 'nomination') throw notFound('This program takes no nominations.');
  const sent = request.query.done === 'sent' && trouble === null;
  return withTrouble('programs.nominate', { program, typed: typedIn(request), sent, idempotencyKey: newId() }, trouble);
}

/** Naming somebody for a program that takes nominations. */
export const nominationRoutes: PublicRoute[] = [
  {
    method: 'GET',
    path: '/apply/:program/nominate',
    serve: (request, perform) => nominatePage(perform, request, null),
  },
  {
    method: 'POST',
    path: '/apply/:program/nominate',
    serve: async (request, perform) => {
      const program = programIn(request);
      const website = field(request, 'website').slice(0, 200);
      try {
        await ask(perform, 'nominate', { ...typedIn(request), program, website }, sentKey(request));
        return { redirect: `/apply/${program}/nominate?done=sent` };
      } catch (error) {
        return nominatePage(perform, request, troubleOf(error));
      }
    },
  },
];
