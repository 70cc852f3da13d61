import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { rolePermissionsOf } from '../roles.ts';

/** Names of accounts in force, by name: all, or those who hold a permission, or hold it in one program. */
export async function colleagues(c: Context, { permission, program }: Input<typeof accessContract.colleagues>) {
  const all = db(c).selectFrom('access.accounts as a').select(['a.id', 'a.name']).where('a.disabled_at', 'is', null);
  const holders =
    permission === undefined
      ? all
      : all.where(({ exists, selectFrom }) => {
          const grants = selectFrom('access.grants as g')
            .select('g.id')
            .whereRef('g.account', '=', 'a.id')
            .where('g.ended_at', 'is', null)
            .where('g.role', '=', sql<string>`any(${rolesWith(c, permission)}::text[])`);
          return exists(
            program === undefined
              ? grants
              : grants.where((g) => g.or([g('g.program', 'is', null), g('g.program', '=', program)])),
          );
        });
  return { colleagues: await holders.orderBy(sql`lower(a.name)`).orderBy('a.id').limit(1000).execute() };
}

const rolesWith = (c: Context, permission: string): string[] =>
  [...rolePermissionsOf(c.house)].filter(([, permissions]) => permissions.includes(permission)).map(([role]) => role);
