import { sql } from 'kysely';
import { type Context, may } from '#kernel/context.ts';
import { notFound } from '#kernel/errors.ts';
import type { PublicRoute } from '#kernel/http/public-route.ts';
import { countries } from '#web/entrance/choices.ts';
import { readPolicy } from '../policy/faults.ts';
import type { Policy } from '../policy.ts';
import { programBySlug } from '../program-of.ts';
import { programShown } from '../queries/public-programs.ts';
import { nothingTyped } from './application-fields.ts';
import { programIn } from './program-routes.ts';

/** The draft of a program's policy, or the version in force; null: the draft has faults and cannot be shown. */
async function draftOrInForce(c: Context, program: string, inForce: Policy): Promise<Policy | null> {
  const { rows } = await sql<{
    policy: unknown;
  }>`select policy from programs.policy_drafts where program = ${program}`.execute(c.tx);
  return rows[0] ? readPolicy(rows[0].policy).policy : inForce;
}

/** The public pages as applicants would see them under the draft of the policy, for those who may change it; to all others it is not there. */
export const previewRoutes: PublicRoute[] = [
  {
    method: 'GET',
    path: '/apply/:program/preview',
    serve: async (request, _perform, c) => {
      const program = await programBySlug(c, programIn(request));
      if (!may(c.actor, 'programs.manage', program.id)) throw notFound('There is no such program.');
      const policy = await draftOrInForce(c, program.id, program.policy);
      if (!policy) return { response: new Response('The draft has faults.', { status: 409 }) };
      const shown = programShown({ ...program, policy, open: true }, request.language);
      if (request.query.page === 'program') return { page: 'programs.program', props: { program: shown } };
      const form = {
        program: shown,
        typed: nothingTyped(),
        draft: null,
        note: null,
        countries: countries(request.language),
        idempotencyKey: 'preview',
        errors: [],
        problem: null,
      };
      return { page: 'programs.form', props: form };
    },
  },
];
