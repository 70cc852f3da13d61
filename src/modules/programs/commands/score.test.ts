import { beforeAll, describe, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { faultOf } from '#tests/support/visitor.ts';
import { openSourcePreset } from '../presets/open-source.ts';

const house = await testHouse();
const criteria = [
  { code: 'reach', label: 'Reach', words: '', weight: 1, most: 5 },
  { code: 'team', label: 'Team', words: '', weight: 3, most: 5 },
];
const scoring = { criteria, combine: 'mean' as const, blind: true, leastReviewers: 2 };
const program = await openProgram(house, {
  automatic: true,
  undoMinutes: 10,
  requirements: requiring(LOCAL_CHECKS),
  review: { ...openSourcePreset.policy.review, scoring },
});
const [ann, ben, cem] = [await house.as('reviewer'), await house.as('reviewer'), await house.as('reviewer')];
const manager = await house.as('program-manager');
const rule = async (promise: Promise<unknown>) => ((await faultOf(promise)) as { rule?: string } | null)?.rule ?? null;
const ids: Record<string, string> = {};
let round = '';
const score = (who: typeof ann, n: string, reach: number | null, team: number | null) =>
  who.programs.scoreApplication({ id: ids[n] as string, points: { reach, team }, words: `By ${n}` });

beforeAll(async () => {
  const made = await manager.programs.makeRound({
    program,
    ...{ name: 'Spring', opensAt: '2026-03-10T00:00:00Z', closesAt: '2026-03-11T00:00:00Z', places: 2 },
  });
  round = made.id;
  for (const n of ['a', 'b', 'c', 'd']) {
    const applied = await apply(house, n);
    await confirm(house, applied);
    ids[n] = applied.id;
  }
  await house.work();
});

describe('blind scoring', () => {
  test('the rule approves nothing that is scored', async () => {
    expect((await manager.programs.getApplication({ id: ids.a as string })).stage).toBe('review');
  });

  test('nobody sees who applied or what others gave before they gave theirs; who runs the program sees it and does not score', async () => {
    await score(ann, 'a', 5, 5);
    const before = await ben.programs.getApplication({ id: ids.a as string });
    expect(JSON.stringify(before)).not.toMatch(/Applicant a|applicant-a@|"DE"|Germany/);
    expect(before).toMatchObject({
      blind: true,
      review: { scoring: { hidden: true, score: null, scores: 1, sheets: [] } },
      may: { score: true },
    });
    const own = await ann.programs.getApplication({ id: ids.a as string });
    expect(own).toMatchObject({
      blind: false,
      applicantName: 'Applicant a',
      review: { scoring: { score: 100, sheets: [{ mine: true, total: 100 }] } },
    });
    const listed = [
      JSON.stringify(await ben.programs.listApplications({})),
      JSON.stringify(await ben.programs.applicationBoard({})),
      (await ben.programs.exportApplications({})).csv,
      JSON.stringify(await ben.programs.roundRanking({ id: round })),
      JSON.stringify((await ben.work.needsMe({})).items),
    ];
    for (const each of listed) expect(each).not.toMatch(/Applicant [a-d]|applicant-[a-d]@/);
    expect((await manager.programs.getApplication({ id: ids.a as string })).applicantName).toBe('Applicant a');
    expect(await rule(score(manager, 'a', 1, 1))).toBe('scoring.runs-round');
    expect((await ben.programs.roundRanking({ id: round })).rows).toMatchObject([{ hidden: true }, {}, {}, {}]);
  });

  test('a sheet is taken whole, replaced by a new one, and kept from whoever has a conflict of interest', async () => {
    expect(await rule(score(ben, 'a', 6, 1))).toBe('scoring.out-of-range');
    await score(ben, 'a', 0, 0);
    await score(ben, 'a', 5, 3);
    const seen = await ben.programs.getApplication({ id: ids.a as string });
    expect(seen.review.scoring).toMatchObject({ scores: 2, score: 85, hidden: false });
    await cem.programs.declareConflict({ id: ids.a as string, about: 'application', words: 'A friend.' });
    expect(await rule(score(cem, 'a', 5, 5))).toBe('application.conflict-of-interest');
    expect((await cem.programs.getApplication({ id: ids.a as string })).review.scoring).toMatchObject({
      hidden: true,
      sheets: [],
    });
    const rows = await house.rows(`select 1 from programs.scores where application = '${ids.a}'`);
    expect(rows).toHaveLength(3);
  });
});

describe('a round', () => {
  test('ranks what came in within its window; ties at the last place are told, and it is decided in bulk with a preview', async () => {
    for (const [n, points] of Object.entries({ b: 4, c: 4, d: 1 }))
      for (const who of [ann, ben]) await score(who, n, points, points);
    const ranking = async (who = manager) =>
      (await who.programs.roundRanking({ id: round })).rows.map(({ project, rank, place, score: points }) => [
        project,
        rank,
        place,
        points,
      ]);
    expect(await ranking()).toEqual([
      ['Project a', 1, 'in', 85],
      ['Project b', 2, 'tie', 80],
      ['Project c', 2, 'tie', 80],
      ['Project d', 4, 'out', 20],
    ]);
    await manager.programs.changeRound({
      id: round,
      ...{
        name: 'Spring',
        opensAt: '2026-03-10T00:00:00Z',
        closesAt: '2026-03-11T00:00:00Z',
        places: 3,
        threshold: 50,
      },
    });
    const taken = (await manager.programs.roundRanking({ id: round })).rows
      .filter(({ place }) => place === 'in')
      .map(({ id }) => id);
    expect(taken).toHaveLength(3);
    const preview = await manager.programs.previewAct({ act: 'approve', ids: taken });
    expect(preview.rows.map(({ objection }) => objection)).toEqual([null, null, null]);
    const { rows } = await manager.programs.actOnApplications({ act: 'approve', ids: taken });
    expect(rows.every(({ done }) => done)).toBe(true);
    expect(await rule(score(ann, 'a', 1, 1))).toBe('application.already-decided');
    // Decided, nothing is blind any more.
    expect((await cem.programs.getApplication({ id: ids.b as string })).applicantName).toBe('Applicant b');
  });

  test('does not overlap another one of its program, and is removed without its scores', async () => {
    const make = (opensAt: string, closesAt: string) =>
      manager.programs.makeRound({ program, name: 'Next', opensAt, closesAt });
    expect(await rule(make('2026-03-10T12:00:00Z', '2026-04-01T00:00:00Z'))).toBe('round.overlaps');
    expect(await faultOf(make('2026-05-01T00:00:00Z', '2026-04-01T00:00:00Z'))).toMatchObject({ fields: ['closesAt'] });
    const both = await Promise.allSettled([1, 2].map(() => make('2026-03-11T00:00:00Z', '2026-04-01T00:00:00Z')));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await ann.programs.listRounds({ program })).rounds).toMatchObject([
      { name: 'Next', applications: 0 },
      { name: 'Spring', applications: 4, mine: 4 },
    ]);
    await manager.programs.removeRound({ id: round });
    expect(await faultOf(manager.programs.roundRanking({ id: round }))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await faultOf(ann.programs.removeRound({ id: round }))).toMatchObject({ code: 'FORBIDDEN' });
  });
});
