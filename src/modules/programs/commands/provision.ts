import { sql } from 'kysely';
import { z } from 'zod';
import { accountOf, type Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';
import { job, queueJob, type Run } from '#kernel/jobs/job.ts';
import { record } from '#kernel/ledger/record.ts';
import { outgoingHeld } from '#kernel/outgoing/held.ts';
import { keepSecret, readSecret } from '#kernel/secrets/vault.ts';
import { nextAttempt, readRetryAfter } from '#kernel/webhooks/backoff.ts';
import { type Outcome, post } from '#kernel/webhooks/post.ts';
import { newSecret } from '#kernel/webhooks/signature.ts';
import { aboutGiven, type Deliverable, lockEntitlement, lockGiven } from '../given.ts';
import {
  provisionAsked,
  provisionerRemoved,
  provisionerSet,
  provisionFailed,
  provisionTaken,
} from '../member-facts.ts';
import { programById } from '../program-of.ts';

const secretOf = (program: string): string => `programs.provisioner.${program}`;

/** Says where requests go, and makes the secret that signs them from now on. The answer is the only time it is seen. */
export async function setProvisioner(
  c: Context,
  input: { program: string; address: string },
): Promise<{ secret: string }> {
  await programById(c, input.program);
  const secret = newSecret();
  await keepSecret(c, secretOf(input.program), secret);
  await sql`insert into programs.provisioners (program, address, hint, set_at, set_by)
    values (${input.program}, ${input.address}, ${secret.slice(-4)}, ${c.now}, ${accountOf(c)})
    on conflict (program) do update set address = excluded.address, hint = excluded.hint, set_at = excluded.set_at, set_by = excluded.set_by`.execute(
    c.tx,
  );
  const about = { about: { kind: 'program', id: input.program }, program: input.program };
  await record(c, provisionerSet, { ...about, data: {} });
  // What was given up, or waited for an address, is asked anew.
  const { rows } = await sql<{ entitlement: string }>`
    update programs.provision_requests r set next_at = ${c.now}, tries = 0, fault = null from programs.entitlements e
    where e.id = r.entitlement and e.program = ${input.program} and r.taken_at is null and e.replaced_at is null
      and not exists (select from programs.bookings b where b.entitlement = e.id) returning r.entitlement`.execute(
    c.tx,
  );
  for (const { entitlement } of rows) await queueJob(c, provision, { entitlement }, { key: keyOf(entitlement) });
  return { secret };
}

export async function removeProvisioner(c: Context, input: { program: string }) {
  const { rows } = await sql`delete from programs.provisioners where program = ${input.program} returning 1`.execute(
    c.tx,
  );
  if (rows.length === 0) throw refused('provisioner.none', 'No address is set.');
  await keepSecret(c, secretOf(input.program), null);
  await record(c, provisionerRemoved, {
    about: { kind: 'program', id: input.program },
    program: input.program,
    data: {},
  });
  return {};
}

const keyOf = (entitlement: string): string => `programs.provision:${entitlement}`;

/** Asks the shop to provision an entitlement, once; the request goes out by a job and is tried again until it is taken. */
export async function askToProvision(c: Context, given: Deliverable): Promise<void> {
  const { rows } =
    await sql`insert into programs.provision_requests (entitlement, asked_at, next_at) values (${given.id}, ${c.now}, ${c.now})
    on conflict do nothing returning 1`.execute(c.tx);
  if (rows.length === 0) return;
  await record(c, provisionAsked, { ...aboutGiven(given), data: { entitlement: given.id } });
  await queueJob(c, provision, { entitlement: given.id }, { key: keyOf(given.id) });
}

/** Asks once more: at once, with all tries. */
export async function retryProvision(c: Context, input: { id: string }) {
  const { given } = await lockGiven(c, input.id);
  const { rows } =
    await sql`update programs.provision_requests set next_at = ${c.now}, tries = 0, fault = null, taken_at = null
    where entitlement = ${given.id} returning 1`.execute(c.tx);
  if (given.delivery !== 'webhook' || rows.length === 0 || given.booked || given.replaced || given.ended)
    throw refused('provision.none', 'There is nothing here that the shop could be asked for.');
  await queueJob(c, provision, { entitlement: given.id }, { key: keyOf(given.id) });
  return {};
}

type Request = { address: string; secret: string; body: string; at: Temporal.Instant };

/** What is to be sent now; a fault where it cannot be; null where nothing is to be sent any more. */
async function requestOf(c: Context, entitlement: string): Promise<Request | { fault: string } | null> {
  const given = await lockEntitlement(c, entitlement);
  if (!given || given.replaced || given.ended || given.booked) return null;
  const { rows } = await sql<{
    asked_at: Temporal.Instant;
    taken: boolean;
    address: string | null;
    seats: number | null;
    months: number;
  }>`select r.asked_at, r.taken_at is not null taken, p.address, e.seats, t.months
    from programs.provision_requests r join programs.entitlements e on e.id = r.entitlement join programs.terms t on t.id = e.term
    left join programs.provisioners p on p.program = e.program where r.entitlement = ${entitlement}`.execute(c.tx);
  const row = rows[0];
  if (!row || row.taken) return null;
  if (row.address === null) return { fault: 'No address is set to which the request could go.' };
  const secret = await readSecret(c, secretOf(given.program));
  if (secret === null) return { fault: 'The secret that signs is gone. Set the address anew.' };
  const data = {
    ...{ entitlement, membership: given.membership, program: given.program, sku: given.sku, hosting: given.hosting },
    ...{ seats: row.seats, months: row.months, member: given.name },
    owner: { name: given.owner_name, address: given.owner_address },
  };
  const body = JSON.stringify({ type: 'entitlement.requested', timestamp: row.asked_at.toString(), data });
  return { address: row.address, secret, body, at: c.now };
}

async function settle(
  c: Context,
  entitlement: string,
  outcome: Pick<Outcome, 'status' | 'fault' | 'retryAfter'>,
): Promise<void> {
  const given = await lockEntitlement(c, entitlement);
  if (!given) return;
  const about = { ...aboutGiven(given), data: { entitlement } };
  const { status } = outcome;
  if (status !== null && status >= 200 && status < 300) {
    const { rows } =
      await sql`update programs.provision_requests set taken_at = ${c.now}, next_at = null, status = ${status}, fault = null,
      tries = tries + 1 where entitlement = ${entitlement} and taken_at is null returning 1`.execute(c.tx);
    if (rows.length > 0) await record(c, provisionTaken, about);
    return;
  }
  const { rows } = await sql<{
    tries: number;
  }>`update programs.provision_requests set tries = tries + 1, status = ${status},
    fault = ${outcome.fault ?? `The shop answered with status ${status}.`} where entitlement = ${entitlement} returning tries`.execute(
    c.tx,
  );
  const next = nextAttempt(rows[0]?.tries ?? 1, c.now, readRetryAfter(outcome.retryAfter, c.now));
  await sql`update programs.provision_requests set next_at = ${next} where entitlement = ${entitlement}`.execute(c.tx);
  if (next) await queueJob(c, provision, { entitlement }, { key: keyOf(entitlement), at: next });
  else await record(c, provisionFailed, about);
}

/** One try. The request's id is the entitlement's, so that a shop that heard it before does nothing twice. */
async function tryOnce(run: Run, entitlement: string): Promise<void> {
  if (await run.transact('outgoing', outgoingHeld)) {
    await run.transact('provisioning', (c) =>
      queueJob(c, provision, { entitlement }, { key: keyOf(entitlement), at: c.now.add({ minutes: 10 }) }),
    );
    return;
  }
  const request = await run.transact('provisioning', (c) => requestOf(c, entitlement));
  if (!request) return;
  const outcome =
    'fault' in request
      ? { status: null, fault: request.fault }
      : await post(run.house, {
          ...{ address: request.address, message: entitlement, body: request.body, secrets: [request.secret] },
          at: request.at,
        });
  await run.transact('provisioning', (c) => settle(c, entitlement, outcome));
}

export const provision = job(
  'programs.provision',
  z.object({ entitlement: z.uuid() }),
  (run, { entitlement }) => tryOnce(run, entitlement),
  { words: 'Ask the shop to provision what a member was granted' },
);

/** Where requests to provision go, and how they fare. */
export async function provisioner(c: Context, input: { program: string }) {
  const { rows } = await sql<{
    address: string | null;
    hint: string | null;
    set_at: Temporal.Instant | null;
    unconfirmed: number;
    failed: number;
  }>`select p.address, p.hint, p.set_at, n.unconfirmed, n.failed
    from (select count(*) unconfirmed, count(*) filter (where r.taken_at is null and r.next_at is null) failed
      from programs.provision_requests r join programs.entitlements e on e.id = r.entitlement
      where e.program = ${input.program} and e.replaced_at is null
        and not exists (select from programs.bookings b where b.entitlement = e.id)) n
    left join programs.provisioners p on p.program = ${input.program}`.execute(c.tx);
  const row = rows[0];
  return {
    ...{ address: row?.address ?? null, hint: row?.hint ?? null, setAt: row?.set_at?.toString() ?? null },
    ...{ unconfirmed: row?.unconfirmed ?? 0, failed: row?.failed ?? 0 },
  };
}
