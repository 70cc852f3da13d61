import type { ScopeResolver } from '#kernel/module.ts';
import { db } from './database.ts';

/** The program that a grant or an invitation is for: whoever manages access there may end it. */
export const scopes: Record<string, ScopeResolver> = {
  grant: async (c, id) =>
    (await db(c).selectFrom('access.grants').select('program').where('id', '=', id).executeTakeFirst()) ?? null,
  invitation: async (c, id) =>
    (await db(c).selectFrom('access.invitations').select('program').where('id', '=', id).executeTakeFirst()) ?? null,
};
