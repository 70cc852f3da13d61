import { beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '#kernel/jobs/job.ts';
import { progressIn } from '#kernel/jobs/progress.ts';
import { testHouse } from '#tests/support/house.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { personalData } from '../personal-data.ts';
import type { Policy } from '../policy.ts';
import { openSourcePreset } from '../presets/open-source.ts';
import { eraseApplication } from './erase-application.ts';
import { moveEach } from './move-applications.ts';

const house = await testHouse();
const [applications] = personalData as [(typeof personalData)[number]];
const program = await openProgram(house, { automatic: false, undoMinutes: 0, requirements: requiring(LOCAL_CHECKS) });
const manager = await house.as('manager');
const REASON = 'The rules for clubs became simpler.';

/** Publishes a version that differs from the one in force. Answers its number. */
async function publish(change: Partial<Policy>): Promise<number> {
  const { policy, policyVersion } = await manager.programs.getProgram({ program });
  const made = await manager.programs.publishPolicy({
    program,
    policy: { ...policy, ...change },
    basedOn: policyVersion,
  });
  return made.version;
}
async function review(n: string): Promise<{ id: string; key: string; address: string }> {
  const applied = await apply(house, n);
  const key = await confirm(house, applied);
  await house.work();
  return { id: applied.id, key, address: applied.address };
}
const checksOf = async (id: string) =>
  Object.fromEntries((await manager.programs.getApplication({ id })).checkList.map(({ name, id }) => [name, id]));
const mailsTo = async (address: string) =>
  (await house.mailbox(address)).filter((m) => m.template === 'programs.team-message');
const team = { name: 'team', kind: 'text', label: 'Who is in the team?' };
const fieldsOf = (fields: object[]) =>
  ({ form: { subject: 'project', repositories: true, fields } }) as Partial<Policy>;

describe('one application', () => {
  let one: Awaited<ReturnType<typeof review>>;
  let version: number;
  let before: Record<string, string>;
  beforeAll(async () => {
    one = await review('one');
    before = await checksOf(one.id);
    const limits = {
      check: 'within-limits',
      words: 'Not too often.',
      with: { verifications: 5, days: 365, perDay: null },
    };
    version = await publish({
      ...{ promiseDays: 20, embargo: ['KP'] },
      requirements: [...requiring(['mail-confirmed', 'country-allowed']), limits] as Policy['requirements'],
    });
  });

  test('the preview says what would become of it, and changes nothing', async () => {
    const shown = await manager.programs.previewMove({ id: one.id });
    expect(shown).toMatchObject({
      to: version,
      version: 2,
      objection: null,
      toDo: [],
      approves: false,
      promise: { before: 5, after: 5 },
    });
    expect(shown.dueAfter).toBe(shown.dueBefore);
    const names = (list: { name: string }[]) => list.map(({ name }) => name);
    const { kept, anew, added, dropped } = shown.checks;
    expect([names(kept), names(anew), names(added), names(dropped)]).toEqual([
      ['mail-confirmed'],
      ['country-allowed'],
      ['within-limits'],
      ['not-duplicate'],
    ]);
    expect(await checksOf(one.id)).toEqual(before);
  });

  test('moved, it keeps what is alike, its promise, and says from where to where, who and why', async () => {
    const due = (await manager.programs.getApplication({ id: one.id })).clock.dueAt;
    expect(await manager.programs.moveApplication({ id: one.id, version, reason: REASON })).toEqual({ asked: false });
    await house.work();
    const now = await manager.programs.getApplication({ id: one.id });
    const after = await checksOf(one.id);
    expect(after['mail-confirmed']).toBe(before['mail-confirmed']);
    expect(Object.keys(after).sort()).toEqual(['country-allowed', 'mail-confirmed', 'within-limits']);
    expect(after['country-allowed']).not.toBe(before['country-allowed']);
    expect(now.checkList.map(({ state }) => state)).toEqual(['passed', 'passed', 'passed']);
    expect([now.policy.version, now.stage, now.clock.dueAt, now.clock.promiseDays]).toEqual([
      version,
      'review',
      due,
      5,
    ]);
    const listed = (await manager.programs.listApplications({ text: 'Project one' })).rows[0];
    expect([listed?.clock.dueAt, listed?.clock.promiseDays]).toEqual([due, 5]);
    expect((await house.stranger.programs.application({ key: one.key })).clock.dueAt).toBe(due);
    expect(now.timeline.find(({ kind }) => kind === 'application.moved')).toMatchObject({
      who: 'Test manager',
      words: `moved it from version 2 to version ${version} of the policy: ${REASON}`,
    });
    expect(await mailsTo(one.address)).toEqual([]);
  });

  test('moved again, or back, it stays; a decided one too; and only who publishes policies may', async () => {
    const again = manager.programs.moveApplication({ id: one.id, version, reason: REASON });
    await expect(again).rejects.toMatchObject({ data: { rule: 'move.same-version' } });
    const back = manager.programs.moveApplication({ id: one.id, version: 1, reason: REASON });
    await expect(back).rejects.toMatchObject({ data: { rule: 'move.older-version' } });
    const reviewer = await house.as('reviewer');
    for (const ask of [
      () => reviewer.programs.moveApplication({ id: one.id, version, reason: REASON }),
      () => reviewer.programs.moveApplications({ program, version, reason: REASON }),
      () => reviewer.programs.previewMoves({ program }),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await manager.programs.approveApplication({ id: one.id });
    const newer = await publish({ promiseDays: 6 });
    const decided = manager.programs.moveApplication({ id: one.id, version: newer, reason: REASON });
    await expect(decided).rejects.toMatchObject({ data: { rule: 'application.already-decided' } });
    expect(await house.rows(`select from programs.policy_moves where application = '${one.id}'`)).toHaveLength(1);
  });
});

describe('where something is missing', () => {
  let asked: Awaited<ReturnType<typeof review>>;
  let version: number;
  beforeAll(async () => {
    asked = await review('asked');
    await house.rows(`update programs.applications set language = 'de' where id = '${asked.id}'`);
    const { policy } = await manager.programs.getProgram({ program });
    const all = [{ condition: { field: 'team', isNoneOf: ['nobody'] }, words: 'There is a team.' }];
    version = await publish({
      ...fieldsOf([team, { ...team, name: 'lead', required: false, when: [{ field: 'team', isOneOf: ['us'] }] }]),
      statements: [...policy.statements, { code: 'new-one', words: 'We are kind.' }],
      privacy: { version: '2', text: 'Other words.' },
      requirements: [
        ...policy.requirements,
        { check: 'answers-meet', words: 'A team.', with: { all } },
      ] as Policy['requirements'],
    });
  });

  test('the applicant is asked once, in their language, by one mail; checks of answers wait for it', async () => {
    expect(await manager.programs.moveApplication({ id: asked.id, version, reason: REASON })).toEqual({ asked: true });
    await house.work();
    const now = await manager.programs.getApplication({ id: asked.id });
    expect([now.stage, now.clock.state]).toEqual(['needs-info', 'paused']);
    expect(now.checkList.find(({ name }) => name === 'answers-meet')?.state).toBe('waiting');
    const mails = await mailsTo(asked.address);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toMatch(
      /Regeln des Programms geändert[\s\S]*• Who is in the team\?[\s\S]*• We are kind\.[\s\S]*Datenschutzhinweis/,
    );
    const { question } = await house.stranger.programs.application({ key: asked.key });
    expect(question?.form?.fields.map(({ name }) => name)).toEqual(['team', 'lead']);
    expect(question?.form).toMatchObject({ statements: [{ code: 'new-one' }], privacy: { version: '2' } });
  });

  test('the next version asks in place of the one before', async () => {
    const { policy } = await manager.programs.getProgram({ program });
    const statements = policy.statements.map((each) =>
      each.code === 'new-one' ? { ...each, words: 'We are kinder.' } : each,
    );
    version = await publish({ statements });
    await manager.programs.moveApplication({ id: asked.id, version, reason: REASON });
    const { question } = await house.stranger.programs.application({ key: asked.key });
    expect(question?.form).toMatchObject({ fields: [{ name: 'team' }, { name: 'lead' }], privacy: { version: '2' } });
    expect(question?.form?.statements).toEqual([{ code: 'new-one', words: 'We are kinder.' }]);
    expect((await manager.programs.getApplication({ id: asked.id })).stage).toBe('needs-info');
    expect(await mailsTo(asked.address)).toHaveLength(2);
  });

  test('what is not filled in is said beside its entry', async () => {
    const answer = house.stranger.programs.answerQuestion({ key: asked.key, body: 'Hello.' });
    await expect(answer).rejects.toMatchObject({
      data: { fields: [{ field: 'answers.team' }, { field: 'statements.new-one' }, { field: 'acceptsPrivacy' }] },
    });
  });

  test('what is filled in is part of the application, and the checks look at it', async () => {
    const filled = {
      answers: { team: 'Ada and Bob', 'not-asked': 'x' },
      statements: ['new-one'],
      acceptsPrivacy: true,
    };
    await house.stranger.programs.answerQuestion({ key: asked.key, ...filled });
    await house.work();
    const now = await manager.programs.getApplication({ id: asked.id });
    expect(now.answers).toEqual([{ name: 'team', label: 'Who is in the team?', value: 'Ada and Bob' }]);
    expect(now.statements.map(({ code }) => code)).toEqual(['not-seeking-profit', 'may-act', 'new-one']);
    expect([now.stage, now.clock.state]).toEqual(['review', 'running']);
    expect(now.checkList.find(({ name }) => name === 'answers-meet')?.state).toBe('passed');
    expect(now.messages.at(-1)?.body).toMatch(/^Who is in the team\?: Ada and Bob\n\nSigned: “We are kinder.”/);
    expect(
      (await house.stranger.programs.application({ key: asked.key })).consents.map((each) => each.version),
    ).toContain('2');
  });

  test('a new check that needs the applicant is told by a mail without a question', async () => {
    const { policy } = await manager.programs.getProgram({ program });
    const next = await publish({ requirements: [...policy.requirements, ...requiring(['control-proved'])] });
    await manager.programs.moveApplication({ id: asked.id, version: next, reason: REASON });
    const now = await manager.programs.getApplication({ id: asked.id });
    expect([now.stage, now.question]).toEqual(['proving', null]);
    expect((await mailsTo(asked.address)).at(-1)?.subject).toMatch(/^Eine Nachricht zu/);
  });
});

describe('many', () => {
  const ids: string[] = [];
  let decided: string;
  let version: number;
  beforeAll(async () => {
    await publish({
      ...fieldsOf([]),
      statements: openSourcePreset.policy.statements,
      requirements: requiring(LOCAL_CHECKS),
    });
    for (const n of ['m1', 'm2', 'm3', 'm4']) ids.push((await review(n)).id);
    decided = ids[1] as string;
    const field = { ...team, when: [{ field: 'country', isOneOf: ['FR'] }] };
    version = await publish(fieldsOf([field]));
    await house.rows(`update programs.applications set country = 'FR' where id = '${ids[2]}'`);
  });

  test('the preview counts, filters and pages', async () => {
    const all = await manager.programs.previewMoves({ program });
    expect(all.version).toBe(version);
    expect(all.rows.map(({ application }) => application)).toEqual(expect.arrayContaining(ids));
    expect(all.totals).toMatchObject({ asks: 1, stays: 0 });
    const asks = await manager.programs.previewMoves({ program, outcome: 'asks' });
    expect(asks.rows.map(({ application }) => application)).toEqual([ids[2]]);
    const pages: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page = await manager.programs.previewMoves({ program, limit: 1, ...(after ? { after } : {}) });
      pages.push(...page.rows.map(({ application }) => application));
      after = page.next;
    }
    expect(pages).toEqual(all.rows.map(({ application }) => application));
  });

  test('a decision between preview and move wins; those to be left are left; cut off anywhere, each is moved once', async () => {
    const { id, count } = await manager.programs.moveApplications({
      ...{ program, version, reason: REASON, applications: ids },
      leaveAsked: true,
    });
    expect(count).toBe(4);
    await manager.programs.refuseApplication({ id: decided, reason: 'other', words: 'No.' });
    for (let left = 1; left < 9; left++) {
      let transactions = 0;
      const run = {
        ...{ house: house.house, log: house.house.log, lastAttempt: false },
        signal: { throwIfAborted: () => {} },
        progress: progressIn(house.house.database.kysely),
        transact: async (_: string, act: Parameters<typeof house.transact>[0]) => {
          if (transactions++ >= 2) throw new Error('cut off');
          return house.transact(act);
        },
      } as unknown as Run;
      await moveEach(run, id).catch((error: Error) => expect(error.message).toBe('cut off'));
    }
    await house.work();
    await house.work();
    const { finishedAt, ...moving } = await manager.programs.getMoving({ id });
    expect(finishedAt).not.toBeNull();
    expect(moving).toMatchObject({ of: 4, done: 4, moved: 2, left: 2, asked: 0, by: 'Test manager', version });
    const { rows } = await manager.programs.listMovingRows({ id });
    const became = Object.fromEntries(rows.map(({ application, rule }) => [application, rule]));
    expect(became).toEqual({
      [ids[0] as string]: null,
      [decided]: 'application.already-decided',
      [ids[2] as string]: 'move.would-ask',
      [ids[3] as string]: null,
    });
    expect((await manager.programs.listMovingRows({ id, outcome: 'left' })).rows).toHaveLength(2);
    expect(await house.rows(`select from programs.policy_moves where moving = '${id}'`)).toHaveLength(2);
    const facts = await house.rows(
      `select from ledger.facts where kind = 'application.moved' and about_id = '${ids[0]}'`,
    );
    expect(facts).toHaveLength(1);
    expect((await manager.programs.getApplication({ id: decided })).policy.version).toBe(version - 1);
    const told = (await manager.programs.getApplication({ id: ids[0] as string })).timeline;
    expect(told.find(({ kind }) => kind === 'application.moved')?.who).toBe('Test manager');
  });

  test('once more, those that were left are moved, and the others are not touched', async () => {
    const { id, count } = await manager.programs.moveApplications({
      program,
      version,
      reason: REASON,
      applications: ids,
    });
    expect(count).toBe(1);
    await house.work();
    expect(await manager.programs.getMoving({ id })).toMatchObject({ moved: 1, asked: 1, left: 0 });
    const none = manager.programs.moveApplications({ program, version, reason: REASON, applications: ids });
    await expect(none).rejects.toMatchObject({ data: { rule: 'moving.none' } });
    expect((await manager.programs.listMovings({ program })).movings).toHaveLength(2);
  });

  test('stopped, it moves no more', async () => {
    const next = await publish({ promiseDays: 7 });
    const { id } = await manager.programs.moveApplications({ program, version: next, reason: REASON });
    await manager.programs.stopMoving({ id });
    await house.work();
    expect(await manager.programs.getMoving({ id })).toMatchObject({ moved: 0, finishedAt: null });
    await expect(manager.programs.stopMoving({ id })).rejects.toMatchObject({ data: { rule: 'moving.over' } });
  });

  test('where the version asks for less, the rule approves what is certain now', async () => {
    const twin = await apply(house, 'twin', {
      project: 'Project m4',
      namespaceUrl: 'https://gitlab.com/project-m4/main',
    });
    await confirm(house, twin);
    await house.work();
    const fewer = await publish({ automatic: true, requirements: requiring(['mail-confirmed', 'country-allowed']) });
    expect(await manager.programs.previewMove({ id: twin.id })).toMatchObject({ approves: true });
    await manager.programs.moveApplication({ id: twin.id, version: fewer, reason: REASON });
    await house.work();
    expect(await manager.programs.getApplication({ id: twin.id })).toMatchObject({
      stage: 'approved',
      decision: { by: null, policyVersion: fewer },
    });
  });
});

test('what was moved is told to the person it is about; erased, nobody reads any more why', async () => {
  await publish({ ...fieldsOf([]), automatic: false });
  const other = await review('erased');
  const version = await publish({ promiseDays: 9 });
  await manager.programs.moveApplication({ id: other.id, version, reason: 'Ada of the club asked for it.' });
  const [{ identity = '' } = {}] = await house.rows<{ identity: string }>(
    `select identity from programs.applications where id = '${other.id}'`,
  );
  const told = (await house.transact((c) => applications.forIdentities(c, [identity], []))) as {
    applications: { policyMoves: object[] }[];
  };
  expect(told.applications[0]?.policyMoves).toMatchObject([{ to: version }]);
  await house.transact((c) => eraseApplication(c, other.id));
  expect(await house.rows(`select reason from programs.policy_moves where application = '${other.id}'`)).toEqual([
    { reason: '' },
  ]);
  expect(await manager.programs.previewMove({ id: other.id, version })).toMatchObject({
    objection: { rule: 'application.erased' },
  });
});
