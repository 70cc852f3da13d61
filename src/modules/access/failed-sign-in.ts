import { sql } from 'kysely';
import { type Aftermath, noted } from '#kernel/contract/noted.ts';
import { Fault } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { signInFailed } from './security-facts.ts';

type Step = 'password' | 'code' | 'disabled';

/**
 * The fault with which a sign-in ends, and a fact that it did: for accounts that there are, ten an hour each. For an address without an
 * account (`stranger`) the same work is done and nothing kept: the time of the answer says no more than its words.
 */
export const failing = (fault: Fault, who: { account: string } | { stranger: string }, step: Step): Fault =>
  noted(fault, (after) => tellFailure(after, who, step));

async function tellFailure(
  after: Aftermath,
  who: { account: string } | { stranger: string },
  step: Step,
): Promise<void> {
  const known = 'account' in who;
  const whom = known ? who.account : who.stranger;
  try {
    await takeLimit(after, { bucket: 'access.failures-told', whom, of: 10, per: { hours: 1 } });
  } catch (error) {
    if (error instanceof Fault && error.code === 'limited') return;
    throw error;
  }
  await after.transact(async (c) => {
    await sql`savepoint failure`.execute(c.tx);
    const about = { kind: 'account', id: known ? whom : newId() };
    await record(c, signInFailed, { about, data: { step }, keepOrigin: true });
    await (known ? sql`release savepoint failure` : sql`rollback to savepoint failure`).execute(c.tx);
  });
}
