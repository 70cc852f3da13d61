import { type Context, programsWith } from '#kernel/context.ts';
import { canGive } from '../giving.ts';
import { ROLES, rolePermissionsOf } from '../roles.ts';

/** The roles with their permissions, and which of them the viewer may give somewhere. */
export async function roles(c: Context) {
  const permissions = rolePermissionsOf(c.house);
  const reach = programsWith(c.actor, 'access.manage');
  const places = reach === 'all' ? [null] : reach;
  return {
    roles: ROLES.map(({ role, label, words }) => ({
      role,
      label,
      words,
      permissions: [...(permissions.get(role) ?? [])],
      canGive: places.some((place) => (role !== 'owner' || place === null) && canGive(c, role, place)),
    })),
    permissions: c.house.modules.flatMap((m) => (m.permissions ?? []).map(({ name, words }) => ({ name, words }))),
  };
}
