import { sql } from 'kysely';
import { accountOf, type Context, may } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { invalid, notFound, refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { roleEnded } from '../facts.ts';
import { roleRetired as retiredFault } from '../giving.ts';
import { roleChanged, roleMade, roleRetired } from '../role-facts.ts';
import { ROLES, rolePermissionsOf } from '../roles.ts';
import { withdrawInvitations } from '../withdrawing.ts';

const MOST_ROLES = 200;

/** Makes a role. Throws `access.beyond-own` for permissions that the actor does not hold for all programs himself. */
export async function makeRole(c: Context, input: Input<typeof accessContract.makeRole>) {
  const permissions = checkPermissions(c, input.permissions);
  await lockRoles(c);
  await checkName(c, input.name, null);
  const { count } = await db(c)
    .selectFrom('access.roles')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('retired_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (count >= MOST_ROLES)
    throw refused('access.too-many-roles', `There are ${count} roles. Retire those that nobody needs.`);
  const id = newId();
  const { name, words } = input;
  const made_by = accountOf(c);
  await db(c)
    .insertInto('access.roles')
    .values({ id, name, words, permissions, made_by, made_at: c.now, changed_at: c.now })
    .execute();
  await record(c, roleMade, {
    about: { kind: 'role', id },
    data: { permissions },
    details: { name: { after: name }, words: { after: words }, permissions: { after: permissions } },
  });
  return { id };
}

/** Changes a role for all who have it. What it permitted before must be within the actor's reach as well. */
export async function changeRole(c: Context, input: Input<typeof accessContract.changeRole>) {
  const permissions = checkPermissions(c, input.permissions);
  await lockRoles(c);
  const before = await roleInForce(c, input.id);
  checkPermissions(c, known(c, before.permissions));
  await checkName(c, input.name, input.id);
  const { name, words } = input;
  const added = permissions.filter((each) => !before.permissions.includes(each));
  const taken = before.permissions.filter((each) => !permissions.includes(each));
  if (added.length + taken.length === 0 && name === before.name && words === before.words) return done;
  await db(c)
    .updateTable('access.roles')
    .set({ name, words, permissions, changed_at: c.now })
    .where('id', '=', input.id)
    .execute();
  await record(c, roleChanged, {
    about: { kind: 'role', id: input.id },
    data: { renamed: name !== before.name, added, taken },
    details: {
      ...(name === before.name ? {} : { name: { before: before.name, after: name } }),
      ...(words === before.words ? {} : { words: { before: before.words, after: words } }),
      ...(added.length + taken.length === 0 ? {} : { permissions: { before: before.permissions, after: permissions } }),
    },
  });
  return done;
}

/** Retires a role, once and for good: open invitations with it are withdrawn, and its holders keep or lose it. */
export async function retireRole(c: Context, { id, holders }: Input<typeof accessContract.retireRole>) {
  await lockRoles(c);
  const before = await roleInForce(c, id);
  checkPermissions(c, known(c, before.permissions));
  await db(c).updateTable('access.roles').set({ retired_at: c.now, changed_at: c.now }).where('id', '=', id).execute();
  const withdrawn = await withdrawInvitations(c, { role: id });
  const ended = holders === 'keep' ? 0 : await endAll(c, id);
  await record(c, roleRetired, {
    about: { kind: 'role', id },
    data: { ended, withdrawn },
    details: { name: { before: before.name } },
  });
  return { ended, withdrawn };
}

async function endAll(c: Context, role: string): Promise<number> {
  const grants = await db(c)
    .updateTable('access.grants')
    .set({ ended_at: c.now, ended_by: accountOf(c) })
    .where('role', '=', role)
    .where('ended_at', 'is', null)
    .returning(['id', 'account', 'program'])
    .execute();
  for (const { id: grant, account, program } of grants)
    await record(c, roleEnded, { about: { kind: 'account', id: account }, program, data: { grant, role, program } });
  return grants.length;
}

const done = { done: true as const };
const known = (c: Context, permissions: string[]): string[] => {
  const all = rolePermissionsOf(c.house).get('owner') ?? [];
  return permissions.filter((each) => all.includes(each));
};

/** Sorted, each once. Throws for one that does not exist, and for one that the actor does not hold for all programs. */
function checkPermissions(c: Context, given: readonly string[]): string[] {
  const permissions = [...new Set(given)].sort();
  const all = rolePermissionsOf(c.house).get('owner') ?? [];
  const stray = permissions.find((each) => !all.includes(each));
  if (stray) throw invalid([{ field: 'permissions', message: `There is no permission named ${stray}.` }]);
  const beyond = permissions.filter((each) => !may(c.actor, each, null));
  if (beyond.length > 0)
    throw refused(
      'access.beyond-own',
      `You do not hold ${beyond.join(', ')} for all programs yourself, so you cannot put it into a role or change one that has it.`,
    );
  return permissions;
}

async function checkName(c: Context, name: string, but: string | null): Promise<void> {
  const folded = name.toLowerCase();
  const { rows } = await sql`select 1 from access.roles
    where lower(name) = lower(${name}) and retired_at is null and id is distinct from ${but}::uuid`.execute(c.tx);
  const builtIn = ROLES.some(({ role, label }) => label.toLowerCase() === folded || role === folded);
  if (rows.length > 0 || builtIn) throw invalid([{ field: 'name', message: 'There is a role of this name already.' }]);
}

async function roleInForce(c: Context, id: string) {
  const found = await db(c).selectFrom('access.roles').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!found) throw notFound('There is no such role that was made here. The built-in ones cannot be changed.');
  if (found.retired_at) throw retiredFault(found.name);
  return found;
}

/** One change of roles at a time: names stay unique, and nobody is given a role while it retires. */
const lockRoles = (c: Context) => sql`select pg_advisory_xact_lock(hashtextextended('access.roles', 0))`.execute(c.tx);
