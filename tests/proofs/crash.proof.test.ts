import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, expect, onTestFailed, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { openSourcePreset } from '../../src/modules/programs/presets/open-source.ts';
import { formOf, LOCAL_CHECKS, requiring } from '../support/program.ts';
import { type RealHouse, realHouse } from '../support/real-house.ts';

const FULL = process.env.GUILDHALL_PROVE === 'full';
const SUBMISSIONS = FULL ? 1000 : 30;
/** In the short form a few are enough; each costs seconds of starting and waiting. */
const MOST_KILLS = FULL ? Number.POSITIVE_INFINITY : 3;
const BETWEEN_KILLS = FULL ? { least: 1500, most: 6000 } : { least: 300, most: 1200 };
const AT_ONCE = 6;

const house = await realHouse();
afterAll(() => house.remove());

async function rows<R>(sql: string): Promise<R[]> {
  const client = new Client({ connectionString: house.databaseUrl() });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows as R[];
  } finally {
    await client.end();
  }
}

/** Asks until there is an answer that a rule gave; what got no answer is asked again under the same key. */
async function insist<T>(ask: () => Promise<T>): Promise<T | 'refused'> {
  let last: unknown;
  for (let i = 0; i < 1200; i++) {
    try {
      return await ask();
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (code === 'REFUSED' || code === 'NOT_FOUND') return 'refused';
      if (code === 'INVALID' || code === 'FORBIDDEN' || code === 'UNAUTHENTICATED') throw error;
      last = error;
      await sleep(100);
    }
  }
  throw new Error(`no answer in 1200 tries: ${String(last)}; the house said: ${house.said().slice(-1500)}`);
}

async function setUp(house: RealHouse): Promise<{ token: string; program: string }> {
  const key = /welcome\?key=([\w-]+)/.exec(house.said())?.[1] as string;
  const stranger = house.client();
  await stranger.access.setUp({
    key,
    owner: { name: 'Olga Owner', mail: 'olga@example.org', password: 'a long enough sentence' },
    organisation: { name: 'Crash Test', zone: 'Europe/Berlin', fiscalStartMonth: 2, country: 'DE' },
  });
  const response = await fetch(`${house.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mail: 'olga@example.org', password: 'a long enough sentence' }),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0] as string;
  const { token } = await house.client({ cookie }).access.makeToken({ name: 'proof' });
  const owner = house.client({ authorization: `Bearer ${token}` });
  for (let i = 0; i < 100; i++) {
    const [program] = (await owner.programs.listPrograms({})).programs;
    if (program) {
      const policy = { ...openSourcePreset.policy, requirements: requiring(LOCAL_CHECKS), undoMinutes: 0 };
      await owner.programs.publishPolicy({ program: program.id, policy, basedOn: 1 });
      return { token, program: program.id };
    }
    await sleep(100);
  }
  throw new Error('the preset was not set up');
}

/** One applicant's way, insisted upon: apply, confirm, and be decided by the rule or by a person, whichever comes first. */
async function walk(n: number, token: string): Promise<void> {
  const idempotency = newId();
  const address = { 'x-forwarded-for': `198.51.100.${n % 250}, 203.0.113.${n % 200}` };
  const form = formOf(`crash-${n}`);
  const applied = await insist(() =>
    house.client({ ...address, 'idempotency-key': idempotency }).programs.submitApplication(form),
  );
  if (applied === 'refused') throw new Error('an application was refused');
  const key = await keyOf(form.address);
  await insist(() => house.client(address).programs.confirmMail({ key }));
  if (n % 3 === 0) {
    const [row] = await persist(() =>
      rows<{ id: string }>(`select id from programs.applications where address = '${form.address}'`),
    );
    const reviewer = house.client({ authorization: `Bearer ${token}`, 'idempotency-key': newId() });
    const id = (row as { id: string }).id;
    await insist<unknown>(() =>
      n % 2
        ? reviewer.programs.approveApplication({ id })
        : reviewer.programs.refuseApplication({ id, reason: 'other', words: 'No.' }),
    );
  }
}

async function persist<T>(act: () => Promise<T>): Promise<T> {
  for (let i = 0; ; i++) {
    try {
      return await act();
    } catch (error) {
      if (i > 300) throw error;
      await sleep(100);
    }
  }
}

async function keyOf(address: string): Promise<string> {
  const found = await persist(() =>
    rows<{ text: string }>(
      `select text from mail.messages where to_address = '${address}' and template = 'programs.confirm-mail'`,
    ),
  );
  expect(found, `mails to ${address}`).toHaveLength(1);
  return /\/a\/confirm\/([\w-]{43})/.exec((found[0] as { text: string }).text)?.[1] as string;
}

/** Each query lists what must not be there after everything has settled. */
const NEVER: Record<string, string> = {
  'an application lost or doubled': `select n from generate_series(1, ${SUBMISSIONS}) n
    where (select count(*) from programs.applications where address = 'applicant-crash-' || n || '@example.org') <> 1`,
  'an application without its fact, or with two': `select id from programs.applications a
    where (select count(*) from ledger.facts f where f.about_id = a.id and f.kind = 'application.submitted') <> 1`,
  'a fact that not everybody heard': 'select fact, listener from ledger.deliveries where done_at is null',
  'a confirmed application whose checks never came': `select id from programs.applications a where mail_confirmed_at is not null
    and exists (select from programs.checks k where k.application = a.id and k.superseded_at is null and k.state in ('waiting', 'running'))
    and not exists (select from programs.decisions d where d.application = a.id)`,
  'a decision in force twice':
    'select application from programs.decisions where undone_at is null group by 1 having count(*) > 1',
  'a decision that never took effect':
    'select id from programs.decisions where undone_at is null and settled_at is null',
  'a decision that took effect without its mail, or with two': `select d.id from programs.decisions d where d.settled_at is not null
    and (select count(*) from mail.messages m where m.key = 'decision:' || d.id) <> 1`,
  'an applicant told twice that we look': `select about_id from mail.messages where template = 'programs.received' group by 1 having count(*) > 1`,
  'a job that gave up': 'select id from graphile_worker._private_jobs where attempts >= max_attempts',
};

test(`${SUBMISSIONS} submissions and decisions, killed at random points: nothing is lost, nothing happens twice`, async () => {
  onTestFailed(() => console.error(`The house said:\n${house.said().slice(-6000)}`));
  await house.start();
  const { token } = await setUp(house);
  let going = true;
  let kills = 0;
  const killer = (async () => {
    while (going && kills < MOST_KILLS) {
      await sleep(BETWEEN_KILLS.least + Math.random() * (BETWEEN_KILLS.most - BETWEEN_KILLS.least));
      if (!going) return;
      kills++;
      if (kills % 2) {
        await house.kill();
        await house.start();
      } else house.killDatabase();
    }
  })();
  let next = 1;
  const walkers = Array.from({ length: AT_ONCE }, async () => {
    while (next <= SUBMISSIONS) await walk(next++, token);
  });
  // A house that does not start again ends the proof at once, with its words.
  await Promise.race([Promise.all(walkers), killer.then(() => Promise.all(walkers))]);
  going = false;
  await killer;
  await house.kill();
  await house.start();
  // The last killed worker's jobs wait until its heart is known to have stopped, and for their turn after a failed try.
  for (let i = 0; i < 240; i++) {
    const waiting = await persist(() =>
      rows(`select 1 from graphile_worker._private_jobs where attempts < max_attempts limit 1`),
    );
    if (waiting.length === 0) break;
    await persist(() =>
      rows('update graphile_worker._private_jobs set run_at = now() where locked_at is null and run_at > now()'),
    );
    await sleep(500);
  }
  for (const [promise, query] of Object.entries(NEVER)) expect(await rows(query), promise).toEqual([]);
  expect(kills).toBeGreaterThan(FULL ? 20 : 1);
  const [counts] = await rows<{ n: string }>('select count(*) n from programs.decisions');
  expect(Number(counts?.n)).toBeGreaterThan(SUBMISSIONS / 2);
  const postgres = house.postgres();
  expect(await house.terminate()).toBe(0);
  expect(() => process.kill(postgres as number, 0), 'PostgreSQL is left behind').toThrow();
}, 3_600_000);
