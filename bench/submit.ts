import { sql } from 'kysely';
import { type BenchHouse, benchHouse } from './house.ts';
import { ms, quantile, table, timed } from './measure.ts';
import { seed } from './seed.ts';
import { bareSubmit } from './submit-bare.ts';

// The submit command against the same rows written in one bare transaction, in alternating rounds.
//   node bench/submit.ts [folder]    with a folder, the filled database stays there for the next run; `empty` as second
//                                    argument: into an empty house

const CLIENTS = 8;
const ROUNDS = Number(process.env.ROUNDS ?? 10);
const SECONDS = 3;
const AIM = 0.5;

const run = Date.now().toString(36);
let last = 0;
/** A form that is right in every field, of a person and a project that nobody has seen yet. */
function newForm() {
  const n = `${run}-${++last}`;
  return {
    program: 'open-source',
    applicantName: `Applicant ${n}`,
    address: `applicant-${n}@example.org`,
    country: 'DE',
    project: `Project ${n}`,
    namespaceUrl: `https://gitlab.com/project-${n}/main`,
    repositories: [`https://gitlab.com/project-${n}/tools`, `https://gitlab.com/project-${n}/site`],
    hosting: 'saas',
    purpose: 'We build a clock of marble and want to test it.',
    statements: ['not-seeking-profit', 'may-act'],
    acceptsPrivacy: true,
    wantsNews: true,
  };
}
export type Form = ReturnType<typeof newForm>;

/** Lets all clients work for a while; answers how many they did in a second, and how long each took. */
async function round(act: () => Promise<unknown>): Promise<{ perSecond: number; times: number[] }> {
  const times: number[] = [];
  const start = performance.now();
  const client = async () => {
    while (performance.now() - start < SECONDS * 1000) times.push(await timed(act));
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return { perSecond: (times.length * 1000) / (performance.now() - start), times };
}

/** Rows by table that an application leaves behind, for comparing the two. */
async function rowsOf({ house }: BenchHouse): Promise<Record<string, number>> {
  const tables = [
    ...['applications', 'repositories', 'waits', 'consents', 'checks', 'links'].map((t) => `programs.${t}`),
    ...['identities', 'identity_attributes', 'organisations'].map((t) => `community.${t}`),
    ...['ledger.facts', 'ledger.deliveries', 'mail.messages', 'graphile_worker._private_jobs'],
  ];
  const counts = tables.map((t) => `(select count(*) from ${t}) as "${t}"`);
  const { rows } = await sql.raw<Record<string, number>>(`select ${counts.join(', ')}`).execute(house.database.kysely);
  return rows[0] as Record<string, number>;
}

const grown = (before: Record<string, number>, after: Record<string, number>) =>
  JSON.stringify(Object.entries(after).map(([name, n]) => [name, n - (before[name] ?? 0)]));

const bench = await benchHouse(process.argv[2]);
try {
  await seed(bench, { empty: process.argv[3] === 'empty' });
  const { kysely } = bench.house.database;
  // With a mail server set up, the mail is queued with its job, as in production. Nobody works here: nothing is sent.
  const smtp = {
    host: 'mail.example',
    port: 587,
    security: 'starttls',
    user: null,
    fromAddress: 'a@b.example',
    fromName: '',
    replyTo: null,
  };
  await sql`insert into house.settings (key, value, changed_by) values ('mail.smtp', ${JSON.stringify(smtp)}::jsonb, 'bench')
    on conflict (key) do update set value = excluded.value`.execute(kysely);
  const ours = () => bench.call('programs.submitApplication', newForm());
  const bare = await bareSubmit(bench, newForm);

  const zero = await rowsOf(bench);
  await ours();
  const one = await rowsOf(bench);
  await bare.act();
  const two = await rowsOf(bench);
  if (grown(zero, one) !== grown(one, two))
    throw new Error(`not the same rows: ${grown(zero, one)} and ${grown(one, two)}`);
  console.log(`rows of one application: ${grown(zero, one)}`);

  await round(ours);
  await round(bare.act);
  const rounds: { ours: Awaited<ReturnType<typeof round>>; bare: Awaited<ReturnType<typeof round>> }[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push({ ours: await round(ours), bare: await round(bare.act) });
  await bare.close();

  const rate = (which: 'ours' | 'bare') =>
    quantile(
      rounds.map((r) => r[which].perSecond),
      0.5,
    );
  const took = (which: 'ours' | 'bare', at: number) =>
    quantile(
      rounds.flatMap((r) => r[which].times),
      at,
    );
  const ratio = quantile(
    rounds.map((r) => r.ours.perSecond / r.bare.perSecond),
    0.5,
  );
  const row = (name: string, which: 'ours' | 'bare') => [
    name,
    rate(which).toFixed(0),
    ms(took(which, 0.5)),
    ms(took(which, 0.95)),
  ];
  table(['', 'a second', 'p50 ms', 'p95 ms'], [row('bare transaction', 'bare'), row('submit command', 'ours')]);
  console.log(
    `${(ratio * 100).toFixed(0)} % of the bare transaction's throughput (median of ${ROUNDS} rounds); aim ${AIM * 100} %: ${ratio >= AIM ? 'pass' : 'MISS'}`,
  );
} finally {
  await bench.close();
}
