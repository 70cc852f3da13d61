import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { ROLES, type RolePermissions, rolePermissionsOf } from './roles.ts';

/** A role as it stands now: built in, or made here. `id` is what a grant names. */
export type HouseRole = {
  id: string;
  label: string;
  words: string;
  permissions: readonly string[];
  made: boolean;
  retired: boolean;
};

/** All roles of this installation, retired ones among them, by the name that grants use. */
export type HouseRoles = ReadonlyMap<string, HouseRole>;

type Row = { id: string; name: string; words: string; permissions: string[]; retired_at: Temporal.Instant | null };

/**
 * The roles as they stand at this moment: the built-in ones, the widest first, then those made here by name. A permission that
 * this version of the house does not know is left out of a made role.
 */
export async function houseRoles(c: Pick<Context, 'tx' | 'house'>): Promise<HouseRoles> {
  const builtIn = rolePermissionsOf(c.house);
  const { rows } = await sql<Row>`
    select id, name, words, permissions, retired_at from access.roles order by lower(name), id`.execute(c.tx);
  return new Map([
    ...ROLES.map(({ role, label, words }): [string, HouseRole] => [
      role,
      { id: role, label, words, permissions: builtIn.get(role) ?? [], made: false, retired: false },
    ]),
    ...rows.map((row): [string, HouseRole] => [
      row.id,
      {
        id: row.id,
        label: row.name,
        words: row.words,
        permissions: knownOf(builtIn, row.permissions),
        made: true,
        retired: row.retired_at !== null,
      },
    ]),
  ]);
}

/** Those of the permissions that this version of the house knows. */
export function knownOf(builtIn: RolePermissions, permissions: readonly string[]): string[] {
  const all = builtIn.get('owner') ?? [];
  return permissions.filter((permission) => all.includes(permission));
}

/** What each role permits. */
export const permissionsIn = (roles: HouseRoles): RolePermissions =>
  new Map([...roles].map(([id, { permissions }]) => [id, permissions]));

export const labelIn = (roles: HouseRoles, role: string): string => roles.get(role)?.label ?? role;

/**
 * The roles of which a second factor is asked where it is asked of owners and managers: theirs, and every made role with a
 * permission that of the built-in ones only theirs hold.
 */
export function rolesLikeManagers(roles: HouseRoles): string[] {
  const lesser = new Set(
    [...roles.values()]
      .filter(({ id, made }) => !made && id !== 'owner' && id !== 'manager')
      .flatMap(({ permissions }) => permissions),
  );
  return [...roles.values()]
    .filter(({ id, made, permissions }) =>
      made ? permissions.some((permission) => !lesser.has(permission)) : id === 'owner' || id === 'manager',
    )
    .map(({ id }) => id);
}
