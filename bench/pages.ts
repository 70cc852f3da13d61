import { sql } from 'kysely';
import { benchHouse } from './house.ts';
import { ms, quantile, table, timed } from './measure.ts';
import { seed } from './seed.ts';

// Pages over 200,000 applications, each against a bare key read measured between them.
//   node bench/pages.ts [folder]     with a folder, the filled database stays there for the next run

const ROUNDS = Number(process.env.ROUNDS ?? 200);
const MOST_KEY_READS = 20;
const MOST_MILLISECONDS = 250;

type Page = { name: string; act: (round: number) => Promise<unknown>; counts?: boolean };

const bench = await benchHouse(process.argv[2]);
try {
  const { manager, reviewer, program } = await seed(bench);
  const { pool, kysely } = bench.house.database;
  const sample = async (text: string): Promise<string[]> =>
    (await sql<{ id: string }>`${sql.raw(text)}`.execute(kysely)).rows.map((r) => r.id);
  const ids = await sample(
    'select id from programs.applications tablesample bernoulli (1) repeatable (1) order by md5(id::text) limit 1000',
  );
  const open = await sample(
    "select id from programs.applications where waiting_for = 'us' order by md5(id::text) limit 1000",
  );
  const people = await sample(
    "select id from community.identities where kind = 'address' order by md5(id::text) limit 1000",
  );
  const members = await sample(
    'select id from programs.memberships tablesample bernoulli (5) repeatable (1) order by md5(id::text) limit 1000',
  );
  const at = (list: string[], round: number) => list[round % list.length] as string;

  /** Cursors to places deep in a list, by walking it with large pages. */
  const deep = async (name: string, filters: object, pages: number): Promise<string> => {
    let after: string | undefined;
    for (let i = 0; i < pages; i++) {
      const page = (await bench.call(name, { ...filters, limit: 100, after }, manager)) as { next: string | null };
      after = page.next ?? after;
    }
    return after as string;
  };
  const list = 'programs.listApplications';
  const cursors = {
    newest: await deep(list, {}, 200),
    due: await deep(list, { sort: 'due' }, 200),
    refused: await deep(list, { program, stage: 'refused', sort: 'oldest' }, 50),
    people: await deep('community.listPeople', {}, 100),
    members: await deep('programs.listMembers', { program }, 50),
    ending: await deep('programs.listMembers', { program, sort: 'ending' }, 50),
    askings: await deep('programs.listSatisfaction', { program }, 50),
  };
  const page = (name: string, operation: string, input: (round: number) => unknown, token = manager): Page => ({
    name,
    act: (round) => bench.call(operation, input(round), token),
  });
  const count = (...of: Parameters<typeof page>): Page => ({ ...page(...of), counts: true });

  const pages: Page[] = [
    page('record', 'programs.getApplication', (r) => ({ id: at(ids, r) })),
    page('record that waits for us', 'programs.getApplication', (r) => ({ id: at(open, r) })),
    page('record of a member', 'programs.getMember', (r) => ({ id: at(members, r) })),
    page('person', 'community.person', (r) => ({ id: at(people, r) })),
    page('next page, newest, deep', list, () => ({ after: cursors.newest })),
    page('next page, due first, deep', list, () => ({ sort: 'due', after: cursors.due })),
    page('next page, refused, oldest, deep', list, () => ({
      program,
      stage: 'refused',
      sort: 'oldest',
      after: cursors.refused,
    })),
    page('next page, as reviewer', list, () => ({ after: cursors.newest }), reviewer),
    page('next page of people, deep', 'community.listPeople', () => ({ after: cursors.people })),
    page('next page of members, deep', 'programs.listMembers', () => ({ program, after: cursors.members })),
    page('next page of members, ending first, deep', 'programs.listMembers', () => ({
      program,
      sort: 'ending',
      after: cursors.ending,
    })),
    page('next page of satisfaction, deep', 'programs.listSatisfaction', () => ({ program, after: cursors.askings })),
    count('search a project', list, (r) => ({ text: `project ${4711 + r}`, after: undefined })),
    count('first page, with total', list, () => ({})),
    count('first page, due first, as reviewer', list, () => ({ sort: 'due' }), reviewer),
    count('first page, waits for us', list, () => ({ waitingFor: 'us', sort: 'due' })),
    count('first page, late', list, () => ({ health: 'late', sort: 'due' })),
    count('first page, nobody has it', list, () => ({ waitingFor: 'us', assignee: 'nobody' })),
    count('first page, active, self-managed', list, () => ({ stage: 'active', hosting: 'self-managed' })),
    count('search a word in all', list, () => ({ text: 'group' })),
    count('first page of people, with total', 'community.listPeople', () => ({})),
    count('first page of members, with total', 'programs.listMembers', () => ({ program })),
    count('first page of members, renewal due', 'programs.listMembers', () => ({ program, state: 'renewal-due' })),
    count('first page of members, lapsed', 'programs.listMembers', () => ({
      program,
      state: 'lapsed',
      sort: 'ending',
    })),
    count('search a member', 'programs.listMembers', (r) => ({ program, text: `project ${4711 + r}` })),
    count('first page of satisfaction, with total', 'programs.listSatisfaction', () => ({ program })),
    count('search a person', 'community.listPeople', (r) => ({ text: `person${4711 + r}` })),
    count('board of all programs', 'programs.applicationBoard', () => ({})),
    count('board of one program', 'programs.applicationBoard', () => ({ program })),
    count('board, as reviewer', 'programs.applicationBoard', () => ({}), reviewer),
    count('program home', 'programs.programHome', () => ({ program })),
    count('home of all programs', 'programs.houseHome', () => ({ program: 'all' })),
    count('all figures of a program', 'programs.programFigures', () => ({ program })),
    count('programs', 'programs.listPrograms', () => ({})),
    count('needs me', 'work.needsMe', () => ({})),
    count('search everywhere', 'work.search', (r) => ({ text: `project ${8000 + r}` })),
  ];

  const keyReads: number[] = [];
  const times = new Map<Page, number[]>(pages.map((p) => [p, []]));
  for (let round = -10; round < ROUNDS; round++) {
    for (const [each, measured] of times) {
      // Pages that count take long and vary little: a quarter of the rounds tells as much.
      if (each.counts && round > 0 && round % 4 !== 0) continue;
      const key = await timed(() =>
        pool.query('select * from programs.applications where id = $1', [at(ids, round + 500)]),
      );
      const took = await timed(() => each.act(Math.max(round, 0)));
      if (round < 0) continue;
      keyReads.push(key);
      measured.push(took);
    }
  }

  const key = { p50: quantile(keyReads, 0.5), p95: quantile(keyReads, 0.95) };
  const rows = pages.map((each): string[] => {
    const measured = times.get(each) ?? [];
    const [p50, p95] = [quantile(measured, 0.5), quantile(measured, 0.95)];
    const kept = each.counts ? p95 < MOST_MILLISECONDS : p95 / key.p95 < MOST_KEY_READS;
    const bar = each.counts ? `< ${MOST_MILLISECONDS} ms` : `< ${MOST_KEY_READS} key reads`;
    return [
      each.name,
      ms(p50),
      ms(p95),
      (p50 / key.p50).toFixed(1),
      (p95 / key.p95).toFixed(1),
      bar,
      kept ? 'pass' : 'MISS',
    ];
  });
  table(
    ['', 'p50 ms', 'p95 ms', 'p50 / key p50', 'p95 / key p95', 'bar at p95', ''],
    [['a bare key read', ms(key.p50), ms(key.p95), '1.0', '1.0', '', ''], ...rows],
  );
} finally {
  await bench.close();
}
