import type { Aftermath } from '../contract/noted.ts';
import { Fault } from '../errors.ts';
import { record } from '../ledger/record.ts';
import { type Limit, takeLimit } from '../limits/limit.ts';
import { permissionRefused } from './facts.ts';

/** So many refusals in ten minutes are a mistake or a page that was open for long; more are worth a look. */
const HARMLESS = 5;

/** Counts one refusal of an account; writes a fact once an hour where there are too many. */
export async function noticeRefusal(after: Aftermath, operation: string): Promise<void> {
  const { actor } = after;
  if (actor.kind !== 'account') return;
  const whom = actor.id;
  if (await fits(after, { bucket: 'audit.refusals', whom, of: HARMLESS, per: { minutes: 10 } })) return;
  if (!(await fits(after, { bucket: 'audit.refusals-told', whom, of: 1, per: { hours: 1 } }))) return;
  await after.transact((c) =>
    record(c, permissionRefused, { about: { kind: 'account', id: whom }, data: { operation } }),
  );
}

async function fits(c: Aftermath, limit: Limit): Promise<boolean> {
  try {
    await takeLimit(c, limit);
    return true;
  } catch (error) {
    if (error instanceof Fault && error.code === 'limited') return false;
    throw error;
  }
}
