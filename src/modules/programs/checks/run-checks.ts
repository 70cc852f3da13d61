import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '#kernel/context.ts';
import { job, queueJob, type Run } from '#kernel/jobs/job.ts';
import { record } from '#kernel/ledger/record.ts';
import { db } from '../database.ts';
import { checkFinished } from '../facts.ts';
import { netOf } from '../net.ts';
import { CHECKS, type CheckName } from '../policy/requirements.ts';
import { policy } from '../policy.ts';
import { lockApplication, restage } from '../standing.ts';
import type { Checked, Outcome } from './check.ts';
import { CHECK } from './registry.ts';
import { listRepositories } from './repository-list.ts';

/** Runs checks of one application, one after the other; they share one listing of its repositories. */
export const runChecks = job(
  'programs.run-checks',
  z.object({ application: z.uuid(), checks: z.array(z.uuid()) }),
  (run, payload) => carryOutChecks(run, payload),
  {
    attempts: 6,
    words: 'Check an application',
    about: ({ application }) => ({ kind: 'application', id: application }),
  },
);

/**
 * Carries asked checks out and writes what they came to. `known` may hand over an outcome that needs no looking (the sample
 * organisation, whose forges do not exist); null: look.
 */
export async function carryOutChecks(
  run: Run,
  { application, checks }: { application: string; checks: string[] },
  known: (name: CheckName) => Outcome | null = () => null,
): Promise<void> {
  const checked = await load(run, application);
  if (!checked) return;
  const net = netOf(run.house);
  let list: ReturnType<typeof listRepositories> | null = null;
  const tools = { run, net, listing: () => (list ??= listRepositories(net, checked, run.lastAttempt)) };
  for (const id of checks) {
    const name = await nameOfRunning(run, id);
    if (!name) continue;
    let outcome: Outcome;
    try {
      outcome = known(name) ?? (await CHECK[name].run(checked, tools));
    } catch (error) {
      if (!run.lastAttempt) throw error;
      run.log.error({ err: error, check: name, application }, 'a check failed for good');
      outcome = {
        state: 'unavailable',
        words: 'This could not be checked by machine; a person has to look.',
        evidence: [],
      };
    }
    await run.transact('checks', (c) => finish(c, application, id, name, outcome));
  }
}

/**
 * Asks for checks to be run: each becomes a fresh row in place of the one in force, marked as running, and one job runs
 * them. The caller holds the application's lock and restages.
 */
export async function startChecks(c: Context, application: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await sql`update programs.checks set superseded_at = ${c.now} where application = ${application} and name = any(${names}::text[]) and superseded_at is null`.execute(
    c.tx,
  );
  const { rows } = await sql<{ id: string }>`
    insert into programs.checks (application, name, state, words, asked_at, started_at)
    select ${application}, n, 'running', 'At work.', ${c.now}, ${c.now} from unnest(${names}::text[]) n returning id`.execute(
    c.tx,
  );
  await queueJob(c, runChecks, { application, checks: rows.map((r) => r.id) });
}

const answers = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

async function load(run: Run, id: string): Promise<Checked | null> {
  const { rows } = await sql<{
    program: string;
    identity: string;
    organisation: string | null;
    country: string | null;
    namespace_key: string | null;
    namespace_url: string | null;
    proof_token: string;
    mail_confirmed_at: Temporal.Instant | null;
    submitted_at: Temporal.Instant;
    address: string | null;
    project: string;
    kind: string;
    hosting: string | null;
    answers: unknown;
    policy: unknown;
    repositories: { key: string; url: string }[] | null;
  }>`
    select a.program, a.identity, a.organisation, a.country, a.namespace_key, a.namespace_url, a.proof_token, a.mail_confirmed_at, a.submitted_at,
      a.address, a.project, a.kind, a.hosting, a.answers, pol.policy,
      (select json_agg(json_build_object('key', r.key, 'url', r.url) order by r.position) from programs.repositories r where r.application = a.id) repositories
    from programs.applications a join programs.policies pol on pol.id = a.policy where a.id = ${id}`.execute(
    run.house.database.kysely,
  );
  const row = rows[0];
  if (!row) return null;
  const proofs = await sql<Checked['forgeProofs'][number]>`
    select place, proves, hidden, words, source, ended_at as at from programs.forge_proofs
    where application = ${id} and proves is not null order by ended_at desc`.execute(run.house.database.kysely);
  const { embargo, requirements } = policy.parse(row.policy);
  const { country, hosting, kind } = row;
  return {
    id,
    program: row.program,
    identity: row.identity,
    organisation: row.organisation,
    country: row.country,
    namespaceKey: row.namespace_key,
    namespaceUrl: row.namespace_url,
    repositories: row.repositories ?? [],
    proofToken: row.proof_token,
    forgeProofs: proofs.rows,
    mailConfirmedAt: row.mail_confirmed_at,
    submittedAt: row.submitted_at,
    address: row.address,
    subject: row.project,
    embargo,
    requirements,
    answers: {
      ...answers.catch({}).parse(row.answers),
      ...(country === null ? {} : { country }),
      ...(hosting === null ? {} : { hosting }),
      kind,
    },
  };
}

/** The check's name if it is still the one in force and at work; a later run or a decision may have taken its place. */
async function nameOfRunning(run: Run, id: string): Promise<CheckName | null> {
  const { rows } = await sql<{
    name: string;
  }>`select name from programs.checks where id = ${id} and state = 'running' and superseded_at is null`.execute(
    run.house.database.kysely,
  );
  const name = rows[0]?.name;
  return CHECKS.find((known) => known === name) ?? null;
}

async function finish(c: Context, application: string, id: string, name: CheckName, outcome: Outcome): Promise<void> {
  const standing = await lockApplication(c, application);
  const written = await db(c)
    .updateTable('programs.checks')
    .set({ state: outcome.state, words: outcome.words, evidence: JSON.stringify(outcome.evidence), finished_at: c.now })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('superseded_at', 'is', null)
    .executeTakeFirst();
  if (written.numUpdatedRows === 0n) return;
  await record(c, checkFinished, {
    about: { kind: 'application', id: application },
    program: standing.program.id,
    identity: standing.identity,
    data: { check: id, name, state: outcome.state },
  });
  await restage(c, application);
}
