import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { readSecrets } from './secrets.ts';

/** One attempt that was noted before it goes out. */
export type Claimed = {
  delivery: string;
  attempt: string;
  endpoint: string;
  address: string;
  message: string;
  body: string;
  secrets: string[];
  /** When it is sent, for the header that is signed. */
  at: Temporal.Instant;
};

/** Requests under way to one endpoint; to one that fails, a single one, since its trouble may be too much at once. */
const PER_ENDPOINT = 5;
/** An attempt without an end for this long was cut off. Four times what a request may take. */
export const CUT_OFF_AFTER = Temporal.Duration.from({ seconds: 60 });

/**
 * Takes what is due, the oldest first, at most `most`, a few of each endpoint, and notes an attempt of each. What was cut off
 * before its outcome was noted is taken again under the same webhook-id: it may have arrived, so receivers hear it at least once.
 */
export async function claimDue(c: Context, most: number): Promise<Claimed[]> {
  const cut = c.now.subtract(CUT_OFF_AFTER);
  const { rows } = await sql<Omit<Claimed, 'secrets' | 'at'>>`
    with free as (
      select e.id, e.address,
        (case when e.failing_since is null then ${PER_ENDPOINT}::int else 1 end)
          - (select count(*)::int from webhooks.deliveries d where d.endpoint = e.id and d.state = 'sending' and d.attempt_at > ${cut}) room
      from webhooks.endpoints e
      where e.removed_at is null and e.disabled_at is null and (e.rests_until is null or e.rests_until <= ${c.now})
        and exists (select from webhooks.deliveries d where d.endpoint = e.id and d.state in ('waiting', 'sending') and d.due_at <= ${c.now})
    ), due as (
      select d.id, free.address from free, lateral (
        select d.id, d.due_at from webhooks.deliveries d
        where d.endpoint = free.id and d.due_at <= ${c.now} and d.payload is not null
          and (d.state = 'waiting' or d.state = 'sending' and d.attempt_at <= ${cut})
        order by d.due_at, d.id limit greatest(free.room, 0) for update skip locked) d
      order by d.due_at, d.id limit ${most}
    ), taken as (
      update webhooks.deliveries d set state = 'sending', attempt = uuidv7(), attempt_at = ${c.now}, tries = tries + 1
      from due where d.id = due.id
      returning d.id delivery, d.attempt, d.endpoint, due.address, d.message, d.payload body
    ), noted as (
      insert into webhooks.attempts (id, delivery, at) select attempt, delivery, ${c.now} from taken
    )
    select * from taken order by delivery`.execute(c.tx);
  const secrets = await readSecrets(c, [...new Set(rows.map((row) => row.endpoint))]);
  return rows.map((row) => ({ ...row, secrets: secrets.get(row.endpoint) ?? [], at: c.now }));
}
