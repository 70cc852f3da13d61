import { sql } from 'kysely';
import { accountOf, type Context } from '../context.ts';
import { record } from '../ledger/record.ts';
import { nextAttempt, readRetryAfter } from './backoff.ts';
import type { Claimed } from './claim.ts';
import { webhookDisabled } from './facts.ts';
import type { Outcome } from './post.ts';
import { wake } from './wake.ts';

/** An endpoint at which nothing arrived for this long is disabled. */
export const FAILING_FOR = Temporal.Duration.from({ hours: 5 * 24 });

const arrived = ({ status }: Outcome): boolean => status !== null && status >= 200 && status <= 299;

/**
 * Writes down what came of an attempt, and what follows: done; tried again later; given up; the endpoint rested or disabled.
 * An outcome that comes after the attempt was called cut off is still noted with it, and counts if it is good news.
 */
export async function noteOutcome(
  c: Context,
  { delivery, attempt, endpoint }: Claimed,
  outcome: Outcome,
): Promise<void> {
  // The endpoint first: whoever disables or removes it holds the same lock.
  const found = await sql<{ failing_since: Temporal.Instant | null; program: string | null; disabled: boolean }>`
    select failing_since, program, disabled_at is not null or removed_at is not null disabled from webhooks.endpoints
    where id = ${endpoint} for update`.execute(c.tx);
  const held = await sql<{ tries: number; current: boolean; erased: boolean }>`
    select tries, attempt is not distinct from ${attempt}::uuid as current, payload is null erased
    from webhooks.deliveries where id = ${delivery} for update`.execute(c.tx);
  const [place, row] = [found.rows[0], held.rows[0]];
  if (!place || !row) return;
  await sql`update webhooks.attempts set ended_at = ${c.now}, milliseconds = ${outcome.milliseconds}, status = ${outcome.status},
    response = ${row.erased ? null : outcome.response}, fault = ${outcome.fault} where id = ${attempt}`.execute(c.tx);
  if (arrived(outcome)) {
    await sql`update webhooks.deliveries set state = 'succeeded', attempt = null, ended_at = ${c.now}
      where id = ${delivery} and state <> 'succeeded'`.execute(c.tx);
    await sql`update webhooks.endpoints set failing_since = null, succeeded_at = ${c.now} where id = ${endpoint}`.execute(
      c.tx,
    );
    return;
  }
  const rest = readRetryAfter(outcome.retryAfter, c.now);
  const restsAll = rest !== null && (outcome.status === 429 || outcome.status === 503);
  const since = place.failing_since ?? c.now;
  await sql`update webhooks.endpoints set failing_since = ${since}, failed_at = ${c.now},
    rests_until = ${restsAll ? rest : null}::timestamptz where id = ${endpoint}`.execute(c.tx);
  if (restsAll) await wake(c, rest);
  if (row.current)
    await tryAgain(c, delivery, outcome.status === 410 || row.erased ? null : nextAttempt(row.tries, c.now, rest));
  if (place.disabled) return;
  if (outcome.status === 410) await disableEndpoint(c, endpoint, place.program, 'gone');
  else if (Temporal.Instant.compare(since.add(FAILING_FOR), c.now) <= 0)
    await disableEndpoint(c, endpoint, place.program, 'failing');
}

async function tryAgain(c: Context, delivery: string, next: Temporal.Instant | null): Promise<void> {
  if (next === null) {
    await sql`update webhooks.deliveries set state = 'failed', attempt = null, ended_at = ${c.now} where id = ${delivery}`.execute(
      c.tx,
    );
    return;
  }
  await sql`update webhooks.deliveries set state = 'waiting', attempt = null, due_at = ${next} where id = ${delivery}`.execute(
    c.tx,
  );
  await wake(c, next);
}

/** Takes an endpoint out. What waits for it stays, and goes on when it is enabled again. */
export async function disableEndpoint(
  c: Context,
  id: string,
  program: string | null,
  why: 'hand' | 'gone' | 'failing',
): Promise<void> {
  const by = accountOf(c);
  await sql`update webhooks.endpoints set disabled_at = ${c.now}, disabled_why = ${why}, disabled_by = ${by} where id = ${id}`.execute(
    c.tx,
  );
  await record(c, webhookDisabled, { about: { kind: 'webhook', id }, program, data: { why } });
}
