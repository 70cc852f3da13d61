import type { Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { db } from '../database.ts';
import { roleEnded, roleGranted } from '../facts.ts';
import type { Preset } from './presets.ts';
import type { Provider } from './provider.ts';

/** A role, and the program it holds in; null: all. */
export type RolePlace = { role: string; program: string | null };
export type GroupRole = RolePlace & { group: string };

/** Groups of GitLab and GitHub are paths and do not differ by case; what other providers name is taken letter by letter. */
const sameGroup = (preset: Preset, one: string, other: string): boolean =>
  preset === 'gitlab' || preset === 'github' ? one.toLowerCase() === other.toLowerCase() : one === other;

const keyOf = ({ role, program }: RolePlace): string => `${role} ${program ?? ''}`;

/** The roles that somebody has by being in these groups, each once. */
export function rolesByGroups(preset: Preset, mapped: readonly GroupRole[], groups: readonly string[]): RolePlace[] {
  const held = mapped.filter((one) => groups.some((group) => sameGroup(preset, one.group, group)));
  return [...new Map(held.map(({ role, program }) => [keyOf({ role, program }), { role, program }])).values()];
}

/** Which groups of a provider have which roles. */
export async function groupRoles(c: Pick<Context, 'tx'>, provider: string): Promise<GroupRole[]> {
  return db(c)
    .selectFrom('access.provider_groups')
    .select(['group_name as group', 'role', 'program'])
    .where('provider', '=', provider)
    .orderBy('group_name')
    .orderBy('role')
    .orderBy('id')
    .execute();
}

/**
 * Brings the roles that an account has from a provider's groups up to date: what is new is given, what is over ends. Roles that
 * somebody gave by hand, or that another provider gave, stay. Answers how many roles the account has then.
 */
export async function bringUpToDate(
  c: Context,
  provider: Pick<Provider, 'id'>,
  account: string,
  due: readonly RolePlace[],
): Promise<number> {
  await db(c).selectFrom('access.accounts').select('id').where('id', '=', account).forUpdate().execute();
  const inForce = await db(c)
    .selectFrom('access.grants')
    .select(['id', 'role', 'program', 'provider'])
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .execute();
  const dueKeys = new Set(due.map(keyOf));
  const over = inForce.filter((grant) => grant.provider === provider.id && !dueKeys.has(keyOf(grant)));
  await endGrants(c, provider.id, account, over);
  const held = new Set(inForce.map(keyOf));
  const fresh = due.filter((one) => !held.has(keyOf(one)));
  for (const { role, program } of fresh) {
    const grant = newId();
    await db(c)
      .insertInto('access.grants')
      .values({ id: grant, account, role, program, granted_at: c.now, provider: provider.id })
      .execute();
    const data = { grant, role, program, provider: provider.id };
    await record(c, roleGranted, { about: { kind: 'account', id: account }, program, data });
  }
  return inForce.length - over.length + fresh.length;
}

/** Ends the roles that came from a provider: all of them, or those that none of its groups gives any more. */
export async function endRolesOf(c: Context, provider: string, still: readonly RolePlace[]): Promise<void> {
  const stillKeys = new Set(still.map(keyOf));
  const rows = await db(c)
    .selectFrom('access.grants')
    .select(['id', 'account', 'role', 'program'])
    .where('provider', '=', provider)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  for (const row of rows.filter((one) => !stillKeys.has(keyOf(one)))) await endGrants(c, provider, row.account, [row]);
}

async function endGrants(
  c: Context,
  provider: string,
  account: string,
  over: readonly (RolePlace & { id: string })[],
): Promise<void> {
  for (const { id, role, program } of over) {
    await db(c).updateTable('access.grants').set({ ended_at: c.now }).where('id', '=', id).execute();
    const data = { grant: id, role, program, provider };
    await record(c, roleEnded, { about: { kind: 'account', id: account }, program, data });
  }
}
