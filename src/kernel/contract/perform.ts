import type { Kysely } from 'kysely';
import { noticeRefusal } from '../audit/refusals.ts';
import { type Actor, type Apart, type Context, may, type RequestInfo, type Respond } from '../context.ts';
import { type Fault, forbidden, notFound, unauthenticated } from '../errors.ts';
import type { House } from '../house.ts';
import { span } from '../tracing/span.ts';
import { answeredBefore, keepAnswer, keyOfPart } from './idempotency.ts';
import { noted, takeNote } from './noted.ts';
import type { OperationMeta } from './operation.ts';
import { refuseUnstorable } from './storable.ts';

export type Handler = (c: Context, input: unknown) => Promise<unknown>;
export type Call = { actor: Actor; request: RequestInfo; idempotencyKey: string | null; respond: Respond };

/** Deadlocks and lost serialisations are the database asking us to try again. */
const TRY_AGAIN = new Set(['40001', '40P01']);

/**
 * Carries one operation out: checks the grant, opens the transaction, asks the handler, keeps the answer under its
 * idempotency key. Throws a `Fault` for what the caller can mend; anything else is our own mistake.
 */
export function perform(
  house: House,
  name: string,
  meta: OperationMeta,
  handler: Handler,
  input: unknown,
  call: Call,
): Promise<unknown> {
  const attributes = { 'guildhall.operation': name, 'guildhall.operation.kind': meta.kind };
  return span(`operation ${name}`, { attributes }, async () => {
    try {
      return await carryOut(house, name, meta, handler, input, call);
    } catch (error) {
      await takeNote(house, call, error);
      throw error;
    }
  });
}

async function carryOut(
  house: House,
  name: string,
  meta: OperationMeta,
  handler: Handler,
  input: unknown,
  call: Call,
): Promise<unknown> {
  checkSignIn(name, meta, call.actor);
  refuseUnstorable(input);
  const context = (tx: Kysely<unknown>): Context => ({
    actor: call.actor,
    tx,
    now: house.clock.now(),
    house,
    request: call.request,
    respond: call.respond,
  });
  const transact = transactor(house, context);
  const key = meta.secret ? null : call.idempotencyKey;
  if (meta.kind === 'query' || meta.apart) {
    const c = context(house.database.kysely);
    await checkGrant(c, name, meta, input);
    if (!meta.apart) return handler(c, input);
    const apart: Apart = (part, of, act) =>
      transact((own) => onceUnder(own, name, key && keyOfPart(key, part), of, () => act(own)));
    return handler({ ...c, apart }, input);
  }
  return transact(async (c) => {
    await checkGrant(c, name, meta, input);
    return onceUnder(c, name, key, input, () => handler(c, input));
  });
}

/** Opens transactions; one that the database asks to try again is tried again. */
function transactor(house: House, context: (tx: Kysely<unknown>) => Context) {
  return async <T>(act: (c: Context) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await span('transaction', { attributes: { 'guildhall.attempt': attempt } }, () =>
          house.database.kysely.transaction().execute((tx) => act(context(tx))),
        );
      } catch (error) {
        const code = (error as { code?: unknown }).code;
        if (attempt >= 4 || typeof code !== 'string' || !TRY_AGAIN.has(code)) throw error;
      }
    }
  };
}

/** Acts unless this was done under the key before; then it answers what was answered then. */
async function onceUnder<T>(
  c: Context,
  name: string,
  key: string | null,
  input: unknown,
  act: () => Promise<T>,
): Promise<T> {
  if (key === null) return act();
  const before = await answeredBefore(c, name, key, input);
  if (before) return before.answer as T;
  const answer = await act();
  await keepAnswer(c, name, key, answer);
  return answer;
}

function checkSignIn(name: string, meta: OperationMeta, actor: Actor): void {
  if (meta.permission === 'public' || meta.permission === 'link') return;
  if (actor.kind === 'stranger' || actor.kind === 'applicant') throw unauthenticated();
  if (meta.permission === 'signed-in') return;
  if (!may(actor, meta.permission)) throw atDoor(name, forbidden());
}

async function checkGrant(c: Context, name: string, meta: OperationMeta, input: unknown): Promise<void> {
  if (['public', 'link', 'signed-in'].includes(meta.permission) || c.actor.kind === 'system') return;
  if (meta.scope === 'filtered') return;
  const scope = meta.scope;
  if (scope === undefined || scope === 'everywhere') {
    if (!may(c.actor, meta.permission, null))
      throw atDoor(name, forbidden('This needs a role for the whole organisation.'));
    return;
  }
  const value = (input as Record<string, unknown>)[scope.field];
  if (typeof value !== 'string') throw forbidden();
  const program = scope.kind === 'program' ? value : await programOf(c, scope.kind, value);
  if (!may(c.actor, meta.permission, program)) throw atDoor(name, hiddenOr(meta));
}

async function programOf(c: Context, kind: string, id: string): Promise<string | null> {
  const resolver = c.house.scopes.get(kind);
  if (!resolver) throw new Error(`no scope resolver for ${kind}`);
  const found = await resolver(c, id);
  if (!found) throw notFound();
  return found.program;
}

/** A refusal for want of a role: who collects many of them is written down. */
const atDoor = (name: string, fault: Fault): Fault => noted(fault, (after) => noticeRefusal(after, name));

/** Reading something of another program says "not there"; acting on it says why not. */
const hiddenOr = (meta: OperationMeta): Fault =>
  meta.kind === 'query' ? notFound() : forbidden('Your role does not cover this program.');
