import { type Actor, may } from '#kernel/context.ts';
import type { Module } from '#kernel/module.ts';

export type Role = 'owner' | 'manager' | 'program-manager' | 'reviewer' | 'analyst';

/** The roles of the house, the widest first. What each may do is said by the modules, permission by permission. */
export const ROLES: readonly { role: Role; label: string; words: string }[] = [
  {
    role: 'owner',
    label: 'Owner',
    words: 'May do everything, and alone may make others owners. Always for all programs.',
  },
  { role: 'manager', label: 'Manager', words: 'Runs the organisation: its people, settings and programs.' },
  {
    role: 'program-manager',
    label: 'Program manager',
    words: 'Runs programs: their settings, their people and all that reviewers do.',
  },
  { role: 'reviewer', label: 'Reviewer', words: 'Works on applications: asks, decides, answers.' },
  { role: 'analyst', label: 'Analyst', words: 'Reads records and figures, and changes nothing.' },
];

export const ROLE_NAMES = ROLES.map((r) => r.role) as [Role, ...Role[]];

/** The sorted permissions of every role, as the modules hand them out. */
export type RolePermissions = ReadonlyMap<string, readonly string[]>;

type Rooms = Pick<Module, 'permissions'>;

/** Works out each role's permissions; the owner holds all there are. Throws when a module names a role that does not exist. */
export function permissionsOfRoles(modules: readonly Rooms[]): RolePermissions {
  const defined = modules.flatMap((m) => m.permissions ?? []);
  const stray = defined.find((p) => p.roles.some((role) => !ROLES.some((r) => r.role === role)));
  if (stray)
    throw new Error(`the permission ${stray.name} names a role that does not exist: ${stray.roles.join(', ')}`);
  const held = (role: Role) => defined.filter((p) => role === 'owner' || p.roles.includes(role)).map((p) => p.name);
  return new Map(ROLE_NAMES.map((role) => [role, [...new Set(held(role))].sort()]));
}

const worked = new WeakMap<readonly Rooms[], RolePermissions>();

/** The same for a running house, whose modules never change: worked out once. */
export function rolePermissionsOf(house: { modules: readonly Rooms[] }): RolePermissions {
  const before = worked.get(house.modules);
  if (before) return before;
  const now = permissionsOfRoles(house.modules);
  worked.set(house.modules, now);
  return now;
}

/**
 * Whether this role, in this program (null: in all), goes beyond what the actor holds. Who could not give a role cannot
 * take it from somebody either. Only an owner deals with owners, even where another role has come to hold as much.
 */
export function beyondOwn(actor: Actor, role: string, program: string | null, permissions: RolePermissions): boolean {
  if (actor.kind === 'system') return false;
  if (actor.kind !== 'account') return true;
  if (role === 'owner' && !actor.grants.some((g) => g.role === 'owner' && g.program === null)) return true;
  // A role that nobody knows any more counts as the widest.
  const held = permissions.get(role) ?? permissions.get('owner') ?? [];
  return !held.every((permission) => may(actor, permission, program));
}

/** Permissions narrowed by a token's scopes; null: not narrowed. */
export function narrowed(permissions: readonly string[], scopes: readonly string[] | null): readonly string[] {
  return scopes === null ? permissions : permissions.filter((p) => scopes.includes(p));
}
