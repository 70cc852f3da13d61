import { describe, expect, test } from 'vitest';
import { newProofToken } from '#modules/connectors';
import { testHouse } from '#tests/support/house.ts';
import { type Applied, apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { faultOf } from '#tests/support/visitor.ts';

const house = await testHouse();
const program = await openProgram(house, { automatic: false, undoMinutes: 30, requirements: requiring(LOCAL_CHECKS) });
const reviewer = await house.as('reviewer');

async function applied(n: string, change: Record<string, unknown> = {}): Promise<Applied & { key: string }> {
  const a = await apply(house, n, change);
  const key = await confirm(house, a);
  await house.work();
  house.clock.advance({ minutes: 5 });
  return { ...a, key };
}
const statusOf = (a: { key: string }) => house.stranger.programs.application({ key: a.key });

describe('a decision that can still be undone', () => {
  for (const verdict of ['approved', 'refused'] as const) {
    test(`is shown by nothing on the applicant's page (${verdict})`, async () => {
      const a = await applied(`hidden-${verdict}`);
      await reviewer.programs.writeToApplicant({ id: a.id, body: 'We are reading it.' });
      const before = await statusOf(a);
      expect(before).toMatchObject({ stage: 'review', waitingFor: 'us', clock: { state: 'running' }, decision: null });
      if (verdict === 'approved') await reviewer.programs.approveApplication({ id: a.id });
      else await reviewer.programs.refuseApplication({ id: a.id, reason: 'other', words: 'No.' });
      expect(await statusOf(a)).toEqual(before);

      house.clock.advance({ minutes: 31 });
      await house.work();
      const after = await statusOf(a);
      expect(after).toMatchObject({
        stage: verdict,
        clock: { state: 'done', health: 'in-time' },
        decision: { verdict, byRule: false, settled: true, reason: verdict === 'approved' ? null : { code: 'other' } },
      });
      expect(after.agreement === null).toBe(verdict === 'refused');
      expect(JSON.stringify(after)).not.toContain('Test reviewer');
    });
  }

  test('does not keep the applicant from withdrawing, and never takes effect then', async () => {
    const a = await applied('gone');
    await reviewer.programs.refuseApplication({ id: a.id, reason: 'other', words: 'No.' });
    await house.stranger.programs.withdrawApplication({ key: a.key });
    house.clock.advance({ hours: 1 });
    await house.work();
    expect(await statusOf(a)).toMatchObject({
      stage: 'withdrawn',
      decision: null,
      may: { withdraw: false, write: false },
    });
    const mails = await house.mailbox(a.address);
    expect(mails.map((m) => m.template)).not.toContain('programs.refused');
  });
});

test('a question pauses the clock and says what is waited for', async () => {
  const a = await applied('asked');
  await reviewer.programs.askApplicant({ id: a.id, words: 'Which licence?' });
  expect(await statusOf(a)).toMatchObject({
    stage: 'needs-info',
    waitingFor: 'them',
    clock: { state: 'paused', dueAt: null, daysLeft: 5 },
    question: { words: 'Which licence?' },
    messages: [{ sender: 'team', author: null, asks: true }],
    may: { answer: true, withdraw: true, write: true },
  });
  await house.stranger.programs.answerQuestion({ key: a.key, body: 'MIT' });
  expect(await statusOf(a)).toMatchObject({ stage: 'review', question: null, may: { answer: false } });
});

test('what others applied for is not told', async () => {
  const first = await applied('twin');
  const second = await applied('twin', { address: 'another@example.org' });
  const shown = await reviewer.programs.getApplication({ id: second.id });
  expect(JSON.stringify(shown.checkList)).toContain(first.number);
  const status = await statusOf(second);
  expect(status.checks.find((k) => k.name === 'not-duplicate')).toMatchObject({ state: 'failed', evidence: [] });
  expect(JSON.stringify(status)).not.toContain(first.number);
});

test('until control is proved, the page names the token and the places for it', async () => {
  const { policy, policyVersion } = await reviewer.programs.getProgram({ program });
  const manager = await house.as('program-manager');
  await manager.programs.publishPolicy({
    program,
    basedOn: policyVersion,
    policy: { ...policy, requirements: requiring([...LOCAL_CHECKS, 'control-proved']) },
  });
  const a = await applied('prover', { repositories: ['https://git.example.org/x/y'] });
  const status = await statusOf(a);
  expect(status).toMatchObject({ stage: 'proving', waitingFor: 'them', may: { proveControl: true } });
  // A topic of GitHub: small letters, digits and hyphens, at most 50 of them.
  expect(status.proof?.token).toMatch(/^[a-z0-9-]{20,50}$/);
  expect(status.proof?.token).toHaveLength(newProofToken().length);
  expect(status.proof?.places.map((p) => p.where)).toEqual([
    'https://gitlab.com/project-prover/main',
    'https://git.example.org/x/y',
  ]);
  expect(status.proof?.lastLooked).toBeNull();
});

test('a key that opens nothing is answered clearly, and one for another purpose opens nothing', async () => {
  expect(await faultOf(statusOf({ key: 'A'.repeat(43) }))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await faultOf(statusOf({ key: 'short' }))).toMatchObject({ code: 'INVALID', fields: ['key'] });
});

test('a stranger reads the program as it is published', async () => {
  const { programs } = await house.stranger.programs.publicPrograms({});
  expect(programs).toEqual([expect.objectContaining({ slug: 'open-source', open: true })]);
  const shown = await house.stranger.programs.publicProgram({ program: 'open-source' });
  expect(shown.promiseDays).toBe(5);
  expect(JSON.stringify(shown)).not.toContain('checkoutUrl');
  expect(await faultOf(house.stranger.programs.publicProgram({ program: 'none' }))).toMatchObject({
    code: 'NOT_FOUND',
  });
  const { key } = await house.stranger.programs.saveDraft({ program: 'open-source', answers: { project: 'Half' } });
  expect(await house.stranger.programs.draft({ key })).toMatchObject({
    program: 'open-source',
    answers: { project: 'Half' },
  });
});
