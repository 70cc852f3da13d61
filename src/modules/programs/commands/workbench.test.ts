import { describe, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { faultOf } from '#tests/support/visitor.ts';
import type { Policy } from '../policy.ts';
import { openSourcePreset } from '../presets/open-source.ts';

const house = await testHouse();
const { review: usual, benefit } = openSourcePreset.policy;
const program = await openProgram(house, { automatic: false, undoMinutes: 10, requirements: requiring(LOCAL_CHECKS) });
const [ann, ben] = [await house.as('reviewer'), await house.as('reviewer')];
const manager = await house.as('program-manager');
const owner = await house.as('owner');
let version = 2;
async function publish(change: Partial<Policy>) {
  const { policy } = await owner.programs.getProgram({ program });
  const basedOn = version++;
  await owner.programs.publishPolicy({ program, basedOn, policy: { ...policy, ...change } });
}
async function waiting(n: string, change: Record<string, unknown> = {}): Promise<string> {
  const applied = await apply(house, n, change);
  await confirm(house, applied);
  await house.work();
  return applied.id;
}
const shown = (id: string, who = ann) => who.programs.getApplication({ id });
const rule = async (promise: Promise<unknown>) => ((await faultOf(promise)) as { rule?: string } | null)?.rule ?? null;

describe('a second opinion', () => {
  test('is given by another person; who proposed cannot agree, and nothing is decided before', async () => {
    await publish({ review: { ...usual, secondOpinion: 'always' } });
    const id = await waiting('second');
    expect(await rule(ann.programs.approveApplication({ id }))).toBe('application.second-opinion-needed');
    const preview = await ann.programs.previewAct({ act: 'approve', ids: [id] });
    expect(preview.rows[0]?.objection?.rule).toBe('application.second-opinion-needed');
    expect((await shown(id)).may).toMatchObject({
      approve: false,
      refuse: false,
      propose: true,
      answerProposal: false,
    });
    await ann.programs.proposeDecision({ id, verdict: 'approved', words: 'Welcome.' });
    expect(await rule(ben.programs.proposeDecision({ id, verdict: 'refused', reason: 'licence', words: 'x' }))).toBe(
      'proposal.open',
    );
    expect(await rule(ann.programs.answerProposal({ id, agrees: true, words: 'Me too.' }))).toBe('proposal.own');
    expect((await shown(id)).review).toMatchObject({
      proposals: [{ verdict: 'approved', answer: null, ended: false }],
      mayNot: { answerProposal: expect.stringContaining('Another person') },
    });
    const needs = async (who: typeof ann) =>
      (await who.work.needsMe({})).items.filter(({ words }) => /second opinion/.test(words));
    expect(await needs(ben)).toHaveLength(1);
    expect(await needs(ann)).toHaveLength(0);
    await ben.programs.answerProposal({ id, agrees: true, words: 'I see the same.' });
    const now = await shown(id);
    expect(now).toMatchObject({
      decision: {
        verdict: 'approved',
        by: 'Test reviewer',
        secondedBy: 'Test reviewer',
        words: 'Welcome.',
        settled: false,
      },
      review: { proposals: [{ answer: { agreed: true, words: 'I see the same.' } }] },
    });
    await house.work();
    const heard = async (who: typeof ann) => (await who.work.notifications({})).rows.map(({ words }) => words);
    expect(await heard(ben)).toContain('A decision is proposed: give the second opinion');
    expect(await heard(ann)).toContain('Your proposal was agreed to');
    expect(await heard(ann)).not.toContain('A decision is proposed: give the second opinion');
    const [row] = await house.rows<{ decided_by: string; seconded_by: string }>(
      `select decided_by, seconded_by from programs.decisions where application = '${id}'`,
    );
    expect(row).toEqual({ decided_by: ann.accountId, seconded_by: ben.accountId });
    await ann.programs.undoDecision({ id });
    expect((await shown(id)).may.propose).toBe(true);
  });

  test('that disagrees leaves it open; a proposal is taken back by who made it alone, and ends with a withdrawal', async () => {
    const id = await waiting('disagrees');
    await ann.programs.proposeDecision({ id, verdict: 'refused', reason: 'licence', words: 'No licence.' });
    await ben.programs.answerProposal({ id, agrees: false, words: 'There is one in LICENCES/.' });
    expect(await shown(id)).toMatchObject({ stage: 'review', decision: null, may: { propose: true } });
    await ben.programs.proposeDecision({ id, verdict: 'approved', words: '' });
    expect(await rule(ann.programs.takeBackProposal({ id }))).toBe('proposal.not-own');
    await ben.programs.takeBackProposal({ id });
    expect(await rule(ben.programs.takeBackProposal({ id }))).toBe('proposal.none');
    expect((await shown(id)).review.proposals.map(({ ended, answer }) => [ended, answer?.agreed])).toEqual([
      [true, undefined],
      [false, false],
    ]);
  });

  test('two who answer at once decide it once', async () => {
    const id = await waiting('at-once');
    await ann.programs.proposeDecision({ id, verdict: 'approved', words: '' });
    const answers = await Promise.allSettled(
      [ben, manager].map((who) => who.programs.answerProposal({ id, agrees: true, words: 'Yes.' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await house.rows(`select 1 from programs.decisions where application = '${id}'`)).toHaveLength(1);
  });

  test('of refusals alone: one person approves', async () => {
    await publish({ review: { ...usual, secondOpinion: 'refusals' } });
    const id = await waiting('refusals');
    expect(await rule(ann.programs.refuseApplication({ id, reason: 'licence', words: 'x' }))).toBe(
      'application.second-opinion-needed',
    );
    expect(await rule(ann.programs.proposeDecision({ id, verdict: 'approved', words: '' }))).toBe(
      'proposal.not-needed',
    );
    await ann.programs.proposeDecision({ id, verdict: 'refused', reason: 'licence', words: 'x' });
    await ben.programs.approveApplication({ id });
    expect((await shown(id)).review.proposals).toMatchObject([{ ended: true }]);
  });
});

describe('the checklist', () => {
  test('is ticked by whom and when, once; a tick can be taken away; what is open stands in nobody’s way', async () => {
    const checklist = [
      { code: 'site', words: 'Looked at the site' },
      { code: 'people', words: 'Knows who is behind it' },
    ];
    await publish({ review: { ...usual, checklist } });
    const id = await waiting('checklist');
    await Promise.all([ann, ben].map((who) => who.programs.tickItem({ id, item: 'site', ticked: true })));
    expect((await shown(id)).review.checklist).toEqual([
      { code: 'site', words: 'Looked at the site', ticked: { by: 'Test reviewer', at: expect.any(String) } },
      { code: 'people', words: 'Knows who is behind it', ticked: null },
    ]);
    await ben.programs.tickItem({ id, item: 'site', ticked: false });
    expect((await shown(id)).review.checklist[0]?.ticked).toBeNull();
    expect(await faultOf(ann.programs.tickItem({ id, item: 'nothing', ticked: true }))).toMatchObject({
      fields: ['item'],
    });
    await ann.programs.approveApplication({ id });
    expect((await shown(id)).stage).toBe('approved');
  });
});

describe('an exception', () => {
  test('needs others with the permission, and stands in the evidence of the decision', async () => {
    await publish({ review: { ...usual, exceptionApprovals: 2 }, embargo: ['DE'] });
    const id = await waiting('exception');
    expect((await shown(id)).checks.failed).toBe(1);
    expect(await rule(ann.programs.askException({ id, requirements: ['mail-confirmed'], reason: 'x' }))).toBe(
      'exception.met',
    );
    expect(await rule(ann.programs.askException({ id, requirements: ['nothing'], reason: 'x' }))).toBe(
      'exception.unknown-requirement',
    );
    await ann.programs.askException({ id, requirements: ['country-allowed'], reason: 'A research institute.' });
    expect(await faultOf(ben.programs.answerException({ id, agrees: true, words: 'x' }))).toMatchObject({
      code: 'FORBIDDEN',
    });
    await manager.programs.answerException({ id, agrees: true, words: 'Fine.' });
    expect(await rule(manager.programs.answerException({ id, agrees: true, words: 'Twice.' }))).toBe('exception.voted');
    expect((await shown(id)).review.exceptions).toMatchObject([
      { state: 'open', needed: 2, votes: [{ agrees: true }] },
    ]);
    expect((await owner.programs.answerException({ id, agrees: true, words: 'Yes.' })).outcome).toBe('granted');
    await ann.programs.approveApplication({ id });
    const { decision } = await shown(id);
    expect(decision?.evidence.exceptions).toEqual([
      { requirements: [{ name: 'country-allowed', title: expect.any(String) }], agreed: 2 },
    ]);
  });

  test('that who asked answers, or somebody denies, is none', async () => {
    const id = await waiting('denied');
    await manager.programs.askException({ id, requirements: ['country-allowed'], reason: 'x' });
    expect(await rule(manager.programs.answerException({ id, agrees: true, words: 'x' }))).toBe('exception.own');
    expect((await owner.programs.answerException({ id, agrees: false, words: 'No.' })).outcome).toBe('denied');
    expect(await rule(manager.programs.takeBackException({ id }))).toBe('exception.not-own');
    expect((await shown(id)).review.exceptions).toMatchObject([{ state: 'denied' }]);
  });
});

describe('a conflict of interest', () => {
  test('keeps whoever declares it from deciding, in whatever comes from that organisation, until it is taken back', async () => {
    await publish({ review: usual, embargo: [] });
    const id = await waiting('conflict', { project: 'Marble Clock' });
    await ann.programs.declareConflict({ id, about: 'organisation', words: 'I sit on its board.' });
    expect(await rule(ann.programs.approveApplication({ id }))).toBe('application.conflict-of-interest');
    expect(await rule(ann.programs.refuseApplication({ id, reason: 'licence', words: 'x' }))).toBe(
      'application.conflict-of-interest',
    );
    const other = await waiting('same-organisation', { project: 'Marble Clock' });
    expect(await shown(other)).toMatchObject({
      may: { approve: false, refuse: false, endConflict: true },
      review: {
        conflicts: [{ mine: true, declared: true }],
        mayNot: { decide: expect.stringContaining('I sit on its board') },
      },
    });
    const preview = await ann.programs.previewAct({ act: 'approve', ids: [id, other] });
    expect(preview.rows.map(({ objection }) => objection?.rule)).toEqual(
      Array(2).fill('application.conflict-of-interest'),
    );
    expect((await shown(other, ben)).review.conflicts).toMatchObject([{ mine: false, name: 'Test reviewer' }]);
    await ann.programs.endConflict({ id });
    await ann.programs.approveApplication({ id: other });
  });

  test('is seen by the house where the reviewer’s own address is the applicant’s, or their employer’s', async () => {
    const [mail] = await house.rows<{ mail: string }>(`select mail from access.accounts where id = '${ben.accountId}'`);
    const own = await waiting('own', { address: mail?.mail, project: 'Own Clock' });
    const colleague = await waiting('colleague', { project: 'Own Clock' });
    expect((await shown(own, ben)).review.conflicts).toMatchObject([
      { words: 'you are the applicant', declared: false },
    ]);
    expect(await rule(ben.programs.approveApplication({ id: own }))).toBe('application.conflict-of-interest');
    expect(await rule(ben.programs.approveApplication({ id: colleague }))).toBe('application.conflict-of-interest');
    await ann.programs.approveApplication({ id: colleague });
  });
});

describe('tiers', () => {
  const tiers = [
    { code: 'seed', label: 'Seed', words: '', when: [{ field: 'country', isOneOf: ['FR'] }] },
    { code: 'early', label: 'Early', words: '', when: [{ field: 'country', isOneOf: ['ES'] }] },
  ];
  test('the rule takes the one that fits, and leaves what fits none to a person, who chooses', async () => {
    await publish({ automatic: true, benefit: { ...benefit, tiers } });
    const fits = await waiting('fits', { country: 'FR' });
    const none = await waiting('none', { country: 'DE' });
    const tierOf = async (id: string) =>
      (
        await house.rows<{ tier: string | null }>(
          `select tier from programs.decisions where application = '${id}' and undone_at is null`,
        )
      )[0]?.tier;
    expect(await tierOf(fits)).toBe('seed');
    expect((await shown(none)).stage).toBe('review');
    expect(await faultOf(ann.programs.approveApplication({ id: none }))).toMatchObject({ fields: ['tier'] });
    expect(await faultOf(ann.programs.approveApplication({ id: none, tier: 'gold' }))).toMatchObject({
      fields: ['tier'],
    });
    await ann.programs.approveApplication({ id: none, tier: 'early' });
    expect(await tierOf(none)).toBe('early');
    expect((await shown(none)).decision?.tier).toBe('Early');
  });
});
