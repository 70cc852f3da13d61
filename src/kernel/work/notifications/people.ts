import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { House } from '../../house.ts';

/** The built-in roles that hold a permission; the owner holds all. Roles made here bring theirs along. */
const rolesWith = (house: Pick<House, 'modules'>, permission: string): string[] => [
  'owner',
  ...new Set(house.modules.flatMap((m) => m.permissions ?? []).find((p) => p.name === permission)?.roles ?? []),
];

/**
 * Which accounts hold a permission in a program (null: for everything) at this moment: all of them, or those of `among`. Read
 * from the view that access publishes; disabled accounts and ended grants are not in it.
 */
export async function holders(
  c: Context,
  permission: string,
  program: string | null,
  among: readonly string[] | null = null,
): Promise<{ account: string; name: string; mail: string }[]> {
  const { rows } = await sql<{ account: string; name: string; mail: string }>`
    select distinct account, name, mail from access.staff
    where (role = any(${rolesWith(c.house, permission)}::text[]) or ${permission} = any(permissions)) and (program is null or program = ${program}::uuid)
      and (${among === null} or account = any(${[...(among ?? [])]}::uuid[])) order by account`.execute(c.tx);
  return rows;
}
