import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvOf } from '#kernel/csv.ts';
import { cellsOf } from '#tests/support/csv.ts';
import { testHouse } from '#tests/support/house.ts';
import { openProgram } from '#tests/support/program.ts';
import { faultOf } from '#tests/support/visitor.ts';
import { markMembers, remindMembers } from '../commands/keep-members.ts';
import { setUpProgram } from '../commands/run-program.ts';
import { membership } from '../policy/membership.ts';
import { openSourcePreset } from '../presets/open-source.ts';

const house = await testHouse();
const program = await openProgram(house, {
  membership: membership.parse({ contacts: [{ role: 'legal', label: 'Legal contact' }] }),
});
const owner = await house.as('owner');

type Kind = 'members' | 'applications' | 'coupons';
const upload = async (kind: Kind, csv: string, of = program) =>
  (
    await owner.programs.uploadImport({
      program: of,
      kind,
      name: 'list.csv',
      content: Buffer.from(csv).toString('base64'),
    })
  ).id;
/** Uploads, reads as guessed, starts and works it to its end. */
async function bring(kind: Kind, csv: string, { of = program, key }: { of?: string; key?: string } = {}) {
  const id = await upload(kind, csv, of);
  const preview = await owner.programs.previewImport({ id });
  expect(preview.faults).toEqual([]);
  const reading = { ...preview.reading, ...(key ? { key } : {}) };
  const again = key ? await owner.programs.previewImport({ id, reading }) : preview;
  await owner.programs.startImport({ id, reading });
  await house.work();
  const done = await owner.programs.getImport({ id });
  const counts = ({ added, changed, same, refused }: typeof preview | typeof done) => ({
    added,
    changed,
    same,
    refused,
  });
  expect(done.state).toBe('finished');
  expect(counts(done)).toEqual(counts(again));
  return { ...done, counts: counts(done) };
}
const members = (text?: string) => owner.programs.listMembers({ program, ...(text ? { text } : {}), limit: 200 });
const mails = async () => (await house.mailbox()).length;

const HEAD = 'external id,member,namespace,owner,email,start,end,sku,hosting,seats,contacts';
const line = (
  n: number | string,
  change: Partial<Record<'start' | 'end' | 'seats' | 'owner' | 'contacts', string>> = {},
) =>
  [
    ...[
      `X-${n}`,
      `Member ${n}`,
      `https://gitlab.com/member-${n}/main`,
      change.owner ?? `Owner ${n}`,
      `owner-${n}@example.org`,
    ],
    ...[change.start ?? '2025-09-01', change.end ?? '2026-09-01', 'OSS-SAAS-1Y', 'saas', change.seats ?? '10'],
    change.contacts ?? '',
  ].join(',');

describe('members', () => {
  test('are taken in with term, entitlement, owner and contacts; nobody is mailed, now or because of what is past', async () => {
    const before = await mails();
    const contacts = 'legal: Lee <lee@example.org>';
    const csv = [
      HEAD,
      line(1, { contacts }),
      line(2, { end: '2026-03-20' }),
      line(3, { start: '2024-01-01', end: '2026-03-01' }),
    ].join('\n');
    expect((await bring('members', csv)).counts).toEqual({ added: 3, changed: 0, same: 0, refused: 0 });
    const { rows } = await members();
    expect(rows.map(({ name, state, owner, sku }) => [name, state, owner, sku]).toSorted()).toEqual([
      ['Member 1', 'active', 'Owner 1', 'OSS-SAAS-1Y'],
      ['Member 2', 'renewal-due', 'Owner 2', 'OSS-SAAS-1Y'],
      ['Member 3', 'lapsed', 'Owner 3', 'OSS-SAAS-1Y'],
    ]);
    const one = await owner.programs.getMember({ id: rows.find(({ name }) => name === 'Member 1')?.id as string });
    expect(JSON.stringify(one)).toContain('lee@example.org');
    const run = {
      house: house.house,
      signal: new AbortController().signal,
      transact: (_: string, act: never) => house.transact(act),
    } as never;
    await markMembers(run);
    await remindMembers(run);
    await house.work();
    expect(await mails()).toBe(before);
    const traced = await owner.programs.importOf({ record: rows[0]?.id as string });
    expect(traced.imports).toMatchObject([{ name: 'list.csv', added: true }]);
  });

  test('brought again unchanged, nothing changes; changed rows change, a later term is one more', async () => {
    const csv = [
      HEAD,
      line(1, { contacts: 'legal: Lee <lee@example.org>' }),
      line(2, { start: '2026-09-01', end: '2027-09-01' }),
      line(3, { start: '2024-01-01', end: '2026-03-01', seats: '12' }),
    ].join('\n');
    expect((await bring('members', csv)).counts).toEqual({ added: 0, changed: 2, same: 1, refused: 0 });
    const terms = await house.rows<{ name: string; terms: number }>(
      `select m.name, count(*)::int terms from programs.memberships m join programs.terms t on t.membership = m.id group by 1 order by 1`,
    );
    expect(terms).toEqual([
      { name: 'Member 1', terms: 1 },
      { name: 'Member 2', terms: 2 },
      { name: 'Member 3', terms: 1 },
    ]);
  });

  test('that cannot be read are refused with line and reason, in a file with the same columns', async () => {
    const wrong = [
      'X-9,,https://gitlab.com/a/b,,,2025-01-01,,,,,',
      'X-10,Nobody,,,,2025-01-01,,,,,',
      'X-11,Member,,,not-an-address,2025-01-01,,,,,',
      'X-12,"=cmd|x",,,a@example.org,31.12.2025,,,,,',
      'X-13,Member,,,b@example.org,2025-01-01,2024-01-01,,,,',
      'X-1,Member 1,,,c@example.org,2025-01-01,,,,,extra,more',
      'X-1,Member 1,https://gitlab.com/member-1/main,Owner 1,owner-1@example.org,2025-09-01,2026-09-01,OSS-SAAS-1Y,saas,10,',
      'X-1,Member 1,https://gitlab.com/member-1/main,Owner 1,owner-1@example.org,2025-09-01,2026-09-01,OSS-SAAS-1Y,saas,10,',
      ',No key,,,d@example.org,2025-01-01,,,,,',
    ];
    const done = await bring('members', [HEAD, ...wrong].join('\n'));
    expect(done.counts).toEqual({ added: 0, changed: 0, same: 1, refused: 8 });
    const { csv, count } = await owner.programs.refusedRows({ id: done.id });
    const [head, ...rows] = cellsOf(csv);
    expect(count).toBe(8);
    expect(head).toEqual([...HEAD.split(','), 'line', 'why']);
    expect(rows.map((cells) => cells.at(-2))).toEqual(['2', '3', '4', '5', '6', '7', '9', '10']);
    expect(rows[3]?.[1]).toBe("'=cmd|x");
    expect(rows[6]?.at(-1)).toContain('the same as line 8');
    for (const cells of rows) expect(cells.at(-1)?.length).toBeGreaterThan(10);
  });

  test('taken back, those with which nothing was done are gone, changed ones are as they were, others stay', async () => {
    const csv = [
      HEAD,
      line('u1'),
      line('u2'),
      line(1, { contacts: 'legal: Lee <lee@example.org>', seats: '99', owner: 'Somebody else' }),
    ].join('\n');
    const done = await bring('members', csv);
    expect(done.counts).toEqual({ added: 2, changed: 1, same: 0, refused: 0 });
    const [touched] = (await members('Member u2')).rows;
    await owner.work.addNote({ about: { kind: 'membership', id: touched?.id as string }, body: 'Seen.' });
    await owner.programs.undoImport({ id: done.id });
    await house.work();
    expect(await owner.programs.getImport({ id: done.id })).toMatchObject({ state: 'undone', undone: 2, kept: 1 });
    expect((await members('Member u1')).rows).toEqual([]);
    expect((await members('Member u2')).rows).toHaveLength(1);
    expect((await members('Member 1')).rows).toMatchObject([{ owner: 'Owner 1' }]);
    expect(await faultOf(owner.programs.undoImport({ id: done.id }))).toMatchObject({ rule: 'import.undone' });
  });

  test('exported and brought again, nothing changes; in another program the same members are made', async () => {
    const { csv } = await owner.programs.exportMembers({ program });
    const again = await bring('members', csv);
    expect(again.counts).toMatchObject({ added: 0, changed: 0, refused: 0 });
    const other = await house.transact((c) =>
      setUpProgram(c, {
        slug: 'other',
        name: 'Other',
        prefix: 'OTH',
        sample: false,
        policy: {
          ...openSourcePreset.policy,
          membership: membership.parse({ contacts: [{ role: 'legal', label: 'Legal contact' }] }),
        },
      }),
    );
    expect((await bring('members', csv, { of: other })).counts).toMatchObject({ added: again.counts.same, refused: 0 });
    const copy = await owner.programs.exportMembers({ program: other });
    const said = (text: string) => {
      const [head = [], ...lines] = cellsOf(text);
      const left = new Set(
        ['state', 'since', 'application', 'renewal', 'starts_at', 'granted_at'].map((name) => head.indexOf(name)),
      );
      return lines.map((cells) => cells.filter((_, n) => !left.has(n)).join('|')).toSorted();
    };
    expect(said(copy.csv)).toEqual(said(csv));
  });

  test('of one namespace are one member where that is the key, the first time as the second', async () => {
    const two =
      'member,repository,start\nOne,https://github.com/group/one,2025-01-01\nTwo,https://github.com/group/two,2025-01-01';
    const first = await bring('members', two);
    expect(first.counts).toEqual({ added: 1, changed: 0, same: 0, refused: 1 });
    expect((await bring('members', two)).counts).toEqual({ added: 0, changed: 0, same: 1, refused: 1 });
    expect((await bring('members', two, { key: 'name' })).counts).toEqual({
      added: 1,
      changed: 0,
      same: 1,
      refused: 0,
    });
  });

  test('whatever stands in a list, its rows are counted once each and refused ones come back as they were', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('', 'X-1', '2025-01-01', 'a@example.org', '=1+1', "'", '"', ';', '\n'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 12 }),
        async (lines) => {
          const id = await upload('members', csvOf(HEAD.split(','), lines));
          const preview = await owner.programs.previewImport({ id });
          if (preview.faults.length > 0) return;
          expect(preview.added + preview.changed + preview.same + preview.refused).toBe(preview.total);
          await owner.programs.cancelImport({ id });
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('a list', () => {
  test('that is no UTF-8 is refused with what to do, before anything is taken', async () => {
    const { id } = await owner.programs.uploadImport({
      program,
      kind: 'members',
      name: 'x',
      content: Buffer.from('member\nMüller', 'latin1').toString('base64'),
    });
    expect((await owner.programs.previewImport({ id })).faults[0]).toContain('UTF-8');
    const reading = { columns: ['name'], key: 'name' };
    expect(await faultOf(owner.programs.startImport({ id, reading }))).toMatchObject({ code: 'INVALID' });
  });

  test('comes in parts, keeps how it was read for the next one, and is started once', async () => {
    const csv = `thing,when,who\nPart 1,2025-01-01,p1@example.org\nPart 2,2025-01-01,p2@example.org\n`;
    const { id } = await owner.programs.uploadImport({
      program,
      kind: 'members',
      name: 'p',
      content: Buffer.from(csv.slice(0, 20)).toString('base64'),
    });
    await owner.programs.addImportPart({ id, position: 1, content: Buffer.from(csv.slice(20)).toString('base64') });
    const reading = { columns: ['name', 'startsOn', 'ownerAddress'], key: 'name-address', dates: 'iso' as const };
    expect(await owner.programs.previewImport({ id, reading })).toMatchObject({ faults: [], added: 2 });
    await owner.programs.startImport({ id, reading });
    expect(await faultOf(owner.programs.startImport({ id, reading }))).toMatchObject({ rule: 'import.started' });
    await house.work();
    const next = await upload('members', 'thing,when,who\nPart 1,2025-01-01,p1@example.org');
    expect(await owner.programs.previewImport({ id: next })).toMatchObject({ reading, same: 1 });
  });

  test('is for those who run the program', async () => {
    const reviewer = await house.as('reviewer');
    const sent = reviewer.programs.uploadImport({ program, kind: 'coupons', name: 'x', content: 'eA==' });
    expect(await faultOf(sent)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await faultOf(reviewer.programs.listImports({ program }))).toMatchObject({ code: 'FORBIDDEN' });
    expect((await owner.programs.listImports({ program, text: 'LIST.c' })).rows.length).toBeGreaterThan(5);
    expect((await owner.programs.listImports({ program, text: 'list%' })).rows).toEqual([]);
  });
});

describe('past applications', () => {
  const csv = [
    'number,project,applicant,email,country,submitted,verdict,decided,reason',
    'C-1,Old one,Ann,ann@example.org,DE,2024-05-06,approved,2024-05-08,',
    'C-2,Old two,Ben,ben@example.org,FR,2024-05-06,refused,2024-06-28,licence',
    'C-3,Old three,Cem,cem@example.org,TR,2024-05-06,withdrawn,2024-05-09,',
    'C-4,Open one,Dan,dan@example.org,DE,2024-05-06,,,',
  ].join('\n');

  test('come at their end with their own dates; figures count them there; brought again, nothing changes', async () => {
    const before = await mails();
    const first = await bring('applications', csv);
    expect(first.counts).toEqual({ added: 3, changed: 0, same: 0, refused: 1 });
    await owner.programs.undoImport({ id: first.id });
    await house.work();
    expect(await owner.programs.getImport({ id: first.id })).toMatchObject({ undone: 3, kept: 0 });
    expect((await bring('applications', csv)).counts).toEqual({ added: 3, changed: 0, same: 0, refused: 1 });
    expect((await bring('applications', csv)).counts).toEqual({ added: 0, changed: 0, same: 3, refused: 1 });
    const { rows } = await owner.programs.listApplications({ program, text: 'Old' });
    expect(rows.map(({ project, stage }) => [project, stage]).toSorted()).toEqual([
      ['Old one', 'active'],
      ['Old three', 'withdrawn'],
      ['Old two', 'refused'],
    ]);
    for (const { id } of rows) expect((await owner.programs.getApplication({ id })).may.approve).toBe(false);
    const period = { from: '2024-01-01T00:00:00Z', to: '2025-01-01T00:00:00Z' };
    const { value } = await owner.figures.read({ figure: 'programs.applications-submitted', program, ...period });
    expect(value).toBe(3);
    const { csv: exported } = await owner.programs.exportApplications({ program });
    expect((await bring('applications', exported)).counts).toMatchObject({ added: 0, changed: 0, same: 3 });
    await house.work();
    expect(await mails()).toBe(before);
  });
});

describe('coupons', () => {
  test('come with what was given out and what is void, are not given out again, and go back', async () => {
    const csv = [
      'code;sku;batch;sent at;project;state',
      'OLD-0001;OSS-SAAS-1Y;2024;2024-05-08;Old one;issued',
      'OLD-0002;OSS-SAAS-1Y;2024;;;void',
      'OLD-0003;OSS-SAAS-1Y;2024;;;free',
      'x;OSS-SAAS-1Y;;;;',
    ].join('\n');
    const done = await bring('coupons', csv);
    expect(done.counts).toEqual({ added: 3, changed: 0, same: 0, refused: 1 });
    const { rows } = await owner.programs.listCoupons({ program });
    expect(rows.map(({ state, issued }) => [state, issued?.project ?? null]).toSorted()).toEqual([
      ['free', null],
      ['issued', 'Old one'],
      ['void', null],
    ]);
    const { csv: exported } = await owner.programs.exportCoupons({ program });
    expect((await bring('coupons', exported)).counts).toEqual({ added: 0, changed: 0, same: 3, refused: 0 });
    await owner.programs.undoImport({ id: done.id });
    await house.work();
    expect((await owner.programs.listCoupons({ program })).rows).toEqual([]);
  });
});
