import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvOf } from '#kernel/csv.ts';
import { cellsOf } from '#tests/support/csv.ts';
import { type TestHouse, testHouse } from '#tests/support/house.ts';
import { makeMember, memberPolicy, stock } from '#tests/support/members.ts';
import { apply, confirm, openProgram } from '#tests/support/program.ts';
import { setUpProgram } from '../commands/run-program.ts';
import { benefit } from '../policy/benefit.ts';
import { openSourcePreset } from '../presets/open-source.ts';
import { cellText } from './cells.ts';
import { contactsText } from './contact-list.ts';
import { FIELDS, type ImportKind } from './fields.ts';

const change = memberPolicy({
  benefit: benefit.parse({
    ...openSourcePreset.policy.benefit,
    tiers: [
      { code: 'gold', label: 'Gold' },
      { code: 'silver', label: 'Silver', skus: { saas: 'SILVER' } },
    ],
  }),
});
const policy = { ...openSourcePreset.policy, ...change };
const [here, there] = [await testHouse(), await testHouse()];
const owners = new Map([
  [here, await here.as('owner')],
  [there, await there.as('owner')],
]);
const ownerOf = (house: TestHouse) => owners.get(house) as Awaited<ReturnType<TestHouse['as']>>;

let made = 0;
/** A program in which nothing is yet. */
const emptyProgram = (house: TestHouse) => {
  const letters = String.fromCharCode(65 + (++made % 26), 65 + Math.floor(made / 26));
  return house.transact((c) =>
    setUpProgram(c, { ...openSourcePreset, slug: `empty-${made}`, prefix: `T${letters}`, policy }),
  );
};

/** Takes a list in as its columns are guessed. Answers how many were refused. */
async function bring(house: TestHouse, program: string, kind: ImportKind, csv: string): Promise<number> {
  const owner = ownerOf(house);
  const content = Buffer.from(csv).toString('base64');
  const { id } = await owner.programs.uploadImport({ program, kind, name: 'list.csv', content });
  const { faults, reading } = await owner.programs.previewImport({ id });
  expect(faults).toEqual([]);
  expect(reading.columns.filter((name) => name !== null).toSorted()).toEqual(
    FIELDS[kind].map(({ name }) => name).toSorted(),
  );
  await owner.programs.startImport({ id, reading });
  await house.work();
  const { refusals, refused, state } = await owner.programs.getImport({ id });
  expect(state).toBe('finished');
  expect(refusals.map(({ why }) => why)).toEqual([]);
  return refused;
}

const exportOf = (house: TestHouse, program: string, kind: ImportKind) => {
  const { programs } = ownerOf(house);
  return {
    members: programs.exportMembers,
    applications: programs.exportApplications,
    coupons: programs.exportCoupons,
  }[kind]({ program });
};

type Said = Record<string, string>;
/** What an export says in the columns that an import knows, by key. */
async function saidOf(house: TestHouse, program: string, kind: ImportKind): Promise<{ csv: string; rows: Said[] }> {
  const { csv, next } = await exportOf(house, program, kind);
  expect(next).toBeNull();
  const owner = ownerOf(house);
  const { id } = await owner.programs.uploadImport({
    ...{ program, kind, name: 'look.csv' },
    content: Buffer.from(csv).toString('base64'),
  });
  const { reading } = await owner.programs.previewImport({ id });
  const rows = cellsOf(csv)
    .slice(1)
    .map((cells) =>
      Object.fromEntries(
        reading.columns.flatMap((name, n) => (name === null ? [] : [[name, cellText(cells[n] ?? '')] as const])),
      ),
    );
  const key = (row: Said) => row.externalId ?? row.externalNumber ?? row.code ?? '';
  return { csv, rows: rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)) };
}

/** Leaves a house as a file and comes into one in which nothing is: the file says all, and once more the same. */
async function roundTrip(from: string, kind: ImportKind): Promise<Said[]> {
  const left = await saidOf(here, from, kind);
  const program = await emptyProgram(there);
  expect(await bring(there, program, kind, left.csv)).toBe(0);
  const came = await saidOf(there, program, kind);
  expect(came.rows).toEqual(left.rows);
  return left.rows;
}

/** Brought where it came from, nothing is new and nothing else. */
async function bringAgain(program: string, kind: ImportKind) {
  const { csv } = await exportOf(here, program, kind);
  const { programs } = ownerOf(here);
  const content = Buffer.from(csv).toString('base64');
  const { id } = await programs.uploadImport({ program, kind, name: 'again.csv', content });
  return programs.previewImport({ id });
}

const HOSTILE = [
  ...[
    '=SUM(A1:A9)',
    "'=1+1",
    "''@x",
    '+49 30 1',
    '-1',
    '@cmd',
    '＝1',
    " ' =x",
    "'",
    '"',
    '""',
    '"q", ;x',
    ';',
    ';;',
    ',',
    '\\',
    '\\"',
  ],
  ...[
    'a\nb',
    'a\r\nb',
    'a\tb',
    '<b>x</b>',
    'a <x@y.z>',
    'legal: Lee <lee@example.org>; b',
    'null',
    '0',
    'é',
    'e\u0301',
    'ﬁ',
    '🧑🏽',
    'שלום',
    '名前',
  ],
  ...['NaN', '2025-01-01', '{}', '%', '_', "Robert'); drop table programs.members;--"],
];
const hostile = (most: number) =>
  fc
    .oneof(
      fc.constantFrom(...HOSTILE),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
    )
    .map((text) => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (c) => (/[\t\n\r]/.test(c) ? c : '')).trim())
    .filter((text) => text !== '' && text.length <= most && text.isWellFormed());
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: '' as const });
const instant = fc
  .integer({ min: 1_500_000_000_000_000, max: 1_770_000_000_000_000 })
  .map((micro) => Temporal.Instant.fromEpochNanoseconds(BigInt(micro) * 1000n));
const later = (from: Temporal.Instant, days: number) => from.add({ hours: 24 * days }).toString();
const place = fc.constantFrom(
  ...[
    'gitlab.com/group',
    'gitlab.com/group/sub/*',
    'gitlab.com/a/b/c/d/*',
    'github.com/owner',
    'codeberg.org/some-one',
    'git.example.org/a',
  ],
  ...['git.example.org/a/b/*', 'git.example.org:8443/x', 'gitlab.example.org/top/sub/*'],
);
const address = fc.constantFrom(
  'ada@example.org',
  "o'neill@example.org",
  'a+b=c@sub.example.org',
  '=x@example.org',
  'a@xn--e1afmkfd.xn--p1ai',
);
const language = fc.constantFrom('en', 'de', 'es', 'fr', 'ja');

const member = fc
  .record({
    ...{
      name: hostile(200),
      ownerName: maybe(hostile(200)),
      ownerAddress: maybe(address),
      namespace: maybe(place),
      language,
    },
    ...{
      start: instant,
      days: fc.integer({ min: 1, max: 3000 }),
      granted: instant,
      sku: fc.oneof(fc.constantFrom('OSS-1'), hostile(100)),
    },
    ...{ hosting: fc.constantFrom('', 'saas', 'self-managed'), seats: fc.constantFrom('', '1', '99999') },
    ...{ tier: fc.constantFrom('', 'gold', 'silver'), level: fc.constantFrom('', 'hero', 'superhero') },
    ...{
      primary: maybe(hostile(200)),
      press: maybe(hostile(200)),
      ending: fc.constantFrom('', '', 'revoked', 'handed-back', 'alumni'),
    },
  })
  .filter(({ ownerAddress, namespace }) => ownerAddress !== '' || namespace !== '')
  .map(({ start, days, granted, primary, press, ending, ...row }) => ({
    ...row,
    ...{ startsOn: start.toString(), endsOn: later(start, days), grantedOn: granted.toString(), ending },
    endedOn: ending === '' ? '' : later(start, days - 1),
    contacts:
      contactsText(
        Object.entries({ press, primary }).flatMap(([role, name]) =>
          name === '' ? [] : [{ role, name, address: 'c@example.org' }],
        ),
      ) ?? '',
  }));
const application = fc
  .record({
    ...{ project: hostile(200), applicantName: maybe(hostile(200)), address: maybe(address), namespace: maybe(place) },
    ...{
      country: fc.constantFrom('', 'DE', 'JP'),
      hosting: fc.constantFrom('', 'saas'),
      purpose: maybe(hostile(4000)),
    },
    ...{
      submitted: instant,
      days: fc.integer({ min: 0, max: 900 }),
      outcome: fc.constantFrom('approved', 'refused', 'withdrawn'),
    },
    ...{
      reason: fc.constantFrom(...policy.reasons.map(({ code }) => code)),
      words: maybe(hostile(4000)),
      gone: fc.boolean(),
    },
  })
  .filter((row) => row.address !== '' || row.namespace !== '')
  .map(({ submitted, days, reason, outcome, gone, ...row }) => ({
    ...row,
    ...{ submittedOn: submitted.toString(), reason: outcome === 'refused' ? reason : '' },
    outcome: outcome === 'withdrawn' ? '' : outcome,
    words: outcome === 'withdrawn' ? '' : row.words,
    decidedOn: outcome === 'withdrawn' ? '' : later(submitted, days),
    withdrawnOn: outcome === 'withdrawn' || (outcome === 'approved' && gone) ? later(submitted, days + 1) : '',
    stage:
      outcome === 'withdrawn' || (outcome === 'approved' && gone)
        ? 'withdrawn'
        : outcome === 'approved'
          ? 'active'
          : outcome,
  }));
const coupon = fc
  .record({
    ...{ sku: hostile(100), batch: hostile(120), expiresOn: fc.constantFrom('', '2026-01-31', '2027-12-31') },
    ...{ issued: maybe(instant), issuedTo: hostile(200), voidWords: maybe(hostile(500)) },
  })
  .map(({ issued, issuedTo, voidWords, ...row }) => ({
    ...{ ...row, voidWords, issuedOn: issued.toString(), issuedTo: issued === '' ? '' : issuedTo },
    state: voidWords !== '' ? 'void' : issued !== '' ? 'issued' : row.expiresOn === '2026-01-31' ? 'expired' : 'free',
  }));

const ROWS: Record<ImportKind, fc.Arbitrary<Said>> = { members: member, applications: application, coupons: coupon };
const KEY = { members: 'externalId', applications: 'externalNumber', coupons: 'code' } as const;
let run = 0;

describe('what is exported, brought into an empty house and exported again, is the same', () => {
  test.for(['members', 'applications', 'coupons'] as const)('%s, whatever their texts hold', async (kind) => {
    await fc.assert(
      fc.asyncProperty(fc.array(ROWS[kind], { minLength: 1, maxLength: 25 }), async (rows) => {
        run += 1;
        const list = rows.map((row, n): Said => ({ ...row, [KEY[kind]]: `K${run}-${String(n).padStart(3, '0')}` }));
        const head = FIELDS[kind].map(({ name }) => name);
        const program = await emptyProgram(here);
        const csv = csvOf(
          head,
          list.map((row) => head.map((name) => row[name] ?? '')),
        );
        expect(await bring(here, program, kind, csv)).toBe(0);
        // The house says what the list said …
        const said = await roundTrip(program, kind);
        expect(said).toEqual(list.map((row) => Object.fromEntries(head.map((name) => [name, row[name] ?? '']))));
      }),
      { numRuns: 6 },
    );
  });

  test('members, applications and coupons that began here, with what people wrote', async () => {
    const owner = ownerOf(here);
    const program = await openProgram(here, change);
    await stock(owner, program, 'OSS-SAAS-1Y', 3);
    const { rows: free } = await owner.programs.listCoupons({ program });
    const ada = await makeMember(here, owner, 'ada', { books: 'S-1', project: '=cmd|x; "A"' });
    const sub = await makeMember(here, owner, 'sub', {
      books: 'S-2',
      namespaceUrl: 'https://gitlab.com/Group/Sub/Tool',
    });
    for (const [role, name] of [
      ['primary', 'Lee; <b> "x" \\'],
      ['press', "'=1+1"],
    ] as const)
      await owner.programs.saveContact({ id: ada.membership, role, name, address: 'lee@example.org' });
    await owner.programs.changeLevel({ id: sub.membership, level: 'hero', words: 'Talks.' });
    await owner.programs.endMembership({ id: sub.membership, as: 'handed-back', words: 'Sold.' });
    const refused = await apply(here, 'no', { purpose: 'One,\n"two";\r\n=three' });
    await confirm(here, refused);
    await here.work();
    await owner.programs.refuseApplication({
      id: refused.id,
      reason: policy.reasons[0]?.code ?? '',
      words: '=no, "never"',
    });
    const gone = await apply(here, 'gone');
    const key = await confirm(here, gone);
    await here.work();
    await here.stranger.programs.withdrawApplication({ key });
    await owner.programs.voidCoupon({ id: free[0]?.id as string, words: "'=lost" });
    await here.work();

    const members = await roundTrip(program, 'members');
    expect(members.map(({ name }) => name).toSorted()).toEqual(['=cmd|x; "A"', 'Project sub']);
    expect(members.find(({ name }) => name === 'Project sub')).toMatchObject({
      namespace: 'gitlab.com/group/sub/*',
      ending: 'handed-back',
    });
    const applications = await roundTrip(program, 'applications');
    expect(applications.map(({ stage }) => stage).toSorted()).toEqual(['active', 'active', 'refused', 'withdrawn']);
    expect(applications.find(({ stage }) => stage === 'refused')).toMatchObject({ words: '=no, "never"' });
    expect((await roundTrip(program, 'coupons')).map(({ state }) => state).toSorted()).toEqual([
      'issued',
      'issued',
      'void',
    ]);
    for (const kind of ['members', 'applications', 'coupons'] as const)
      expect(await bringAgain(program, kind), kind).toMatchObject({ added: 0, changed: 0, refused: 0 });
  });
});

const listOf = (kind: ImportKind, rows: readonly Said[]): string => {
  const head = FIELDS[kind].map(({ name }) => name);
  return csvOf(
    head,
    rows.map((row) => head.map((name) => row[name] ?? '')),
  );
};

test('a number that another house gave is none of this house, however alike', async () => {
  const program = await emptyProgram(there);
  const past = {
    ...{ project: 'One', address: 'one@example.org', outcome: 'approved' },
    ...{ submittedOn: '2024-05-06T10:00:00Z', decidedOn: '2024-05-08' },
  };
  await bring(there, program, 'applications', listOf('applications', [{ ...past, externalNumber: 'OLD-1' }]));
  const [one] = (await saidOf(there, program, 'applications')).rows;
  expect(one?.externalNumber).toBe('OLD-1');
  const { rows } = await ownerOf(there).programs.listApplications({ program });
  const number = rows[0]?.number as string;
  const other = { ...past, project: 'Two', submittedOn: '2023-05-06T10:00:00Z', decidedOn: '2023-05-07' };
  await bring(there, program, 'applications', listOf('applications', [{ ...other, externalNumber: number }]));
  expect((await saidOf(there, program, 'applications')).rows.map(({ project }) => project).toSorted()).toEqual([
    'One',
    'Two',
  ]);
});

test('what is given can be said by a later list, once, and is taken back with it', async () => {
  const program = await emptyProgram(there);
  const row = {
    ...{ externalId: 'M-1', name: 'One', ownerAddress: 'one@example.org', seats: '5' },
    ...{ startsOn: '2025-09-01', endsOn: '2026-09-01' },
  };
  const given = async () => (await saidOf(there, program, 'members')).rows.map(({ sku, seats }) => [sku, seats]);
  await bring(there, program, 'members', listOf('members', [row]));
  expect(await given()).toEqual([['', '']]);
  const owner = ownerOf(there);
  const again = listOf('members', [row]);
  const preview = async (csv: string) => {
    const content = Buffer.from(csv).toString('base64');
    const { id } = await owner.programs.uploadImport({ program, kind: 'members', name: 'x.csv', content });
    const { same, changed } = await owner.programs.previewImport({ id });
    return { same, changed };
  };
  expect(await preview(again)).toEqual({ same: 1, changed: 0 });
  const later = listOf('members', [{ ...row, sku: 'OSS-1' }]);
  await bring(there, program, 'members', later);
  expect(await given()).toEqual([['OSS-1', '5']]);
  expect(await preview(later)).toEqual({ same: 1, changed: 0 });
  const { rows } = await owner.programs.listImports({ program });
  await owner.programs.undoImport({ id: rows.find(({ changed }) => changed === 1)?.id as string });
  await there.work();
  expect(await given()).toEqual([['', '']]);
});
