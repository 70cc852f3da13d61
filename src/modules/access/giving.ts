import { sql } from 'kysely';
import { type Actor, type Context, may } from '#kernel/context.ts';
import { forbidden, invalid, notFound, refused } from '#kernel/errors.ts';
import { type HouseRoles, houseRoles, labelIn, permissionsIn } from './house-roles.ts';
import { beyondOwn } from './roles.ts';

/** May the viewer end this role in this program, and give it where it is not retired? For pages; commands ask `checkGiving`. */
export const canGive = (c: Context, roles: HouseRoles, role: string, program: string | null): boolean =>
  may(c.actor, 'access.manage', program) && !beyondOwn(c.actor, role, program, permissionsIn(roles));

/**
 * Throws unless the actor may give this role in this program: both must exist, the program be within his reach, the role not
 * retired, and it must not permit more than he may do himself.
 */
export async function checkGiving(c: Context, role: string, program: string | null): Promise<void> {
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
  const roles = await houseRoles(c);
  const found = roles.get(role);
  if (!found) throw invalid([{ field: 'role', message: 'There is no such role. Choose one of the list.' }]);
  if (found.retired || (found.made && !(await holdInForce(c, role)))) throw roleRetired(found.label);
  checkReachIn(c, roles, role, program);
  const find = c.house.scopes.get('program');
  if (program !== null && find && !(await find(c, program))) throw notFound('There is no such program.');
}

/** Keeps a made role from being retired until the transaction ends; false where it was retired meanwhile. */
async function holdInForce(c: Context, id: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from access.roles where id = ${id}::uuid and retired_at is null for share`.execute(c.tx);
  return rows.length > 0;
}

export const roleRetired = (label: string) =>
  refused('access.role-retired', `The role ${label} is retired and cannot be given any more. Choose another one.`);

/** Throws `access.beyond-own` for a role that permits more than the actor may do: neither given nor taken. */
export async function checkReach(c: Context, role: string, program: string | null): Promise<void> {
  checkReachIn(c, await houseRoles(c), role, program);
}

/** Throws `access.beyond-own` where an account holds a role that the actor could not give; answers its roles in force. Owners are locked by the caller. */
export async function checkReachOver(c: Context, account: string): Promise<Held[]> {
  const [roles, held] = [await houseRoles(c), await grantsOf(c, account)];
  for (const { role, program } of held) checkReachIn(c, roles, role, program);
  return held;
}

/** Could this account, as it stands now, give the role? Nobody (null: the system) could give every one. */
export async function couldGive(c: Context, account: string | null, role: string, program: string | null) {
  if (account === null) return true;
  const roles = await houseRoles(c);
  const held = (await grantsOf(c, account)).map((grant) => ({
    ...grant,
    permissions: roles.get(grant.role)?.permissions ?? [],
  }));
  const actor: Actor = { kind: 'account', id: account, name: '', via: 'session', grants: held };
  return canGive({ ...c, actor }, roles, role, program);
}

type Held = { role: string; program: string | null };

async function grantsOf(c: Context, account: string): Promise<Held[]> {
  const { rows } = await sql<Held>`
    select role, program from access.grants where account = ${account} and ended_at is null order by id`.execute(c.tx);
  return rows;
}

/** `checkReach` with roles that were read before. */
function checkReachIn(c: Context, roles: HouseRoles, role: string, program: string | null): void {
  if (!beyondOwn(c.actor, role, program, permissionsIn(roles))) return;
  throw refused(
    'access.beyond-own',
    role === 'owner'
      ? 'Only an owner gives or ends the role of an owner.'
      : `The role ${labelIn(roles, role)} permits more than you may do yourself. Ask somebody whose role covers it.`,
  );
}
