import { sql } from 'kysely';
import type { Run } from '#kernel/jobs/job.ts';
import { progressIn } from '#kernel/jobs/progress.ts';
import { transactAs } from '#kernel/jobs/worker.ts';
import { holdAgainstPast, previewPolicy } from '../src/modules/programs/commands/preview-policy.ts';
import { publishPolicy } from '../src/modules/programs/commands/run-program.ts';
import { type Policy, policy as policySchema } from '../src/modules/programs/policy.ts';
import { openSourcePreset } from '../src/modules/programs/presets/open-source.ts';
import { benchHouse } from './house.ts';
import { ms, quantile, table, timed } from './measure.ts';
import { seed } from './seed.ts';

// A version of a policy held against 100,000 past applications, beside a plain read of the same rows in the same run.
//   node bench/policy-preview.ts [folder]     with a folder, the filled database stays there for the next run

const APPLICATIONS = 100_000;
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const MOST_SECONDS = 10;
const PAGE = 4_000;

const CHECKS = [
  'mail-confirmed',
  'control-proved',
  'repositories-public',
  'osi-licences',
  'country-allowed',
  'not-duplicate',
];

/** Decided applications with answers, statements, six checks with evidence, and what the decision rested on. */
const FILL = `
  create table bench_past as select n, uuidv7(at - now()) id, at, at + interval '3 days' decided, n % 5 = 0 refused
    from (select n, now() - interval '730 days' * (1 - n / ${APPLICATIONS}.0) - interval '5 days' as at from generate_series(1, ${APPLICATIONS}) n) x;
  insert into programs.applications (id, program, policy, kind, identity, applicant_name, address, country, project, hosting, answers, statements,
      proof_token, submitted_at, mail_confirmed_at, stage, stage_since, waiting_for, decided_at)
    select x.id, p.id, (select q.id from programs.policies q where q.program = p.id and q.version = 1), 'new', uuidv7(), 'Person ' || n,
      'person' || n || '@mail' || n % 900 || '.example', (array['DE', 'FR', 'US', 'IN', 'BR', 'JP'])[1 + n % 6], 'Project ' || n, 'saas',
      jsonb_build_object('purpose', repeat('We build a library for the exchange of measured values between weather stations. ', 4),
        'people', (1 + n % 400)::text, 'profit', case when n % 3 = 0 then 'yes' else 'no' end, 'stage', (array['seed', 'a', 'b'])[1 + n % 3]),
      jsonb_build_array(jsonb_build_object('code', 'not-seeking-profit', 'words', repeat('The project does not seek profit. ', 4), 'at', at),
        jsonb_build_object('code', 'may-act', 'words', 'I may act for the project, and what I have written here is true.', 'at', at)),
      'guildhall-' || md5(n::text), at, at, case when refused then 'refused' else 'approved' end, decided, 'nobody', decided
    from bench_past x, programs.programs p where p.slug = 'open-source';
  insert into programs.checks (application, name, state, words, evidence, asked_at, started_at, finished_at)
    select x.id, c.name, case when refused and c.name = 'osi-licences' then 'failed' else 'passed' end, 'Read from the default branch of every repository.',
      jsonb_build_array(jsonb_build_object('subject', 'gitlab.com/group/part', 'finding', 'good', 'words', 'LICENSE holds the text of MIT word by word.', 'source', 'git', 'at', at)),
      at, at, at from bench_past x, unnest(array['${CHECKS.join("', '")}']) c(name);
  insert into programs.decisions (application, verdict, reason, words, decided_by, policy, evidence, decided_at, final_at, settled_at, program,
      business_days_without_waiting, business_days_with_waiting, kept)
    select x.id, case when refused then 'refused' else 'approved' end, case when refused then 'licence' end, 'Thank you.', case when refused then uuidv7() end, a.policy,
      jsonb_build_object('statements', a.statements, 'checks', (select jsonb_agg(jsonb_build_object('name', k.name, 'state', k.state, 'words', k.words, 'evidence', k.evidence, 'at', k.finished_at))
        from programs.checks k where k.application = x.id)),
      decided, decided, decided, a.program, n % 7, n % 9, n % 7 <= 5
    from bench_past x join programs.applications a on a.id = x.id;
  analyze programs.applications, programs.checks, programs.decisions;`;

type Read = { decided: Temporal.Instant; decision: string; application: string };

const bench = await benchHouse(process.argv[2]);
try {
  const { house } = bench;
  const { program } = await seed(bench, { empty: true });
  const kysely = house.database.kysely;
  const there = await sql<{
    n: number;
  }>`select count(*)::int n from programs.decisions where program = ${program}`.execute(kysely);
  if ((there.rows[0]?.n ?? 0) < APPLICATIONS) {
    await kysely.connection().execute(async (connection) => {
      await sql`set session_replication_role = replica`.execute(connection);
      await sql.raw(FILL).execute(connection);
      await sql`reset session_replication_role`.execute(connection);
    });
  }
  const act = <T>(name: string, what: Parameters<typeof transactAs<T>>[2]) => transactAs(house, name, what);
  const run = {
    house,
    log: house.log,
    attempt: 1,
    lastAttempt: false,
    signal: new AbortController().signal,
    transact: act,
    progress: progressIn(kysely),
  } satisfies Run;

  const was = openSourcePreset.policy;
  const rule = (field: string, more: object, words: string) => ({ condition: { field, ...more }, when: [], words });
  const candidates: Record<string, unknown> = {
    'nothing differs': was,
    'a country and a rule for answers: a third differs': {
      ...was,
      embargo: [...was.embargo, 'IN'],
      requirements: [
        ...was.requirements,
        {
          check: 'answers-meet',
          words: 'Small enough.',
          with: { all: [rule('people', { atMost: 350 }, 'Small enough')] },
        },
      ],
    },
    'everything differs: promise, tiers, one more statement': {
      ...was,
      promiseDays: 1,
      automatic: false,
      statements: [...was.statements, { code: 'new', words: 'Something new.' }],
      benefit: {
        ...was.benefit,
        tiers: [
          { code: 'seed', label: 'Seed', when: [{ field: 'country', isOneOf: ['DE', 'FR'] }] },
          { code: 'all', label: 'All' },
        ],
      },
    },
  };
  // A plain read of the same rows in pages of the same size: decisions with their applications, and the states of their checks.
  const reference = async () => {
    let at: Temporal.Instant | null = null;
    let id: string | null = null;
    let read = 0;
    for (;;) {
      const decided: { rows: Read[] } = await sql<Read>`
        select d.decided_at decided, d.id decision, d.*, a.* from programs.decisions d join programs.applications a on a.id = d.application
        where d.program = ${program} and d.undone_at is null and (${id}::uuid is null or (d.decided_at, d.id) > (${at}::timestamptz, ${id}::uuid))
        order by d.decided_at, d.id limit ${PAGE}`.execute(kysely);
      const ids = decided.rows.map(({ application }) => application);
      await sql`select application, name, state from programs.checks where application = any(${ids}::uuid[]) and superseded_at is null`.execute(
        kysely,
      );
      read += ids.length;
      const last = decided.rows.at(-1);
      if (!last || ids.length < PAGE) break;
      at = last.decided;
      id = last.decision;
    }
    if (read < APPLICATIONS) throw new Error('the reference read too little');
  };
  await reference();

  const rows: string[][] = [];
  for (const [name, value] of Object.entries(candidates)) {
    const candidate: Policy = policySchema.parse(value);
    const current = await sql<{
      version: number;
    }>`select max(version) version from programs.policies where program = ${program}`.execute(kysely);
    const basedOn = current.rows[0]?.version ?? 1;
    const { version } = await act('bench', (c) => publishPolicy(c, { program, policy: candidate, basedOn }));
    const [times, reads]: [number[], number[]] = [[], []];
    let differ = 0;
    let most = 0;
    for (let round = 0; round < ROUNDS; round++) {
      reads.push(await timed(reference));
      const { id } = await act('bench', (c) => previewPolicy(c, { program, version }));
      times.push(await timed(() => holdAgainstPast(run, id)));
      most = Math.max(most, process.memoryUsage.rss());
      const found = await sql<{
        looked: number;
        differ: number;
      }>`select looked, (totals ->> 'differ')::int differ from programs.policy_previews where id = ${id}`.execute(
        kysely,
      );
      if ((found.rows[0]?.looked ?? 0) < APPLICATIONS) throw new Error('not every application was looked at');
      differ = found.rows[0]?.differ ?? 0;
      await sql`delete from programs.policy_previews where id = ${id}`.execute(kysely);
    }
    const [took, read] = [quantile(times, 0.5), quantile(reads, 0.5)];
    const worst = Math.max(...times);
    rows.push([
      name,
      String(differ),
      `${ms(took / 1000)} s`,
      `${ms(worst / 1000)} s`,
      `${ms(read / 1000)} s`,
      (took / read).toFixed(2),
      worst < MOST_SECONDS * 1000 ? 'pass' : 'miss',
    ]);
    console.error(`  ${name}: ${ms(took / 1000)} s, read ${ms(read / 1000)} s, at most ${Math.round(most / 1e6)} MB`);
  }
  table(['candidate', 'differ', 'median', 'worst', 'plain read', 'ratio', `under ${MOST_SECONDS} s`], rows);
} finally {
  await bench.close();
}
