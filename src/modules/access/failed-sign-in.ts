import { type Aftermath, noted } from '#kernel/contract/noted.ts';
import { Fault } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { signInFailed } from './security-facts.ts';

type Step = 'password' | 'code' | 'disabled';

/** The fault with which a sign-in ends, and a fact that it did: for accounts that there are, ten an hour each. */
export const failing = (fault: Fault, account: string | undefined, step: Step): Fault =>
  account === undefined ? fault : noted(fault, (after) => tellFailure(after, account, step));

async function tellFailure(after: Aftermath, account: string, step: Step): Promise<void> {
  try {
    await takeLimit(after, { bucket: 'access.failures-told', whom: account, of: 10, per: { hours: 1 } });
  } catch (error) {
    if (error instanceof Fault && error.code === 'limited') return;
    throw error;
  }
  await after.transact((c) =>
    record(c, signInFailed, { about: { kind: 'account', id: account }, data: { step }, keepOrigin: true }),
  );
}
