import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { type Applied, apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { faultOf } from '#tests/support/visitor.ts';

const house = await testHouse();
const program = await openProgram(house, { automatic: false, undoMinutes: 30, requirements: requiring(LOCAL_CHECKS) });
const reviewer = await house.as('reviewer');
const manager = await house.as('program-manager');
const analyst = await house.as('analyst');
const elsewhere = await house.as('reviewer', crypto.randomUUID());

async function applied(n: string, change: Record<string, unknown> = {}): Promise<Applied & { key: string }> {
  const a = await apply(house, n, change);
  const key = await confirm(house, a);
  await house.work();
  house.clock.advance({ minutes: 1 });
  return { ...a, key };
}

const all: Applied[] = [];
all.push(await applied('a', { project: 'Projekt Ärger' }));
for (const n of ['b', 'c', 'd', 'e']) all.push(await applied(n, n === 'c' ? { hosting: 'self-managed' } : {}));
const numbers = (rows: { number: string }[]) => rows.map((r) => r.number);
const newestFirst = numbers(all).toReversed();

describe('the list', () => {
  test('pages through every application once, in each order, and counts them on the first page', async () => {
    for (const sort of ['newest', 'oldest', 'due'] as const) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof reviewer.programs.listApplications>> =
          await reviewer.programs.listApplications({ sort, limit: 2, ...(after ? { after } : {}) });
        expect(page.total).toBe(after ? undefined : 5);
        seen.push(...numbers(page.rows));
        after = page.next;
      } while (after);
      expect(seen).toEqual(sort === 'newest' ? newestFirst : newestFirst.toReversed());
    }
  });

  test('filters by stage, hosting, turn, assignee and text', async () => {
    const list = async (filters: Parameters<typeof reviewer.programs.listApplications>[0]) =>
      numbers((await reviewer.programs.listApplications(filters)).rows);
    expect(await list({ stage: 'review' })).toEqual(newestFirst);
    expect(await list({ stage: 'refused,active' })).toEqual([]);
    expect(await list({ hosting: 'self-managed' })).toEqual([all[2]?.number]);
    expect(await list({ waitingFor: 'them' })).toEqual([]);
    expect(await list({ program })).toEqual(newestFirst);
    expect(await list({ assignee: 'me' })).toEqual([]);
    const account = (await reviewer.access.me({})).account?.id as string;
    await reviewer.programs.claimApplication({ id: (all[1] as Applied).id });
    expect(await list({ assignee: 'me' })).toEqual([all[1]?.number]);
    expect(await list({ assignee: account })).toEqual([all[1]?.number]);
    expect(await list({ assignee: 'nobody' })).toHaveLength(4);
    for (const text of ['arger', 'ÄRGER', 'projekt ä', all[0]?.number as string, `${all[0]?.number}`.slice(4), 'är'])
      expect(await list({ text }), text).toContain(all[0]?.number);
    expect(await list({ text: 'applicant-b@example.org' })).toEqual([all[1]?.number]);
    expect(await list({ text: 'gitlab.com/project-d' })).toEqual([all[3]?.number]);
    for (const text of ['%', '_', 'nobody has this', "'; drop table programs.applications; --"])
      expect(await list({ text }), text).toEqual([]);
  });

  test('a stage or page marker that there is not is said so', async () => {
    expect(await faultOf(reviewer.programs.listApplications({ stage: 'nonsense' }))).toMatchObject({
      code: 'INVALID',
      fields: ['stage'],
    });
    expect(await faultOf(reviewer.programs.listApplications({ after: 'nonsense' }))).toMatchObject({
      code: 'INVALID',
      fields: ['after'],
    });
  });

  test('who has a role in another program sees none of it', async () => {
    const { programs } = elsewhere;
    expect(await programs.listApplications({})).toEqual({ rows: [], next: null, total: 0 });
    expect((await programs.applicationBoard({})).columns.flatMap((k) => k.rows)).toEqual([]);
    expect((await programs.exportApplications({})).rows).toBe(0);
    expect((await programs.listPrograms({})).programs).toEqual([]);
    expect(await faultOf(programs.getApplication({ id: (all[0] as Applied).id }))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await faultOf(programs.getProgram({ program }))).toMatchObject({ code: 'NOT_FOUND' });
    expect((await elsewhere.work.search({ text: 'Project' })).groups).toEqual([]);
    expect((await elsewhere.work.needsMe({})).total).toBe(0);
  });

  test('at risk and late are found at the moment that the clock says so', async () => {
    const before = house.clock.now();
    const found = async (health: 'at-risk' | 'late' | 'needs-attention') =>
      (await reviewer.programs.listApplications({ health })).rows.map((r) => r.number);
    for (const days of [0, 3, 4, 5, 6, 7, 8, 9]) {
      house.clock.set(before.add({ hours: 24 * days }).toString());
      const { rows } = await reviewer.programs.listApplications({});
      for (const health of ['at-risk', 'late'] as const)
        expect(await found(health), `${health} after ${days} days`).toEqual(
          numbers(rows.filter((r) => r.clock.health === health)),
        );
      expect(await found('needs-attention'), `either after ${days} days`).toEqual(
        numbers(rows.filter((r) => r.clock.health === 'at-risk' || r.clock.health === 'late')),
      );
    }
    const { rows } = await reviewer.programs.listApplications({});
    expect(rows.every((r) => r.clock.health === 'late')).toBe(true);
    house.clock.set(before.toString());
  });
});

describe('the board and the export', () => {
  test('the board has every stage, counts all and shows those that waited longest', async () => {
    const { columns } = await reviewer.programs.applicationBoard({ program, perStage: 2 });
    expect(columns).toHaveLength(11);
    const review = columns.find((k) => k.stage === 'review');
    expect(review?.count).toBe(5);
    expect(numbers(review?.rows ?? [])).toEqual(newestFirst.toReversed().slice(0, 2));
    expect(columns.filter((k) => k.count > 0)).toHaveLength(1);
  });

  test('the export has a mark, a header, every row, and no formula', async () => {
    const hostile = await applied('x', { project: '=cmd|"/c calc"!A1', applicantName: '+49, "Ada"' });
    const { csv, rows, next } = await analyst.programs.exportApplications({ program });
    expect(csv.startsWith('\uFEFFnumber,program,project,')).toBe(true);
    expect(rows).toBe(6);
    expect(next).toBeNull();
    const line = csv.split('\r\n').find((l) => l.startsWith(hostile.number)) as string;
    expect(line).toContain(`"'=cmd|""/c calc""!A1"`);
    expect(line).toContain(`"'+49, ""Ada"""`);
    expect(csv.split('\r\n')).toHaveLength(8);
    all.push(hostile);
  });
});

describe('one application', () => {
  test('shows everything recorded of it and what the viewer may do', async () => {
    const { id, number } = all[3] as Applied;
    await reviewer.programs.askApplicant({ id, words: 'Which repository holds the code?' });
    await reviewer.work.addNote({ about: { kind: 'application', id }, body: 'Looks fine.' });
    const shown = await reviewer.programs.getApplication({ id });
    expect(shown).toMatchObject({
      number,
      stage: 'needs-info',
      waitingFor: 'them',
      clock: { state: 'paused', dueAt: null, promiseDays: 5 },
      address: 'applicant-d@example.org',
      policy: { version: 2, automatic: false, undoMinutes: 30 },
      question: { words: 'Which repository holds the code?' },
      messages: [{ sender: 'team', author: 'Test reviewer', asks: true }],
      notes: [{ author: 'Test reviewer', body: 'Looks fine.' }],
      checks: { passed: 3, failed: 0, open: 0 },
      may: {
        approve: true,
        refuse: true,
        ask: false,
        undo: false,
        rerun: true,
        claim: true,
        assign: true,
        write: true,
        confirmBooking: false,
      },
    });
    expect(shown.checkList.map((k) => k.name)).toEqual(LOCAL_CHECKS);
    expect(shown.timeline.map((f) => f.kind)).toContain('application.submitted');
    expect(shown.timeline.find((f) => f.kind === 'application.applicant-asked')?.who).toBe('Test reviewer');
    const readOnly = await analyst.programs.getApplication({ id });
    expect(Object.values(readOnly.may).some(Boolean)).toBe(false);
    expect((await manager.programs.getApplication({ id })).may.confirmBooking).toBe(false);
  });

  test('a decision keeps what it rested on, whatever the checks become later', async () => {
    const { id } = all[4] as Applied;
    const before = await reviewer.programs.getApplication({ id });
    await reviewer.programs.approveApplication({ id });
    await house.transact((c) =>
      sql`update programs.checks set words = 'Something else.', evidence = '[]' where application = ${id}`.execute(
        c.tx,
      ),
    );
    const { decision, checkList } = await reviewer.programs.getApplication({ id });
    expect(decision?.evidence.checks).toEqual(before.checkList.map(({ id: _, askedAt: __, ...check }) => check));
    expect(decision?.evidence.checks.length).toBeGreaterThan(0);
    expect(checkList.every((check) => check.words === 'Something else.')).toBe(true);
    expect(decision?.evidence.statements).toEqual(before.statements);
    await reviewer.programs.undoDecision({ id });
  });

  test('names earlier applications and why', async () => {
    const again = await applied('b', { address: 'applicant-c@example.org', project: 'Another' });
    const { earlier } = await reviewer.programs.getApplication({ id: again.id });
    expect(earlier.map((e) => [e.number, e.because])).toEqual([
      [all[2]?.number, 'the same person'],
      [all[1]?.number, 'the same namespace'],
    ]);
    all.push(again);
  });

  test('there is none under another id', async () => {
    expect(await faultOf(reviewer.programs.getApplication({ id: crypto.randomUUID() }))).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('slots', () => {
  test('what waits for us is mine or nobody’s, the first due first', async () => {
    const other = await house.as('reviewer');
    const mine = (await reviewer.work.needsMe({ limit: 50 })).items.filter((i) => i.source === 'programs.applications');
    const theirs = (await other.work.needsMe({ limit: 50 })).items.filter((i) => i.source === 'programs.applications');
    const claimed = (all[1] as Applied).id;
    expect(mine.map((i) => i.id)).toContain(claimed);
    expect(theirs.map((i) => i.id)).not.toContain(claimed);
    // The one that was asked waits for the applicant.
    expect(mine.map((i) => i.id)).not.toContain((all[3] as Applied).id);
    const dues = mine.map((i) => i.due as string);
    expect(dues).toEqual(dues.toSorted());
  });

  test('search finds by number, project, namespace', async () => {
    for (const text of [all[4]?.number as string, 'Project e', 'project-e']) {
      const { groups } = await reviewer.work.search({ text });
      expect(groups.find((g) => g.source === 'Applications')?.hits[0]?.id, text).toBe(all[4]?.id);
    }
  });

  test('a person’s page shows what they applied for', async () => {
    const { person } = await reviewer.programs.getApplication({ id: (all[2] as Applied).id });
    const { panels } = await reviewer.community.person({ id: person });
    const labels = panels.find((p) => p.name === 'programs.applications')?.rows.map((r) => r.label);
    expect(labels).toEqual([`${all[6]?.number} Another`, `${all[2]?.number} Project c`]);
  });
});
