import { sql } from 'kysely';
import type { ScopeResolver } from '#kernel/module.ts';
import { db } from './database.ts';

/** Which program a record belongs to (a program to itself), for the check of grants. */
export const scopes: Record<string, ScopeResolver> = {
  application: async (c, id) =>
    (await db(c).selectFrom('programs.applications').select('program').where('id', '=', id).executeTakeFirst()) ?? null,
  program: async (c, id) => {
    const found = await db(c).selectFrom('programs.programs').select('id').where('id', '=', id).executeTakeFirst();
    return found ? { program: found.id } : null;
  },
  import: async (c, id) =>
    (await db(c).selectFrom('programs.imports').select('program').where('id', '=', id).executeTakeFirst()) ?? null,
  'program-invitation': async (c, id) =>
    (await db(c).selectFrom('programs.invitations').select('program').where('id', '=', id).executeTakeFirst()) ?? null,
  nomination: async (c, id) =>
    (await db(c).selectFrom('programs.nominations').select('program').where('id', '=', id).executeTakeFirst()) ?? null,
  round: async (c, id) =>
    (await db(c).selectFrom('programs.rounds').select('program').where('id', '=', id).executeTakeFirst()) ?? null,
  'policy-preview': async (c, id) =>
    (await db(c).selectFrom('programs.policy_previews').select('program').where('id', '=', id).executeTakeFirst()) ??
    null,
  'policy-moving': async (c, id) =>
    (await db(c).selectFrom('programs.policy_movings').select('program').where('id', '=', id).executeTakeFirst()) ??
    null,
  coupon: async (c, id) =>
    (await db(c).selectFrom('programs.coupons').select('program').where('id', '=', id).executeTakeFirst()) ?? null,
  membership: async (c, id) =>
    (await db(c).selectFrom('programs.memberships').select('program').where('id', '=', id).executeTakeFirst()) ?? null,
  entitlement: async (c, id) =>
    (await db(c).selectFrom('programs.entitlements').select('program').where('id', '=', id).executeTakeFirst()) ?? null,
  bounce: async (c, id) =>
    (
      await sql<{ program: string }>`select coalesce(a.program, m.program) program from programs.bounces b
        left join programs.applications a on a.id = b.application left join programs.memberships m on m.id = b.membership
        where b.id = ${id}`.execute(c.tx)
    ).rows[0] ?? null,
  'entitlement-request': async (c, id) =>
    (await db(c)
      .selectFrom('programs.entitlement_requests as r')
      .innerJoin('programs.memberships as m', 'm.id', 'r.membership')
      .select('m.program')
      .where('r.id', '=', id)
      .executeTakeFirst()) ?? null,
};
