import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, onTestFailed, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { openSourcePreset } from '../../src/modules/programs/presets/open-source.ts';
import { formOf, LOCAL_CHECKS, requiring } from '../support/program.ts';
import { type RealHouse, realHouse } from '../support/real-house.ts';
import { memberWork } from './crash-members.ts';
import { insisting } from './insist.ts';

const FULL = process.env.GUILDHALL_PROVE === 'full';
const SUBMISSIONS = FULL ? 1000 : 12;
/** In the short form a few are enough, beside those in the middle of long jobs; each costs seconds of starting and waiting. */
const MOST_KILLS = FULL ? Number.POSITIVE_INFINITY : 1;
const BETWEEN_KILLS = FULL ? { least: 3000, most: 15_000 } : { least: 300, most: 1200 };
const AT_ONCE = 6;
const MEMBERS = FULL
  ? { batches: 40, size: 5, members: 40_000, past: 20_000 }
  : { batches: 1, size: 3, members: 5200, past: 4200 };

const house = await realHouse();
afterAll(() => house.remove());
const tools = insisting(house);
const { rows, insist, persist, hurry } = tools;

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
    where imported_at is null and (select count(*) from ledger.facts f where f.about_id = a.id and f.kind = 'application.submitted') <> 1`,
  'a fact that not everybody heard': 'select fact, listener from ledger.deliveries where done_at is null',
  'a confirmed application whose checks never came': `select id from programs.applications a where mail_confirmed_at is not null
    and exists (select from programs.checks k where k.application = a.id and k.superseded_at is null and k.state in ('waiting', 'running'))
    and not exists (select from programs.decisions d where d.application = a.id)`,
  'a decision in force twice':
    'select application from programs.decisions where undone_at is null group by 1 having count(*) > 1',
  'a decision that never took effect':
    'select id from programs.decisions where undone_at is null and settled_at is null',
  'a decision that took effect without its mail, or with two': `select d.id from programs.decisions d where d.settled_at is not null
    and not exists (select from programs.applications a where a.id = d.application and a.imported_at is not null)
    and (select count(*) from mail.messages m where m.key = 'decision:' || d.id) <> 1`,
  'an applicant told twice that we look': `select about_id from mail.messages where template = 'programs.received' group by 1 having count(*) > 1`,
  'a job that gave up': 'select id from graphile_worker._private_jobs where attempts >= max_attempts',
};

test(`${SUBMISSIONS} submissions and decisions, renewals, replaced codes, acts on many, lists and previews, killed at random points: nothing is lost, nothing happens twice`, async () => {
  onTestFailed(() => console.error(`The house said:\n${house.said().slice(-6000)}`));
  await house.start();
  const { token } = await setUp(house);
  let going = true;
  let kills = 0;
  let turn: Promise<unknown> = Promise.resolve();
  /** One kill after the other: by chance, and in the middle of long jobs. */
  const inTurn = (act: () => Promise<void>): Promise<void> => {
    kills++;
    const mine = turn.then(act);
    turn = mine.catch(() => {});
    return mine;
  };
  const again = async (): Promise<void> => {
    await house.kill();
    await house.start();
  };
  const work = await memberWork(house, tools, token, MEMBERS, () => inTurn(again));
  const killer = (async () => {
    for (let n = 1; going && n <= MOST_KILLS; n++) {
      await sleep(BETWEEN_KILLS.least + Math.random() * (BETWEEN_KILLS.most - BETWEEN_KILLS.least));
      if (!going) return;
      await inTurn(n % 2 ? async () => house.killDatabase() : again);
    }
  })();
  let next = 1;
  const walkers = Array.from({ length: AT_ONCE }, async () => {
    while (next <= SUBMISSIONS) await walk(next++, token);
  });
  const ways = [...work.walkers];
  const members = Array.from({ length: 4 }, async () => {
    for (let way = ways.shift(); way; way = ways.shift()) await way();
  });
  const all = Promise.all([...walkers, ...members, work.longJobs()]);
  // A house that does not start again ends the proof at once, with its words.
  await Promise.race([all, killer.then(() => all)]);
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
    await hurry();
    await sleep(500);
  }
  for (const [promise, query] of Object.entries({ ...NEVER, ...work.never }))
    expect(await rows(query), promise).toEqual([]);
  const { one, other } = await work.previews();
  expect(one, 'a preview that was killed says the same as one that was not').toEqual(other);
  expect(one?.totals.differ).toBeGreaterThan(0);
  expect(one).toMatchObject({ looked: MEMBERS.past, of_all: MEMBERS.past, kept: one?.totals.differ });
  expect(kills).toBeGreaterThan(FULL ? 20 : 1);
  if (FULL) console.log(`${kills} kills, ${work.strikes()} of them in the middle of a long job`);
  const [counts] = await rows<{ n: string }>('select count(*) n from programs.decisions');
  expect(Number(counts?.n)).toBeGreaterThan(SUBMISSIONS / 2);
  const postgres = house.postgres();
  expect(await house.terminate()).toBe(0);
  expect(() => process.kill(postgres as number, 0), 'PostgreSQL is left behind').toThrow();
}, 3_600_000);
