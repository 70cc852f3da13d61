import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { houseRoles } from '../house-roles.ts';

/** Names of accounts in force, by name: all, or those who hold a permission, or hold it in one program. */
export async function colleagues(c: Context, { permission, program }: Input<typeof accessContract.colleagues>) {
  const roles = permission === undefined ? [] : await rolesWith(c, permission);
  const all = db(c).selectFrom('access.accounts as a').select(['a.id', 'a.name']).where('a.disabled_at', 'is', null);
  const holders =
    permission === undefined
      ? all
      : all.where(({ exists, selectFrom }) => {
          const grants = selectFrom('access.grants as g')
            .select('g.id')
            .whereRef('g.account', '=', 'a.id')
            .where('g.ended_at', 'is', null)
            .where('g.role', '=', sql<string>`any(${roles}::text[])`);
          return exists(
            program === undefined
              ? grants
              : grants.where((g) => g.or([g('g.program', 'is', null), g('g.program', '=', program)])),
          );
        });
  return { colleagues: await holders.orderBy(sql`lower(a.name)`).orderBy('a.id').limit(1000).execute() };
}

const rolesWith = async (c: Context, permission: string): Promise<string[]> =>
  [...(await houseRoles(c)).values()].filter((role) => role.permissions.includes(permission)).map(({ id }) => id);
