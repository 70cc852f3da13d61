import { sql } from 'kysely';
import { type Context, may, programsWith } from '#kernel/context.ts';
import { canGive } from '../giving.ts';
import { houseRoles, rolesLikeManagers } from '../house-roles.ts';

/** The roles with their permissions, which of them the viewer may give somewhere, and who has them. */
export async function roles(c: Context) {
  const named = await houseRoles(c);
  const reach = programsWith(c.actor, 'access.manage');
  const places = reach === 'all' ? [null] : reach;
  const likeManagers = new Set(rolesLikeManagers(named));
  const mayCount = may(c.actor, 'access.read', null);
  const { rows } = await sql<{ role: string; holders: number }>`
    select role, count(distinct account)::int as holders from access.staff group by role`.execute(c.tx);
  const holders = new Map(rows.map((row) => [row.role, row.holders]));
  return {
    roles: [...named.values()].map(({ id, label, words, permissions, made, retired }) => ({
      role: id,
      label,
      words,
      permissions: [...permissions],
      made,
      retired,
      likeManager: likeManagers.has(id),
      holders: mayCount ? (holders.get(id) ?? 0) : null,
      canGive: !retired && places.some((place) => (id !== 'owner' || place === null) && canGive(c, named, id, place)),
    })),
    permissions: c.house.modules.flatMap((m) =>
      (m.permissions ?? []).map(({ name, words }) => ({ name, words, area: m.name })),
    ),
  };
}
