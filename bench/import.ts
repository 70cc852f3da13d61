import { sql } from 'kysely';
import { workUntilIdle } from '#kernel/jobs/worker.ts';
import { benchHouse } from './house.ts';
import { ms, table, timed } from './measure.ts';
import { seed } from './seed.ts';

// A list of 100,000 members, uploaded, looked at, taken in and taken in again, against the same rows copied into a table without
// indexes by one `insert ... select unnest`, measured right before.
//   node bench/import.ts [rows]

const ROWS = Number(process.argv[2] ?? 100_000);
const MOST_MILLISECONDS = 20_000;
const PART = 6_000_000;

const bench = await benchHouse(undefined);
try {
  const { manager } = await seed(bench, { empty: true });
  const { programs } = (await bench.call('programs.listPrograms', {}, manager)) as { programs: { id: string }[] };
  const program = programs[0]?.id as string;
  const head = 'external id,member,namespace,owner,email,start,end,sku,hosting,seats';
  // Every month of the last year and a half somebody began: two thirds are members now.
  const today = Temporal.Now.plainDateISO();
  const began = (n: number) => today.subtract({ months: n % 18 });
  const rows = Array.from({ length: ROWS }, (_, n) => [
    ...[
      `X-${n}`,
      `Project number ${n}`,
      `https://gitlab.com/group-${n}/main`,
      `Owner ${n} of it`,
      `owner-${n}@example${n % 977}.org`,
    ],
    ...[
      began(n).toString(),
      began(n).add({ years: 1 }).toString(),
      'OSS-SAAS-1Y',
      n % 3 ? 'saas' : 'self-managed',
      String(1 + (n % 400)),
    ],
  ]);
  const list = Buffer.from([head, ...rows.map((row) => row.join(','))].join('\n'));

  const { kysely } = bench.house.database;
  await sql`create unlogged table bare_members (a text, b text, c text, d text, e text, f text, g text, h text, i text, j text)`.execute(
    kysely,
  );
  const copy = await timed(async () => {
    for (let from = 0; from < ROWS; from += 5000) {
      const batch = rows.slice(from, from + 5000);
      const columns = Array.from({ length: 10 }, (_, at) => sql`${batch.map((row) => row[at] ?? '')}::text[]`);
      await sql`insert into bare_members select * from unnest(${sql.join(columns)})`.execute(kysely);
    }
  });

  const upload = async (): Promise<string> => {
    const part = (at: number) => list.subarray(at, at + PART).toString('base64');
    const input = { program, kind: 'members', name: 'bench.csv', content: part(0) };
    const { id } = (await bench.call('programs.uploadImport', input, manager)) as { id: string };
    for (let at = PART; at < list.length; at += PART)
      await bench.call('programs.addImportPart', { id, position: at / PART, content: part(at) }, manager);
    return id;
  };
  type Preview = { reading: unknown; added: number; same: number; refused: number };
  type Done = { state: string; added: number; same: number; refused: number };
  const bring = async (what: 'added' | 'same') => {
    let id = '';
    const uploaded = await timed(async () => {
      id = await upload();
    });
    let preview: Preview | null = null;
    const looked = await timed(async () => {
      preview = (await bench.call('programs.previewImport', { id }, manager)) as Preview;
    });
    const { reading } = preview as unknown as Preview;
    const taken = await timed(async () => {
      await bench.call('programs.startImport', { id, reading }, manager);
      await workUntilIdle(bench.house);
    });
    const done = (await bench.call('programs.getImport', { id }, manager)) as Done;
    if (done.state !== 'finished' || done[what] !== ROWS) throw new Error(`not taken in: ${JSON.stringify(done)}`);
    return { id, uploaded, looked, taken };
  };
  const first = await bring('added');
  const again = await bring('same');
  const undone = await timed(async () => {
    await bench.call('programs.undoImport', { id: first.id }, manager);
    await workUntilIdle(bench.house);
  });
  const bar = (took: number) => (took < MOST_MILLISECONDS ? 'pass' : 'MISS');
  const line = (name: string, took: number, judged = '') => [name, ms(took), (took / copy).toFixed(1), judged];
  table(
    ['', 'ms', '/ bare insert', `< ${MOST_MILLISECONDS / 1000} s`],
    [
      line(`the same ${ROWS} rows into a bare table`, copy),
      line('uploaded', first.uploaded),
      line('looked at first, all new', first.looked),
      line('taken in', first.taken, bar(first.taken)),
      line(
        'uploaded, looked at and taken in',
        first.uploaded + first.looked + first.taken,
        bar(first.uploaded + first.looked + first.taken),
      ),
      line('looked at again, all known', again.looked),
      line('taken in again, nothing changed', again.taken, bar(again.taken)),
      line('taken back', undone),
    ],
  );
} finally {
  await bench.close();
}
