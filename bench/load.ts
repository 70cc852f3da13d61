import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { Client } from 'pg';
import { transactAs } from '#kernel/jobs/worker.ts';
import { keepSmtp } from '#kernel/mail/settings.ts';
import { makeTestAccount } from '#tests/support/accounts.ts';
import type { TestClient } from '#tests/support/house.ts';
import { type BenchHouse, benchHouse } from './house.ts';
import { applicant } from './load/applicant.ts';
import { importer } from './load/importer.ts';
import { openMailbox } from './load/mailbox.ts';
import { startNode } from './load/nodes.ts';
import { clientOf, type Stage } from './load/people.ts';
import { familyOf, watch } from './load/processes.ts';
import { sayMemory, saySaturation, verdict } from './load/report.ts';
import { reviewer } from './load/reviewer.ts';
import { openTally } from './load/tally.ts';
import { ms, timed } from './measure.ts';
import { seed } from './seed.ts';

// Reviewers, applicants and imports at once for ten minutes, over HTTP, against one `serve` and one `work`.
//   node bench/load.ts [folder] [--minutes 10] [--reviewers 50] [--applicants 500] [--pace 1]
// With a folder, the filled database (bench/seed.ts) stays there for the next run. --pace 0.5: everybody thinks half as long.
// Exit code 1: an error, or the bar missed.

/** Checks that ask nobody outside. */
const LOCAL_CHECKS = ['mail-confirmed', 'country-allowed', 'not-duplicate'];
const BAR_MS = 300;
const SECRET = Buffer.alloc(32, 7).toString('base64');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '10' },
    reviewers: { type: 'string', default: '50' },
    applicants: { type: 'string', default: '500' },
    pace: { type: 'string', default: '1' },
  },
});
const number = (text: string, most: number): number => {
  const value = Number(text);
  if (!(value > 0 && value <= most)) throw new Error(`${text} must be above 0 and ${most} at most`);
  return value;
};
const MINUTES = number(values.minutes, 60);
const REVIEWERS = number(values.reviewers, 500);
const APPLICANTS = number(values.applicants, 2000);
/** Everybody comes within this time, and nothing is counted before. */
const ARRIVAL_SECONDS = Math.min(60, MINUTES * 20);

/** Accounts, the mail server and a policy whose checks need nobody outside; answers the tokens. */
async function prepare({ house }: BenchHouse, mailPort: number, program: string) {
  const make = (role: string, name: string, of: string | null) =>
    transactAs(house, 'bench', async (c) => (await makeTestAccount(c, { role, program: of, name })).token);
  await transactAs(house, 'bench', (c) =>
    keepSmtp(c, {
      ...{ host: '127.0.0.1', port: mailPort, security: 'none', user: null, password: null, replyTo: null },
      ...{ fromAddress: 'programs@guildhall.example', fromName: 'Bench' },
    }),
  );
  // Those of an earlier run on this folder have left; else every application would be told to all of them, too.
  await sql`delete from access.grants where account in (select id from access.accounts where name like 'Load %')`.execute(
    house.database.kysely,
  );
  const reviewers: string[] = [];
  for (let n = 0; n < REVIEWERS; n++)
    reviewers.push(await make(n % 5 ? 'reviewer' : 'manager', `Load ${n}`, n % 5 ? program : null));
  return { owner: await make('owner', 'Load Owner', null), reviewers };
}

async function settlePolicy(owner: TestClient, program: string): Promise<string> {
  const { policy, policyVersion } = await owner.programs.getProgram({ program });
  const requirements = policy.requirements.filter(({ check }) => LOCAL_CHECKS.includes(check));
  await owner.programs.publishPolicy({
    program,
    policy: { ...policy, requirements, automatic: false, undoMinutes: 1 },
    basedOn: policyVersion,
  });
  const { settings } = await owner.backups.list({});
  await owner.backups.changeSettings({ ...settings, on: false });
  return policy.benefit.skus.saas as string;
}

/** What starting on rows that no operation wrote leaves to do (the search, promises that are late by now) is done before anybody comes. */
async function settleQueue({ house }: BenchHouse): Promise<void> {
  const start = performance.now();
  for (let quiet = 0; quiet < 3; ) {
    await sleep(5000);
    const { rows } = await sql<{ due: number; builds: number }>`select
      (select count(*)::int from (select 1 from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts limit 1000) x) as due,
      (select count(*)::int from search.builds where finished_at is not null) as builds`.execute(house.database.kysely);
    const [row] = rows;
    // A timetable or two may be due at any moment.
    quiet = row && row.builds > 0 && row.due < 3 ? quiet + 1 : 0;
    if (performance.now() - start > 30 * 60_000) throw new Error('the queue does not become empty in 30 minutes');
  }
  await sql`vacuum analyze`.execute(house.database.kysely);
  console.error(`  the queue is empty after ${((performance.now() - start) / 1000).toFixed(0)} s`);
}

/** A bare read of an application by its key, ten a second, over a connection of its own: what the same machine does under the same load. */
async function keyReads(url: string, over: AbortSignal): Promise<number[]> {
  const client = new Client(url);
  await client.connect();
  const { rows } = await client.query(
    'select id from programs.applications tablesample bernoulli (1) repeatable (1) order by md5(id::text) limit 1000',
  );
  const times: number[] = [];
  for (let n = 0; !over.aborted; n++) {
    const id = rows[n % rows.length].id;
    const query = { name: 'key', text: 'select * from programs.applications where id = $1', values: [id] };
    times.push(await timed(() => client.query(query)));
    await sleep(100);
  }
  await client.end();
  return times;
}

async function everybody(stage: Stage, tokens: Awaited<ReturnType<typeof prepare>>, sku: string): Promise<void> {
  const arrive = async (share: number, act: () => Promise<void>) => {
    await sleep(share * ARRIVAL_SECONDS * 1000, undefined, { signal: stage.over }).catch(() => {});
    if (!stage.over.aborted) await act();
  };
  await Promise.all([
    ...tokens.reviewers.map((token, n) => arrive(n / REVIEWERS, () => reviewer(stage, token))),
    ...Array.from({ length: APPLICANTS }, (_, n) => arrive(n / APPLICANTS, () => applicant(stage))),
    arrive(0.5, () => importer(stage, tokens.owner, sku)),
  ]);
}

const kept = positionals[0];
const place = mkdtempSync(join(tmpdir(), 'guildhall-bench-load-'));
chmodSync(place, 0o711);
const closing: (() => Promise<unknown>)[] = [];
try {
  const bench = await benchHouse(kept);
  closing.push(bench.close);
  const { program } = await seed(bench);
  const goHome = new AbortController();
  const mailbox = await openMailbox(() => goHome.signal.aborted);
  closing.push(mailbox.close);
  const tokens = await prepare(bench, mailbox.port, program);
  const databaseUrl = bench.house.database.url;
  const environment = (name: string) => ({
    DATABASE_URL: databaseUrl,
    GUILDHALL_DATA: join(place, name),
    GUILDHALL_SECRET_KEY: SECRET,
    GUILDHALL_ALLOW_PRIVATE_HOSTS: `127.0.0.1:${mailbox.port}`,
    GUILDHALL_URL: 'http://guildhall.bench',
  });
  const serve = await startNode('serve', environment('serve'));
  closing.push(serve.stop);
  const tally = openTally();
  const stage: Stage = {
    ...{ url: serve.url, tally, over: goHome.signal, program, pace: number(values.pace, 100) },
    confirmationKey: mailbox.keyFor,
  };
  const sku = await settlePolicy(clientOf(stage, tokens.owner), program);
  const work = await startNode('work', environment('work'));
  closing.push(work.stop);
  await settleQueue(bench);

  const people = everybody(stage, tokens, sku);
  await sleep(ARRIVAL_SECONDS * 1000);
  const seen = watch([
    serve.watched,
    work.watched,
    { name: 'postgres', pids: () => familyOf(bench.postgres()) },
    { name: 'this program', pids: () => [process.pid] },
  ]);
  tally.begin();
  const reads = keyReads(databaseUrl, goHome.signal);
  await sleep(MINUTES * 60_000);
  tally.end();
  await seen.stop();
  goHome.abort();
  await people;
  const reference = await reads;

  console.log(
    `${REVIEWERS} reviewers, ${APPLICANTS} applicants and imports at once for ${MINUTES} min; ${mailbox.taken()} mails were delivered.\n`,
  );
  tally.print(reference, BAR_MS, seen.seconds());
  const late = tally.ownDelay();
  console.log(`This program's own timers were late by ${ms(late.p50)} ms (p50) and ${ms(late.p95)} ms (p95).`);
  const names = ['serve', 'work', 'postgres', 'this program'];
  sayMemory(seen, names, MINUTES);
  saySaturation(seen, tally, names);
  if (!verdict(tally, BAR_MS)) process.exitCode = 1;
} finally {
  for (const close of closing.reverse()) await close();
  rmSync(place, { recursive: true, force: true });
}
