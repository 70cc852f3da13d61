import { notFound } from '#kernel/errors.ts';
import type { PublicRequest, PublicRoute } from '#kernel/http/public-route.ts';
import { newId } from '#kernel/ids.ts';
import { readOrganisation } from '#kernel/settings/organisation.ts';
import { ask, field, sentKey, troubleOf, withTrouble } from './ask.ts';

/** The program that the address names. Throws `not found` before anything else looks at the text. */
export function programIn(request: PublicRequest): string {
  const slug = request.params.program ?? '';
  if (!/^[a-z0-9-]{1,60}$/.test(slug)) throw notFound('There is no such program.');
  return slug;
}

/** What anybody may read: the programs, what each asks and promises, how data are used; and the form for lost links. */
export const programRoutes: PublicRoute[] = [
  {
    method: 'GET',
    path: '/apply',
    serve: async (_request, perform) => ({
      page: 'programs.programs',
      props: await ask(perform, 'publicPrograms', {}),
    }),
  },
  {
    method: 'GET',
    path: '/apply/:program',
    serve: async (request, perform) => ({
      page: 'programs.program',
      props: { program: await ask(perform, 'publicProgram', { program: programIn(request) }) },
    }),
  },
  {
    method: 'GET',
    path: '/privacy',
    serve: async (_request, perform, c) => {
      const { programs } = await ask(perform, 'publicPrograms', {});
      const { privacyContact } = await readOrganisation(c);
      const shown = await Promise.all(
        programs.filter(({ sample }) => !sample).map(({ slug }) => ask(perform, 'publicProgram', { program: slug })),
      );
      return { page: 'programs.privacy', props: { programs: shown, privacyContact } };
    },
  },
  {
    method: 'GET',
    path: '/lost-link',
    serve: async (request) => ({
      page: 'programs.lost-link',
      props: {
        idempotencyKey: newId(),
        address: '',
        mailed: request.query.done === 'mailed',
        errors: [],
        problem: null,
      },
    }),
  },
  {
    method: 'POST',
    path: '/lost-link',
    serve: async (request, perform) => {
      const address = field(request, 'address');
      try {
        await ask(
          perform,
          'mailLostLink',
          { address, website: field(request, 'website').slice(0, 200) },
          sentKey(request),
        );
        return { redirect: '/lost-link?done=mailed' };
      } catch (error) {
        return withTrouble('programs.lost-link', { idempotencyKey: newId(), address, mailed: false }, troubleOf(error));
      }
    },
  },
];
