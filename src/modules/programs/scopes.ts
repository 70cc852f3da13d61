import type { ScopeResolver } from '#kernel/module.ts';
import { db } from './database.ts';

/** Which program an application or a coupon belongs to, for the check of grants. */
export const scopes: Record<string, ScopeResolver> = {
  application: async (c, id) =>
    (await db(c).selectFrom('programs.applications').select('program').where('id', '=', id).executeTakeFirst()) ?? null,
  coupon: async (c, id) =>
    (await db(c).selectFrom('programs.coupons').select('program').where('id', '=', id).executeTakeFirst()) ?? null,
};
