import { type RawBuilder, sql } from 'kysely';
import { accountOf, type Context } from '../context.ts';
import type { Input, Output } from '../contract/handlers.ts';
import { invalid, notFound, refused } from '../errors.ts';
import { newId } from '../ids.ts';
import { record } from '../ledger/record.ts';
import { OutgoingFault } from '../outgoing/fault.ts';
import { outgoingHeld } from '../outgoing/held.ts';
import type { webhooksContract } from './contract.ts';
import {
  webhookAdded,
  webhookChanged,
  webhookEnabled,
  webhookRemoved,
  webhookSecretEnded,
  webhookSecretRotated,
} from './facts.ts';
import { disableEndpoint } from './outcome.ts';
import { forgetSecrets, makeSecret } from './secrets.ts';
import { wake } from './wake.ts';

type Contract = typeof webhooksContract;
type Row = {
  id: string;
  address: string;
  words: string;
  kinds: string[] | null;
  program: string | null;
  made_at: Temporal.Instant;
  disabled_at: Temporal.Instant | null;
  disabled_why: 'hand' | 'gone' | 'failing' | null;
  failing_since: Temporal.Instant | null;
  rests_until: Temporal.Instant | null;
  succeeded_at: Temporal.Instant | null;
  failed_at: Temporal.Instant | null;
  succeeded: number;
  failed: number;
  waiting: number;
};

const about = (id: string) => ({ kind: 'webhook', id });
const written = (at: Temporal.Instant | null): string | null => at?.toString() ?? null;

async function read(c: Context, which: RawBuilder<boolean>): Promise<Row[]> {
  const day = c.now.subtract({ hours: 24 });
  const { rows } = await sql<Row>`
    select e.*, n.succeeded, n.failed, n.waiting from webhooks.endpoints e, lateral (
      select count(*) filter (where d.state = 'succeeded' and d.ended_at >= ${day}) succeeded,
        count(*) filter (where d.state = 'failed' and d.ended_at >= ${day}) failed,
        count(*) filter (where d.state in ('waiting', 'sending')) waiting
      from webhooks.deliveries d where d.endpoint = e.id) n
    where e.removed_at is null and ${which} order by e.id`.execute(c.tx);
  return rows;
}

function healthOf(row: Row, now: Temporal.Instant): 'well' | 'failing' | 'resting' | 'disabled' {
  if (row.disabled_at) return 'disabled';
  if (row.rests_until && Temporal.Instant.compare(row.rests_until, now) > 0) return 'resting';
  return row.failing_since ? 'failing' : 'well';
}

const shown = (row: Row, now: Temporal.Instant) => ({
  id: row.id,
  address: row.address,
  words: row.words,
  kinds: row.kinds,
  program: row.program,
  health: healthOf(row, now),
  disabledAt: written(row.disabled_at),
  disabledWhy: row.disabled_why,
  failingSince: written(row.failing_since),
  restsUntil: written(row.rests_until),
  succeededAt: written(row.succeeded_at),
  failedAt: written(row.failed_at),
  lately: { succeeded: row.succeeded, failed: row.failed, waiting: row.waiting },
  madeAt: row.made_at.toString(),
});

export async function endpoints(c: Context): Promise<Output<Contract['endpoints']>> {
  const rows = await read(c, sql`true`);
  return { rows: rows.map((row) => shown(row, c.now)), held: await outgoingHeld(c) };
}

export async function endpoint(c: Context, { id }: { id: string }): Promise<Output<Contract['endpoint']>> {
  const row = (await read(c, sql`e.id = ${id}`))[0];
  if (!row) throw notFound('There is no such webhook.');
  const { rows } = await sql<{
    id: string;
    hint: string;
    made_at: Temporal.Instant;
    expires_at: Temporal.Instant | null;
  }>`
    select id, hint, made_at, expires_at from webhooks.secrets
    where endpoint = ${id} and (expires_at is null or expires_at > ${c.now}) order by id desc`.execute(c.tx);
  const secrets = rows.map((s) => ({
    id: s.id,
    hint: s.hint,
    madeAt: s.made_at.toString(),
    expiresAt: written(s.expires_at),
  }));
  return { ...shown(row, c.now), secrets };
}

/** Locks an endpoint that is there. Throws `not-found`. */
export async function lockEndpoint(c: Context, id: string) {
  const { rows } = await sql<Pick<Row, 'address' | 'words' | 'kinds' | 'program' | 'disabled_at'>>`
    select address, words, kinds, program, disabled_at from webhooks.endpoints where id = ${id} and removed_at is null for update`.execute(
    c.tx,
  );
  const row = rows[0];
  if (!row) throw notFound('There is no such webhook.');
  return row;
}

type Wanted = Omit<Input<Contract['changeEndpoint']>, 'id'>;

/** Throws `invalid` for an address that the gate would not let through, a kind that nobody records, a program that is not there. */
async function checkWanted(c: Context, { address, kinds, program }: Wanted): Promise<Wanted['kinds']> {
  try {
    c.house.gate.admit(address);
  } catch (error) {
    if (!(error instanceof OutgoingFault)) throw error;
    const message =
      'Give a public https address. Private ones and plain http need an entry in GUILDHALL_ALLOW_PRIVATE_HOSTS.';
    throw invalid([{ field: 'address', message }]);
  }
  const stray = kinds?.find((kind) => !c.house.facts.has(kind));
  if (stray !== undefined) throw invalid([{ field: 'kinds', message: `There is no kind of fact named "${stray}".` }]);
  if (program !== null) {
    const { rows } = await sql`select 1 from programs.programs where id = ${program}`.execute(c.tx);
    if (rows.length === 0) throw invalid([{ field: 'program', message: 'There is no such program.' }]);
  }
  return kinds && [...new Set(kinds)].sort();
}

export async function addEndpoint(
  c: Context,
  input: Input<Contract['addEndpoint']>,
): Promise<Output<Contract['addEndpoint']>> {
  const kinds = await checkWanted(c, input);
  const id = newId();
  await sql`insert into webhooks.endpoints (id, address, words, kinds, program, made_by, made_at, enabled_at)
    values (${id}, ${input.address}, ${input.words}, ${kinds}::text[], ${input.program}, ${accountOf(c)}, ${c.now}, ${c.now})`.execute(
    c.tx,
  );
  const { secret } = await makeSecret(c, id);
  await record(c, webhookAdded, { about: about(id), program: input.program, data: {} });
  return { id, secret };
}

export async function changeEndpoint(
  c: Context,
  input: Input<Contract['changeEndpoint']>,
): Promise<Record<string, never>> {
  const before = await lockEndpoint(c, input.id);
  const after = {
    address: input.address,
    words: input.words,
    kinds: await checkWanted(c, input),
    program: input.program,
  };
  const fields = (Object.keys(after) as (keyof typeof after)[]).filter(
    (field) => JSON.stringify(after[field]) !== JSON.stringify(before[field]),
  );
  if (fields.length === 0) return {};
  // Another place has not failed yet.
  const anew = fields.includes('address') ? sql`, failing_since = null, rests_until = null` : sql``;
  await sql`update webhooks.endpoints set address = ${after.address}, words = ${after.words}, kinds = ${after.kinds}::text[],
    program = ${after.program}${anew} where id = ${input.id}`.execute(c.tx);
  await record(c, webhookChanged, { about: about(input.id), program: after.program, data: { fields } });
  return {};
}

export async function removeEndpoint(c: Context, { id }: { id: string }): Promise<Record<string, never>> {
  const { program } = await lockEndpoint(c, id);
  await sql`update webhooks.endpoints set removed_at = ${c.now}, removed_by = ${accountOf(c)} where id = ${id}`.execute(
    c.tx,
  );
  await forgetSecrets(c, { endpoint: id });
  await record(c, webhookRemoved, { about: about(id), program, data: {} });
  return {};
}

export async function enableEndpoint(c: Context, { id }: { id: string }): Promise<Record<string, never>> {
  const { program, disabled_at } = await lockEndpoint(c, id);
  if (!disabled_at) return {};
  await sql`update webhooks.endpoints set disabled_at = null, disabled_why = null, disabled_by = null, failing_since = null,
    rests_until = null, enabled_at = ${c.now} where id = ${id}`.execute(c.tx);
  await record(c, webhookEnabled, { about: about(id), program, data: {} });
  await wake(c);
  return {};
}

export async function disable(c: Context, { id }: { id: string }): Promise<Record<string, never>> {
  const { program, disabled_at } = await lockEndpoint(c, id);
  if (!disabled_at) await disableEndpoint(c, id, program, 'hand');
  return {};
}

export async function rotateSecret(c: Context, { id, overlapHours }: Input<Contract['rotateSecret']>) {
  const { program } = await lockEndpoint(c, id);
  const until = c.now.add({ hours: overlapHours });
  await sql`update webhooks.secrets set expires_at = least(coalesce(expires_at, ${until}), ${until}) where endpoint = ${id}`.execute(
    c.tx,
  );
  const made = await makeSecret(c, id);
  await record(c, webhookSecretRotated, { about: about(id), program, data: { secret: made.id, overlapHours } });
  return { ...made, oldSignUntil: until.toString() };
}

export async function endSecret(c: Context, input: { id: string; secret: string }): Promise<Record<string, never>> {
  const { program } = await lockEndpoint(c, input.id);
  const { rows } = await sql<{ id: string; expires_at: Temporal.Instant | null }>`
    select id, expires_at from webhooks.secrets where endpoint = ${input.id} and (expires_at is null or expires_at > ${c.now})`.execute(
    c.tx,
  );
  if (!rows.some((row) => row.id === input.secret)) throw notFound('There is no such secret, or it has ended.');
  if (!rows.some((row) => row.id !== input.secret && row.expires_at === null))
    throw refused('webhook.last-secret', 'This is the secret that signs. Make a new one first.');
  await forgetSecrets(c, { secret: input.secret });
  await record(c, webhookSecretEnded, { about: about(input.id), program, data: { secret: input.secret } });
  return {};
}
