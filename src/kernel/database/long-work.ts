import { sql } from 'kysely';
import type { Context } from '../context.ts';

/**
 * For the transactions of long work that is taken up again where it stopped: they do not wait for the disk when they end (the next one
 * that waits takes them along, in their order), and what they add to an index by letters is merged by `mergeLetters` or late.
 */
export async function workLightly(c: Pick<Context, 'tx'>): Promise<void> {
  await sql`select set_config('synchronous_commit', 'off', true), set_config('gin_pending_list_limit', '64MB', true)`.execute(
    c.tx,
  );
}

/**
 * Merges what waits in these indexes by letters, so that nobody who searches reads through it. What another role owns stays as it is:
 * the server merges it by itself some time.
 */
export async function mergeLetters(c: Pick<Context, 'tx'>, indexes: readonly string[]): Promise<void> {
  await sql`select gin_clean_pending_list(i.oid::regclass) from pg_class i
    where i.oid = any(${[...indexes]}::regclass[]) and pg_has_role(i.relowner, 'usage')`.execute(c.tx);
}

/**
 * Waits for statements of one transaction that were asked for together. The first one's fault is thrown only when none of them is at work
 * any more: nothing may run behind the rollback.
 */
export async function together(asked: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(asked)).find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
}
