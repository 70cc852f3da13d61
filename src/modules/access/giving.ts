import { type Context, may } from '#kernel/context.ts';
import { forbidden, invalid, notFound, refused } from '#kernel/errors.ts';
import { beyondOwn, ROLES, type Role, rolePermissionsOf } from './roles.ts';

export const roleLabel = (role: string): string => ROLES.find((r) => r.role === role)?.label ?? role;

/** May the viewer give or end this role in this program? For pages; commands ask `checkGiving`. */
export const canGive = (c: Context, role: string, program: string | null): boolean =>
  may(c.actor, 'access.manage', program) && !beyondOwn(c.actor, role, program, rolePermissionsOf(c.house));

/**
 * Throws unless the actor may give this role in this program: the program must exist, be within his reach, and the role
 * must not permit more than he may do himself.
 */
export async function checkGiving(c: Context, role: Role, program: string | null): Promise<void> {
  if (role === 'owner' && program !== null) {
    throw invalid([{ field: 'program', message: 'An owner is always one for all programs.' }]);
  }
  if (!may(c.actor, 'access.manage', program)) {
    throw forbidden(
      program === null
        ? 'Your role covers single programs only, so it cannot give a role for all.'
        : 'Your role does not cover this program.',
    );
  }
  checkReach(c, role, program);
  const find = c.house.scopes.get('program');
  if (program !== null && find && !(await find(c, program))) throw notFound('There is no such program.');
}

/** Throws `access.beyond-own` for a role that permits more than the actor may do: neither given nor taken. */
export function checkReach(c: Context, role: string, program: string | null): void {
  if (!beyondOwn(c.actor, role, program, rolePermissionsOf(c.house))) return;
  throw refused(
    'access.beyond-own',
    role === 'owner'
      ? 'Only an owner gives or ends the role of an owner.'
      : `The role ${roleLabel(role)} permits more than you may do yourself. Ask somebody whose role covers it.`,
  );
}
