import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Run } from '#kernel/jobs/job.ts';
import { testHouse } from '#tests/support/house.ts';
import { memberPolicy, runIn } from '#tests/support/members.ts';
import { openProgram } from '#tests/support/program.ts';
import type { ImportKind } from './fields.ts';
import { takeListBack, takeListIn } from './run-import.ts';

const house = await testHouse();
const program = await openProgram(house, memberPolicy());
const owner = await house.as('owner');

const ROWS = 11;
/** Rows of a batch: six batches a list. */
const SIZE = 2;
const rows = (line: (n: number) => string) => Array.from({ length: ROWS }, (_, n) => line(n));
/** One line of each is refused. */
const LISTS: Record<ImportKind, (name: string) => string> = {
  members: (name) =>
    [
      'external id,member,email,start,end,sku,seats,level,contacts,ending,ended',
      ...rows((n) =>
        [
          ...[
            `${name}-${n}`,
            `Member ${name} ${n}`,
            n === 4 ? 'nobody' : `${name}-${n}@example.org`,
            '2025-06-01',
            '2026-06-01',
          ],
          ...[
            'OSS-1',
            String(n + 1),
            n === 1 ? 'hero' : '',
            'press: Lee <lee@example.org>',
            n === 2 ? 'alumni,2025-09-01' : ',',
          ],
        ].join(','),
      ),
    ].join('\n'),
  applications: (name) =>
    [
      'external number,project,email,submitted,outcome,decided,reason',
      ...rows(
        (n) =>
          `${name}-${n},Project ${n},${name}-${n}@example.org,2025-0${n === 4 ? 'x' : 1}-02,${n % 3 === 0 ? 'refused' : 'approved'},2025-01-09,licence`,
      ),
    ].join('\n'),
  coupons: (name) =>
    [
      'code,sku,batch,sent at,project,state',
      ...rows((n) => `${name}-CODE-${n}${n === 4 ? ' ?' : ''},OSS,B${n % 2},,,free`),
    ].join('\n'),
};
const WHOLE = { added: ROWS - 1, changed: 0, same: 0, refused: 1 };

/** What a program has, as the tables have it. */
async function held(): Promise<Record<string, number>> {
  const tables = [
    ...[
      'memberships',
      'terms',
      'entitlements',
      'contacts',
      'endings',
      'level_changes',
      'renewal_reminders',
      'membership_marks',
    ],
    ...['duties', 'applications', 'decisions', 'withdrawals', 'coupons', 'coupon_batches', 'import_rows'],
  ];
  const [counts] = await house.rows<Record<string, number>>(
    `select ${tables.map((table) => `(select count(*)::int from programs.${table}) "${table}"`).join(', ')}`,
  );
  return counts ?? {};
}
const less = (a: Record<string, number>, b: Record<string, number>) =>
  Object.fromEntries(Object.entries(a).flatMap(([name, n]) => (n === b[name] ? [] : [[name, n - (b[name] ?? 0)]])));

/** A run that is cut off in the given transactions of it, after all in them was written; `stood` is told how many batches stand. */
function cut(at: readonly number[], stood: (batches: number) => Promise<void> = async () => {}): Run {
  let [nr, batches] = [0, 0];
  return {
    ...runIn(house),
    progress: { report: () => stood(++batches), finish: async () => {} },
    transact: async (_: string, act: Parameters<typeof house.transact>[0]) => {
      const mine = nr++;
      return house.transact(async (c) => {
        const answer = await act(c);
        if (at.includes(mine)) throw new Error('cut off');
        return answer;
      });
    },
  } as unknown as Run;
}

/** Carries a job out as workers do: begun again until it comes to its end. Answers how often it was cut off. */
async function untilDone(cuts: readonly number[][], act: (run: Run) => Promise<void>): Promise<number> {
  for (const [nr, at] of [...cuts, []].entries()) {
    try {
      await act(cut(at));
      return nr;
    } catch (error) {
      if (!(error instanceof Error) || error.message !== 'cut off') throw error;
    }
  }
  throw new Error('it never came to its end');
}

let lists = 0;
async function started(kind: ImportKind, csv?: string): Promise<string> {
  const content = Buffer.from(csv ?? LISTS[kind](`L${++lists}`)).toString('base64');
  const { id } = await owner.programs.uploadImport({ program, kind, name: 'list.csv', content });
  const { reading, faults } = await owner.programs.previewImport({ id });
  expect(faults).toEqual([]);
  await owner.programs.startImport({ id, reading });
  return id;
}
const counted = async (id: string) => {
  const { added, changed, same, refused, state, undone, kept, refusals } = await owner.programs.getImport({ id });
  expect(refusals).toHaveLength(refused);
  return { counts: { added, changed, same, refused }, state, undone, kept };
};

/** Where a run is cut off: in which of its transactions, for each time it is begun. */
const cuts = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 2 }), { maxLength: 6 });

describe.for(['members', 'applications', 'coupons'] as const)('a list of %s', (kind) => {
  test('that is cut off between and in its batches comes whole, once; taken back so, nothing of it is left', async () => {
    const empty = await held();
    const first = await started(kind);
    await takeListIn(cut([]), first, SIZE);
    const whole = less(await held(), empty);
    await owner.programs.undoImport({ id: first });
    await takeListBack(cut([]), first, SIZE);
    expect(less(await held(), empty)).toEqual({});

    let cutOff = 0;
    await fc.assert(
      fc.asyncProperty(cuts, cuts, async (coming, going) => {
        const id = await started(kind);
        cutOff += await untilDone(coming, (run) => takeListIn(run, id, SIZE));
        expect(await counted(id)).toMatchObject({ counts: WHOLE, state: 'finished' });
        expect(less(await held(), empty)).toEqual(whole);
        await owner.programs.undoImport({ id });
        cutOff += await untilDone(going, (run) => takeListBack(run, id, SIZE));
        expect(await counted(id)).toMatchObject({ state: 'undone', undone: WHOLE.added, kept: 0 });
        expect(less(await held(), empty)).toEqual({});
      }),
      {
        numRuns: 6,
        examples: [
          [
            [[1], [1, 2], [3], [7]],
            [[0], [1], [6]],
          ],
        ],
      },
    );
    expect(cutOff).toBeGreaterThan(5);
  });

  test('that is stopped in the middle has what stood by then, is not gone on with, and goes back exactly', async () => {
    const empty = await held();
    const id = await started(kind);
    // Two batches stand when somebody presses the button, while the worker is about to write the third.
    await takeListIn(
      cut([], async (batches) => {
        if (batches === 2) await owner.programs.cancelImport({ id });
      }),
      id,
      SIZE,
    );
    expect(await counted(id)).toMatchObject({ counts: { ...WHOLE, added: 4, refused: 0 }, state: 'cancelled' });
    const stood = await held();
    expect(stood.import_rows).toBe((empty.import_rows ?? 0) + 4);
    await takeListIn(cut([]), id, SIZE);
    expect(less(await held(), stood)).toEqual({});
    await owner.programs.undoImport({ id });
    await untilDone([[1]], (run) => takeListBack(run, id, SIZE));
    expect(await counted(id)).toMatchObject({ state: 'undone', undone: 4, kept: 0 });
    expect(less(await held(), empty)).toEqual({});
  });
});

test('what a list changed is as it was when it is taken back after being cut off; what was here stays', async () => {
  const csv = LISTS.members('KEPT');
  await takeListIn(cut([]), await started('members', csv), SIZE);
  const said = async () => (await owner.programs.exportMembers({ program })).csv;
  const [before, table] = [await said(), await held()];
  const changed = await started('members', csv.replaceAll('Member KEPT', 'Other').replaceAll('OSS-1', 'OSS-2'));
  await untilDone([[1], [2], [3]], (run) => takeListIn(run, changed, SIZE));
  // The one that is over is not changed by a list.
  expect((await counted(changed)).counts).toEqual({ added: 0, changed: ROWS - 2, same: 0, refused: 2 });
  expect(await said()).not.toBe(before);
  await owner.programs.undoImport({ id: changed });
  await untilDone([[0], [1], [2], [3]], (run) => takeListBack(run, changed, SIZE));
  expect(await counted(changed)).toMatchObject({ undone: ROWS - 2, kept: 0 });
  expect(await said()).toBe(before);
  expect(less(await held(), table)).toEqual({});
});
