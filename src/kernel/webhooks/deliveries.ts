import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Input, Output } from '../contract/handlers.ts';
import { cut, positionOf } from '../contract/paging.ts';
import { csvPartOf } from '../csv.ts';
import { notFound, refused } from '../errors.ts';
import { newId } from '../ids.ts';
import { record } from '../ledger/record.ts';
import type { webhooksContract } from './contract.ts';
import { lockEndpoint } from './endpoints.ts';
import { webhookRedelivered } from './facts.ts';
import { TEST_KIND, testPayload } from './payload.ts';
import { wake } from './wake.ts';

type Contract = typeof webhooksContract;
type Filters = Omit<Input<Contract['exportDeliveries']>, 'after'>;
type Row = {
  id: string;
  message: string;
  kind: string;
  state: 'waiting' | 'sending' | 'succeeded' | 'failed';
  tries: number;
  made_at: Temporal.Instant;
  due_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
  status: number | null;
  milliseconds: number | null;
  fault: string | null;
};

const LISTED = sql`d.id, d.message, d.kind, d.state, d.tries, d.made_at, d.due_at, d.ended_at, a.status, a.milliseconds, a.fault
  from webhooks.deliveries d left join lateral (
    select status, milliseconds, fault from webhooks.attempts a where a.delivery = d.id order by a.id desc limit 1) a on true`;

const shown = (row: Row) => ({
  id: row.id,
  message: row.message,
  kind: row.kind,
  state: row.state,
  tries: row.tries,
  madeAt: row.made_at.toString(),
  dueAt: row.state === 'waiting' ? row.due_at.toString() : null,
  endedAt: row.ended_at?.toString() ?? null,
  status: row.status,
  milliseconds: row.milliseconds,
  trouble:
    row.fault ?? (row.status !== null && (row.status < 200 || row.status > 299) ? `Answered ${row.status}` : null),
});

const fits = ({ endpoint, state, kind, since }: Filters, after: string | undefined): RawBuilder<boolean> =>
  sql`d.endpoint = ${endpoint} and (${state ?? null}::text is null or d.state = ${state ?? null})
    and (${kind ?? null}::text is null or d.kind = ${kind ?? null})
    and (${since ?? null}::timestamptz is null or d.made_at >= ${since ?? null}::timestamptz)
    and ${after === undefined ? sql`true` : sql`d.id < ${positionOf(after)[1]}::uuid`}`;

async function listed(c: Context, filters: Filters, after: string | undefined, limit: number) {
  const { rows } =
    await sql<Row>`select ${LISTED} where ${fits(filters, after)} order by d.id desc limit ${limit + 1}`.execute(c.tx);
  return cut(rows, limit, (row) => [null, row.id]);
}

export async function deliveries(
  c: Context,
  input: Input<Contract['deliveries']>,
): Promise<Output<Contract['deliveries']>> {
  const { rows, next } = await listed(c, input, input.after, input.limit);
  return { rows: rows.map(shown), next };
}

const PART = 10_000;
const HEAD = [
  ...['webhook_id', 'kind', 'state', 'attempts', 'made_at', 'ended_at'],
  ...['status', 'milliseconds', 'trouble'],
];

export async function exportDeliveries(c: Context, input: Input<Contract['exportDeliveries']>) {
  const { rows, next } = await listed(c, input, input.after, PART);
  const lines = rows
    .map(shown)
    .map((row) => [
      ...[row.message, row.kind, row.state, row.tries, row.madeAt, row.endedAt],
      ...[row.status, row.milliseconds, row.trouble],
    ]);
  return csvPartOf(input.after, HEAD, lines, next);
}

type Whole = Row & { payload: string | null; endpoint: string; address: string; removed: boolean };

async function one(c: Context, id: string): Promise<Whole> {
  const { rows } = await sql<Whole>`
    select x.*, d.payload, e.id endpoint, e.address, e.removed_at is not null removed from (select ${LISTED} where d.id = ${id}) x
    join webhooks.deliveries d on d.id = x.id join webhooks.endpoints e on e.id = d.endpoint`.execute(c.tx);
  const row = rows[0];
  if (!row) throw notFound('There is no such delivery; they are kept for 30 days.');
  return row;
}

export async function delivery(c: Context, { id }: { id: string }): Promise<Output<Contract['delivery']>> {
  const row = await one(c, id);
  const attempts = await sql<{
    id: string;
    at: Temporal.Instant;
    ended_at: Temporal.Instant | null;
    milliseconds: number | null;
    status: number | null;
    response: string | null;
    fault: string | null;
  }>`select id, at, ended_at, milliseconds, status, response, fault from webhooks.attempts where delivery = ${id} order by id desc`.execute(
    c.tx,
  );
  return {
    ...shown(row),
    endpoint: { id: row.endpoint, address: row.address, removed: row.removed },
    body: row.payload,
    attempts: attempts.rows.map(({ at, ended_at, ...rest }) => ({
      ...rest,
      at: at.toString(),
      endedAt: ended_at?.toString() ?? null,
    })),
    may: { redeliver: row.payload !== null && !row.removed && (row.state === 'succeeded' || row.state === 'failed') },
  };
}

/** Makes a delivery of a test, which goes out at once like any other. */
export async function sendTest(c: Context, { id }: { id: string }): Promise<{ delivery: string }> {
  const place = await lockEndpoint(c, id);
  if (place.disabled_at) throw refused('webhook.disabled', 'Enable the webhook first.');
  const made = newId();
  await sql`insert into webhooks.deliveries (id, endpoint, message, kind, about_kind, about_id, payload, state, made_at, due_at)
    values (${made}, ${id}, ${made}, ${TEST_KIND}, 'webhook', ${id}, ${testPayload(c, id, made)}, 'waiting', ${c.now}, ${c.now})`.execute(
    c.tx,
  );
  await wake(c);
  return { delivery: made };
}

/** Begins a new round for deliveries that have ended and whose body is still there. Answers how many. */
async function again(c: Context, endpoint: string, which: RawBuilder<boolean>): Promise<number> {
  const { program } = await lockEndpoint(c, endpoint);
  const done = await sql`
    update webhooks.deliveries d set state = 'waiting', tries = 0, due_at = ${c.now}, ended_at = null
    where d.endpoint = ${endpoint} and d.state in ('succeeded', 'failed') and d.payload is not null and ${which}`.execute(
    c.tx,
  );
  const count = Number(done.numAffectedRows ?? 0);
  if (count > 0) {
    await record(c, webhookRedelivered, { about: { kind: 'webhook', id: endpoint }, program, data: { count } });
    await wake(c);
  }
  return count;
}

export async function redeliver(c: Context, { id }: { id: string }): Promise<Record<string, never>> {
  const row = await one(c, id);
  if (row.payload === null) throw refused('webhook.delivery-erased', 'What was sent has been erased.');
  if ((await again(c, row.endpoint, sql`d.id = ${id}`)) === 0)
    throw refused('webhook.delivery-under-way', 'This delivery has not ended yet; it is tried again by itself.');
  return {};
}

export async function redeliverFailed(c: Context, { endpoint, since }: Input<Contract['redeliverFailed']>) {
  return { count: await again(c, endpoint, sql`d.state = 'failed' and d.made_at >= ${since}::timestamptz`) };
}
