import { type Actor, respondNowhere } from '#kernel/context.ts';
import { type Handler, perform } from '#kernel/contract/perform.ts';
import type { OperationEntry } from '#kernel/contract/router.ts';
import { Fault } from '#kernel/errors.ts';
import type { House } from '#kernel/house.ts';
import { newId } from '#kernel/ids.ts';
import { makeTestAccount } from '#tests/support/accounts.ts';
import type { Role, TestHouse } from '#tests/support/house.ts';

/** One program, and another one in which the walkers with a role for one program hold it. */
export const HERE = newId();
export const ELSEWHERE = newId();

export const ROLE_LIST: readonly Role[] = ['owner', 'manager', 'program-manager', 'reviewer', 'analyst'];

/** Somebody who tries every door: nobody, an applicant, an account without a role, or a role for all, here or elsewhere. */
export type Walker = {
  name: string;
  actor: Actor;
  role: Role | null;
  /** What a role made by the organisation itself permits. */
  made?: readonly string[];
  place: 'all' | typeof HERE | typeof ELSEWHERE | null;
};

/** `refused` names the fault with which the door stayed shut. */
export type Outcome = 'open' | Fault['code'];

/** Real accounts with real grants, recognised by their tokens as at the front door. An owner is always one for all programs. */
export async function walkers(house: TestHouse): Promise<Walker[]> {
  const found: Walker[] = [
    { name: 'stranger', actor: { kind: 'stranger' }, role: null, place: null },
    { name: 'applicant', actor: { kind: 'applicant', application: newId() }, role: null, place: null },
  ];
  const join = async (name: string, role: Role, place: Walker['place'], keep = true) => {
    const program = place === 'all' ? null : place;
    const { id, token } = await house.transact((c) => makeTestAccount(c, { role, program, name }));
    if (!keep) await house.rows(`update access.grants set ended_at = now() where account = '${id}'`);
    const actor = await house.house.identify(new Headers({ authorization: `Bearer ${token}` }), house.clock.now());
    found.push({ name, actor, role: keep ? role : null, place: keep ? place : null });
  };
  const joinMade = async (name: string, role: string, made: readonly string[], place: Walker['place']) => {
    const program = place === 'all' ? null : place;
    const { token } = await house.transact((c) => makeTestAccount(c, { role, program, name }));
    const actor = await house.house.identify(new Headers({ authorization: `Bearer ${token}` }), house.clock.now());
    found.push({ name, actor, role: null, made, place });
  };
  await join('account without a role any more', 'manager', 'all', false);
  for (const role of ROLE_LIST) {
    await join(`${role} for all`, role, 'all');
    if (role === 'owner') continue;
    await join(`${role} here`, role, HERE);
    await join(`${role} elsewhere`, role, ELSEWHERE);
  }
  const made = everySecondPermission(house.house);
  const owner = await house.as('owner');
  const { id } = await owner.access.makeRole({ name: 'Of our own', permissions: [...made] });
  for (const place of ['all', HERE, ELSEWHERE] as const) await joinMade(`made role, ${place}`, id, made, place);
  return found;
}

/** Half of all permissions: what the role permits that the organisation made for itself, across all rooms. */
const everySecondPermission = (house: House): string[] =>
  house.modules
    .flatMap((m) => (m.permissions ?? []).map((p) => p.name))
    .toSorted()
    .filter((_, n) => n % 2 === 0);

/**
 * A house whose operations do nothing but say that they were reached, and whose records all belong to `HERE`: what is left
 * is the check at the door.
 */
export function doorsOnly(house: House): House {
  const kinds = new Set([...house.scopes.keys()]);
  return { ...house, scopes: new Map([...kinds].map((kind) => [kind, async () => ({ program: HERE })])) };
}

/** Knocks at one operation. A fault of our own is thrown. */
export async function knock(house: House, operation: OperationEntry, walker: Walker): Promise<Outcome> {
  const reached: Handler = async () => ({});
  try {
    await perform(house, operation.name, operation.meta, reached, inputFor(operation), {
      actor: walker.actor,
      request: { id: newId(), address: '192.0.2.1', language: 'en' },
      idempotencyKey: null,
      respond: respondNowhere,
    });
    return 'open';
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}

function inputFor({ meta }: OperationEntry): Record<string, unknown> {
  if (typeof meta.scope !== 'object') return {};
  return { [meta.scope.field]: meta.scope.kind === 'program' ? HERE : newId() };
}

/** What must come of it, by the words of the contract and of the modules' permissions alone. */
export function expected(house: House, { meta }: OperationEntry, { actor, role, made, place }: Walker): Outcome {
  if (meta.permission === 'public' || meta.permission === 'link') return 'open';
  if (actor.kind !== 'account') return 'unauthenticated';
  if (meta.permission === 'signed-in') return 'open';
  const permission = house.modules.flatMap((m) => m.permissions ?? []).find((p) => p.name === meta.permission);
  const holds =
    made?.includes(meta.permission) || role === 'owner' || (role !== null && (permission?.roles ?? []).includes(role));
  if (!holds) return 'forbidden';
  if (meta.scope === 'filtered' || place === 'all') return 'open';
  if (typeof meta.scope !== 'object') return 'forbidden';
  if (place === HERE) return 'open';
  return meta.kind === 'query' ? 'not-found' : 'forbidden';
}
