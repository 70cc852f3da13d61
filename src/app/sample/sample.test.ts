import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { prepareTemplates } from '#kernel/mail/index.ts';
import { keepSmtp } from '#kernel/mail/settings.ts';
import { openSetup } from '#modules/access';
import { type TestHouse, testHouse } from '#tests/support/house.ts';
import { runIn } from '#tests/support/members.ts';
import { apply, confirm } from '#tests/support/program.ts';
import { faultOf, visitor } from '#tests/support/visitor.ts';
import { STAGES } from '../../modules/programs/application.ts';
import { loadSample, readSample, tellChapter } from './load.ts';
import { inventStory } from './story/story.ts';

const house = await testHouse();
await prepareTemplates(house.house);
await setUp(house, false);
await house.work();
const owner = await house.as('owner');

async function setUp(at: TestHouse, sample: boolean): Promise<void> {
  const key = (await at.transact(openSetup)) ?? '';
  await visitor(at).access.setUp({
    key,
    owner: { name: 'Ada King', mail: 'ada.king@example.org', password: 'correct teapot marsh lantern' },
    organisation: { name: 'Clockworks', zone: 'Europe/Berlin', fiscalStartMonth: 2, country: 'DE', privacyContact: '' },
    sample,
  });
}

/** Every row of every table as text, but for what is no record: limits, beats of workers, mail templates compiled once, what the search works out. */
async function allRows(): Promise<Map<string, string[]>> {
  const tables = await house.rows<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'search')
      and c.oid::regclass::text not in ('mail.compiled', 'house.settings', 'jobs.timetables', 'jobs.workers',
        'graphile_worker._private_tasks', 'graphile_worker._private_known_crontabs')`);
  const all = new Map<string, string[]>();
  for (const { name } of tables) {
    const rows = await sql
      .raw<{ row: string }>(`select t::text as row from ${name} t`)
      .execute(house.house.database.kysely);
    all.set(name, rows.rows.map((r) => r.row).sort());
  }
  return all;
}

/** What real people did between two looks: rows that came, and rows that are no longer as they were. */
function change(before: Map<string, string[]>, after: Map<string, string[]>) {
  const minus = (one: Map<string, string[]>, other: Map<string, string[]>) =>
    new Map([...one].map(([table, rows]) => [table, rows.filter((row) => !new Set(other.get(table)).has(row))]));
  return { came: minus(after, before), went: minus(before, after) };
}

test('is asked for on the first visit, when the owner wants it', async () => {
  const other = await testHouse();
  await setUp(other, true);
  const [fact] = await other.rows<{ id: string }>(`select id from ledger.facts where kind = 'organisation.set-up'`);
  const reaction = other.house.reactionByName.get('sample.load');
  const heard = { id: fact?.id, data: { sample: true, owner: crypto.randomUUID() } };
  await other.transact(async (c) => reaction?.react(c, heard as never));
  expect(await other.transact((c) => readSample(c))).toMatchObject({ chapters: 0, finishedAt: null });
  expect(await other.rows(`select key from graphile_worker.jobs where task_identifier = '${loadSample.name}'`)).toEqual(
    [{ key: loadSample.name }],
  );
});

test('is not loaded where mail goes out', async () => {
  await house.transact((c) =>
    keepSmtp(c, {
      ...{ host: 'mail.example.org', port: 465, security: 'tls', user: null, password: null },
      ...{ fromAddress: 'a@example.org', fromName: 'A', replyTo: null },
    }),
  );
  expect(await faultOf(owner.sample.load({}))).toMatchObject({ rule: 'sample.mail-server' });
  await house.transact((c) => keepSmtp(c, null));
  expect((await owner.sample.state({})).state).toBe('none');
  expect(await faultOf(owner.sample.remove({ confirm: 'remove sample' }))).toMatchObject({ rule: 'sample.none' });
});

test('tells two years, goes on after a kill, and leaves nothing behind', { timeout: 600_000 }, async () => {
  const real = async (n: string) => {
    const applied = await apply(house, n, { country: 'DE' });
    await confirm(house, applied);
    return applied;
  };
  await real('before');
  await house.rows('delete from house.limits');
  const before = await allRows();

  await owner.sample.load({});
  expect(await faultOf(owner.sample.load({}))).toMatchObject({ rule: 'sample.loaded' });
  const story = await inventStory((await house.transact((c) => readSample(c))) as never);
  // Until some are members.
  const told = 9;
  for (let nr = 0; nr < told; nr++) expect(await house.transact((c) => tellChapter(c, story, nr))).toBe(true);
  await expect(
    house.transact(async (c) => {
      await tellChapter(c, story, told);
      throw new Error('killed');
    }),
  ).rejects.toThrow('killed');
  expect(await house.transact((c) => tellChapter(c, story, told - 1)), 'a chapter is told once').toBe(false);
  expect(await owner.sample.state({})).toMatchObject({ state: 'loading' });
  // The house goes on by its own clock meanwhile, by which all in it is long over or late: nothing happens to it.
  for (const name of [
    'programs.mark-members',
    'programs.remind-members',
    'programs.mark-clocks',
    'programs.watch-stock',
  ])
    await house.house.timetables.get(name)?.perform(runIn(house), house.clock.now());
  expect(
    await house.rows(`select t.id from programs.terms t join programs.membership_marks m on m.term = t.id
      union all select application from programs.clock_marks union all select program from programs.coupon_lows`),
  ).toEqual([]);
  expect(
    await house.rows(`select id from programs.memberships where ends_at < '${house.clock.now()}' limit 1`),
    'somebody whose term is over by now',
  ).toHaveLength(1);

  const midway = await allRows();
  const during = await real('during');
  await owner.work.addNote({ about: { kind: 'application', id: during.id }, body: 'A real note.' });
  const worked = change(midway, await allRows());

  // The worker goes on where the killed one stopped. Checks of the real applications fail for want of a network; they wait.
  await house.rows(`delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
    where t.id = j.task_id and t.identifier <> '${loadSample.name}'`);
  await house.work();
  const state = await owner.sample.state({});
  expect(state).toMatchObject({ state: 'loaded', progress: null });
  expect(state.applications).toBeGreaterThan(330);
  expect(state.people).toBeGreaterThan(270);
  const sample = state.program as string;

  // Every stage, every reason, over two years.
  const rows = await house.rows<{ stage: string; n: number }>(
    `select stage, count(*)::int n from programs.applications where program = '${sample}' group by stage`,
  );
  expect(rows.map((r) => r.stage).sort()).toEqual([...STAGES].sort());
  const [span] = await house.rows<{ days: number; future: number }>(`
    select (extract(epoch from max(happened_at) - min(happened_at)) / 86400)::int days,
      count(*) filter (where happened_at > '${house.clock.now()}')::int future from ledger.facts where program = '${sample}'`);
  expect(span?.days).toBeGreaterThanOrEqual(728);
  expect(span?.future).toBe(0);
  const reasons = await house.rows<{ reason: string }>(
    `select distinct reason from programs.decisions where program = '${sample}' and verdict = 'refused' and undone_at is null order by 1`,
  );
  expect(reasons.map((r) => r.reason)).toEqual(
    ['country', 'duplicate', 'licence', 'no-control', 'not-a-project', 'not-public', 'other', 'seeks-profit'].sort(),
  );
  const [met] = await house.rows<Record<string, boolean>>(`select
    exists (select from programs.decisions where program = '${sample}' and undone_at is not null) undone,
    exists (select from programs.decisions where program = '${sample}' and decided_by is null) by_rule,
    exists (select from ledger.facts where program = '${sample}' and kind = 'coupons.exhausted') shortage,
    exists (select from programs.bookings where channel = 'webhook') webhook,
    exists (select from programs.bookings where channel = 'hand') by_hand,
    exists (select from programs.memberships where program = '${sample}' and ends_at < '${house.clock.now()}') ended,
    exists (select from programs.withdrawals where cause = 'silence') lapsed,
    exists (select from community.merges where ended_at is null) merged,
    exists (select from community.merges where ended_at is not null) unmerged,
    exists (select from community.never_merge) kept_apart,
    exists (select from community.affiliations) affiliated,
    exists (select from work.todos) todos,
    exists (select from programs.terms t join programs.memberships m on m.id = t.membership where m.program = '${sample}' and m.state = 'active'
      and t.position = 2 and t.starts_at is not null) renewed,
    exists (select from programs.applications where program = '${sample}' and renews is not null and stage not in ('active', 'refused', 'withdrawn')) renewing,
    exists (select from programs.renewal_reminders) reminded,
    exists (select from programs.breaches where resolved_at is not null) cured,
    exists (select from programs.reference_consents) named,
    exists (select from programs.applications where program = '${sample}' and erased_at is not null) erased`);
  expect(Object.entries(met ?? {}).filter(([, there]) => !there)).toEqual([]);

  // Members in every state, and people who were asked: the content and the others, some in words, some who would rather not say.
  const states = new Set<string>();
  for (let after: string | undefined; ; ) {
    const page = await owner.programs.listMembers({ program: sample, limit: 200, ...(after ? { after } : {}) });
    for (const { state } of page.rows) states.add(state);
    if (!page.next) break;
    after = page.next;
  }
  for (const state of ['active', 'renewal-due', 'lapsed', 'in-breach', 'alumni', 'ended'])
    expect(states).toContain(state);
  const [opinions] = await house.rows<Record<string, number>>(`
    select count(*)::int asked, count(*) filter (where score >= 4)::int content, count(*) filter (where score <= 2)::int discontent,
      count(*) filter (where comment <> '')::int words, count(*) filter (where declined)::int declined, count(*) filter (where answered_at is null)::int silent
    from programs.askings where program = '${sample}'`);
  for (const [what, n] of Object.entries(opinions ?? {})) expect(n, what).toBeGreaterThan(what === 'declined' ? 0 : 2);

  // Merges are there to see, and pairs that nobody has looked at yet, each of one name and project.
  const { rows: pairs } = await owner.community.suggestMerges({});
  expect(pairs.length).toBeGreaterThanOrEqual(4);
  for (const { one, other, reasons } of pairs) {
    expect(reasons.map(({ code }) => code)).toEqual(['same-name']);
    expect([one.name, one.written === other.written]).toEqual([other.name, false]);
  }

  // What is invented says so, on its own pages alone, and comes last.
  const page = async (path: string) => (await house.request(path)).text();
  expect(await page('/apply/open-source-sample')).toContain('everything on this page is invented');
  expect(await page('/apply/open-source-sample/form')).toContain('everything on this page is invented');
  for (const path of ['/apply/open-source', '/apply/open-source/form', '/apply', '/privacy', '/lost-link'])
    expect(await page(path), path).not.toContain('everything on this page is invented');
  expect((await owner.programs.listPrograms({})).programs.map((p) => [p.slug, p.sample])).toEqual([
    ['open-source', false],
    ['open-source-sample', true],
  ]);

  // Nothing is left to do, no check says that it is at work, and nobody is mailed.
  expect(
    await house.rows(`select k.name from programs.checks k join programs.applications a on a.id = k.application
      where a.program = '${sample}' and k.superseded_at is null and k.state = 'running'`),
  ).toEqual([]);
  expect(
    await house.rows(
      `select * from ledger.deliveries where done_at is null and fact in (select id from ledger.facts where program = '${sample}')`,
    ),
  ).toEqual([]);
  expect(await house.rows('select payload from graphile_worker._private_jobs')).toEqual([]);
  expect(
    await house.rows(
      `select distinct state from mail.messages where program = '${sample}' and to_address <> 'erased@invalid'`,
    ),
  ).toEqual([{ state: 'held' }]);
  const outside = await house.rows(
    `select to_address from mail.messages where program = '${sample}' and to_address not like '%.sample.example' and to_address <> 'erased@invalid'`,
  );
  expect(outside).toEqual([]);
  expect((await owner.mail.settings({})).counts.held).toBe(
    (await house.mailbox()).filter((m) => m.state === 'held' && !m.to_address.endsWith('.sample.example')).length,
  );
  expect(
    await house.rows(`select id from access.accounts where mail like '%.sample.example' and password_hash is not null`),
  ).toEqual([]);

  // Figures are believable: the promise is mostly kept, and sometimes broken.
  const home = await owner.programs.programHome({ program: sample });
  expect(home.figures.filter((f) => f.value === null && f.parts.length === 0).map((f) => f.id)).toEqual([]);
  const all = { program: sample, from: '2024-03-01T00:00:00Z', to: '2026-03-10T09:00:00Z' };
  const kept = (await owner.figures.read({ figure: 'programs.kept-promise', ...all })).value as number;
  expect(kept).toBeGreaterThan(0.75);
  expect(kept).toBeLessThan(0.99);
  const december = { program: sample, from: '2025-12-08T00:00:00Z', to: '2026-01-12T00:00:00Z' };
  const slow = (await owner.figures.read({ figure: 'programs.kept-promise', ...december })).value as number;
  expect(slow).toBeLessThan(kept);

  // The owner looks around: decides, and merges somebody invented with somebody real.
  const board = await owner.programs.listApplications({ program: sample, stage: 'review' });
  await owner.programs.approveApplication({ id: board.rows[0]?.id as string, words: '' });
  const identity = async (id: string) => (await owner.programs.getApplication({ id })).identity;
  await owner.community.mergePeople({
    one: await identity(board.rows[1]?.id as string),
    other: await identity(during.id),
    reason: 'To see what happens.',
  });

  expect(await faultOf(owner.sample.remove({ confirm: 'remove' as never }))).toMatchObject({ code: 'INVALID' });
  await owner.sample.remove({ confirm: 'remove sample' });
  const after = await allRows();
  const expected = new Map(
    [...before].map(([table, rows]) => [
      table,
      [...rows.filter((row) => !worked.went.get(table)?.includes(row)), ...(worked.came.get(table) ?? [])].sort(),
    ]),
  );
  const jobs = (rows: Map<string, string[]>) =>
    [...rows].filter(([table]) => !table.startsWith('graphile_worker.') && table !== 'house.limits');
  expect(Object.fromEntries(jobs(after))).toEqual(Object.fromEntries(jobs(expected)));
  expect(after.get('graphile_worker._private_jobs')).toEqual([]);
  expect(
    await house.rows(`select kind, id from search.entries where kind = 'application' and id not in (select id from programs.applications)
      or kind = 'person' and id not in (select id from community.identities)
      or kind = 'organisation' and id not in (select id from community.organisations)`),
  ).toEqual([]);
  expect(
    await house.rows(
      `select word from search.vocabulary v where not exists (select from search.entries e where v.word = any(e.words))`,
    ),
  ).toEqual([]);
  expect(await owner.sample.state({})).toMatchObject({ state: 'none', applications: 0 });
  expect((await owner.access.me({})).organisation.sample).toBe(false);
});
