import type { Context } from '#kernel/context.ts';
import { readOrganisation } from '#kernel/settings/organisation.ts';
import { db } from '../database.ts';
import { hasOwner } from '../owners.ts';

/** Who is signed in and what they may do; the first question of every page. */
export async function me(c: Context) {
  const { name, zone, fiscalStartMonth, sample } = await readOrganisation(c);
  const organisation = { name, zone, fiscalStartMonth, sample };
  if (c.actor.kind !== 'account') {
    return { account: null, setUp: await hasOwner(c), organisation, permissions: [], grants: [] };
  }
  const { id, grants } = c.actor;
  const account = await db(c)
    .selectFrom('access.accounts')
    .select(['id', 'name', 'mail'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return {
    account,
    setUp: true,
    organisation,
    permissions: [...new Set(grants.flatMap((g) => g.permissions))].sort(),
    grants: grants.map((g) => ({ ...g, permissions: [...g.permissions] })),
  };
}
