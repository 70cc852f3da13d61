import { beforeAll, describe, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { type Applied, apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { faultOf } from '#tests/support/visitor.ts';

const house = await testHouse();
const program = await openProgram(house, {
  automatic: true,
  undoMinutes: 10,
  appeal: { days: 30 },
  requirements: requiring(LOCAL_CHECKS),
  statements: [],
});
const reviewer = await house.as('reviewer');
const other = await house.as('reviewer');
const analyst = await house.as('analyst');
const { stranger } = house;

/** Refused by the first reviewer before the rule looked at it; it took effect unless `hidden`. */
async function refused(n: string, { hidden = false } = {}): Promise<Applied & { key: string }> {
  const applied = await apply(house, n, { statements: [] });
  const key = await confirm(house, applied);
  await reviewer.programs.refuseApplication({ id: applied.id, reason: 'licence', words: 'No licence in "assets".' });
  if (!hidden) {
    house.clock.advance({ minutes: 11 });
    await house.work();
  }
  return { ...applied, key };
}
const shown = (id: string) => other.programs.getApplication({ id });
const status = (key: string) => stranger.programs.application({ key });
const mails = async ({ address }: Applied, template: string) =>
  (await house.mailbox(address)).filter((mail) => mail.template === template);

describe('an appeal', () => {
  let application: Applied & { key: string };
  beforeAll(async () => {
    application = await refused('one');
  });

  test('cannot be made of a refusal that is still hidden, and nothing gives it away', async () => {
    const { key } = await refused('hidden', { hidden: true });
    const { appeal, may, stage } = await status(key);
    expect({ appeal, appealing: may.appeal, stage }).toEqual({ appeal: null, appealing: false, stage: 'review' });
    expect(await faultOf(stranger.programs.appealDecision({ key, words: 'Why?' }))).toMatchObject({
      rule: 'appeal.not-possible',
    });
  });

  test('is offered until the day that the policy says', async () => {
    const { appeal, may } = await status(application.key);
    expect(may.appeal).toBe(true);
    expect(appeal).toEqual({ until: '2026-04-09T09:11:00Z', made: null });
  });

  test('is made on the page without JavaScript; an empty one is sent back with what to do', async () => {
    const send = (appeal: string) =>
      house.request(`/a/${application.key}/appeal`, {
        method: 'POST',
        body: new URLSearchParams({ appeal, idempotencyKey: crypto.randomUUID() }),
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      });
    const empty = await send(' ');
    expect(empty.status).toBe(400);
    expect(await empty.text()).toContain('Write why we should look at it again.');
    const sent = await send('The folder has a licence, in its README.');
    expect(sent.headers.get('location')).toContain('done=appealed');
    await house.work();
    const page = await (await house.request(`/a/${application.key}?done=appealed`)).text();
    expect(page).toContain('You asked us to look again');
    expect(page).toContain('The folder has a licence');
  });

  test('is made once', async () => {
    expect((await status(application.key)).may.appeal).toBe(false);
    expect(await faultOf(stranger.programs.appealDecision({ key: application.key, words: 'Again' }))).toMatchObject({
      rule: 'appeal.made',
    });
  });

  test('waits for everybody who may decide but the one who decided, in lists too', async () => {
    const waiting = async (who: typeof other) =>
      (await who.work.needsMe({})).items.filter(({ words }) => words.includes('appealed'));
    expect(await waiting(other)).toMatchObject([{ title: `${application.number} Project one` }]);
    expect(await waiting(reviewer)).toEqual([]);
    const { rows, total } = await other.programs.listApplications({ appeal: 'open' });
    expect([rows.map(({ id }) => id), total]).toEqual([[application.id], 1]);
  });

  test('is not answered by the one who decided, nor by re-opening past it, nor by who only reads', async () => {
    const answer = { id: application.id, upheld: false, words: 'No.' };
    expect(await faultOf(reviewer.programs.answerAppeal(answer))).toMatchObject({ rule: 'appeal.own-decision' });
    expect(await faultOf(reviewer.programs.reopenApplication({ id: application.id, words: 'x' }))).toMatchObject({
      rule: 'appeal.open',
    });
    expect(await faultOf(analyst.programs.answerAppeal(answer))).toMatchObject({ code: 'FORBIDDEN' });
    const own = await reviewer.programs.getApplication({ id: application.id });
    expect([own.may.answerAppeal, own.may.reopen]).toEqual([false, false]);
    expect(own.review.mayNot.answerAppeal).toContain('You stood behind this decision');
  });

  test('upheld, it re-opens: the refusal stays as history and in figures, the clock begins anew, the rule keeps away', async () => {
    house.clock.advance({ hours: 24 * 7 });
    expect((await shown(application.id)).may.answerAppeal).toBe(true);
    await other.programs.answerAppeal({ id: application.id, upheld: true, words: 'You are right.' });
    await house.work();
    const now = await shown(application.id);
    expect(now).toMatchObject({
      stage: 'review',
      decision: null,
      clock: { state: 'running', daysLeft: 5, daysUsed: 0 },
      review: {
        earlier: [{ verdict: 'refused', by: 'Test reviewer', reopened: { words: 'You are right.' } }],
        appeals: [{ answer: { upheld: true } }],
      },
      may: { approve: true, refuse: true, reopen: false, answerAppeal: false },
    });
    const [told] = await mails(application, 'programs.reopened');
    expect(told?.text).toContain('You are right.');
    const { value } = await other.figures.read({ figure: 'programs.refusals-by-reason', program });
    expect(value).toBeGreaterThan(0);
    await reviewer.programs.rerunCheck({ id: application.id, check: 'country-allowed' });
    await house.work();
    expect((await shown(application.id)).stage).toBe('review');
  });

  test('a second refusal can be appealed against again; denied, it stands, and the applicant is told why, once', async () => {
    const { id, key } = application;
    await other.programs.refuseApplication({ id, reason: 'licence', words: 'Another folder has none.' });
    house.clock.advance({ minutes: 11 });
    await house.work();
    await stranger.programs.appealDecision({ key, words: 'Look at its README, too.' });
    expect(await faultOf(other.programs.answerAppeal({ id, upheld: false, words: 'No.' }))).toMatchObject({
      rule: 'appeal.own-decision',
    });
    await reviewer.programs.answerAppeal({ id, upheld: false, words: 'The README names no licence.' });
    await house.work();
    const { stage, appeal, may } = await status(key);
    expect({ stage, may: may.appeal, answer: appeal?.made?.answer?.words }).toEqual({
      stage: 'refused',
      may: false,
      answer: 'The README names no licence.',
    });
    expect((await mails(application, 'programs.appeal-denied')).map(({ text }) => text)).toEqual([
      expect.stringContaining('The README names no licence.'),
    ]);
    expect(await faultOf(reviewer.programs.answerAppeal({ id, upheld: true, words: 'x' }))).toMatchObject({
      rule: 'appeal.none-open',
    });
    expect((await shown(id)).review.appeals).toHaveLength(2);
  });

  test('comes too late at the very instant that was named', async () => {
    const { key } = await refused('late');
    const { appeal } = await status(key);
    house.clock.set(appeal?.until as string);
    expect((await status(key)).may.appeal).toBe(false);
    expect(await faultOf(stranger.programs.appealDecision({ key, words: 'x' }))).toMatchObject({
      rule: 'appeal.too-late',
    });
  });

  test('of which two arrive at once is made once, and answered at once by two counts once', async () => {
    const { key, id } = await refused('twice');
    const sent = await Promise.allSettled(['a', 'b'].map((words) => stranger.programs.appealDecision({ key, words })));
    expect(sent.map(({ status: outcome }) => outcome).sort()).toEqual(['fulfilled', 'rejected']);
    const third = await house.as('program-manager');
    const answers = await Promise.allSettled([
      other.programs.answerAppeal({ id, upheld: true, words: 'yes' }),
      third.programs.answerAppeal({ id, upheld: false, words: 'no' }),
    ]);
    expect(answers.map(({ status: outcome }) => outcome).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('re-opening', () => {
  test('of a hidden refusal is an undo instead, and of what is open or approved nothing', async () => {
    const { id } = await refused('still-hidden', { hidden: true });
    expect(await faultOf(other.programs.reopenApplication({ id, words: 'x' }))).toMatchObject({
      rule: 'decision.not-final',
    });
    await reviewer.programs.undoDecision({ id });
    expect(await faultOf(other.programs.reopenApplication({ id, words: 'x' }))).toMatchObject({
      rule: 'application.not-ended',
    });
  });

  test('a refused one is mailed, can be decided afresh, and both decisions stay', async () => {
    const { id, key, ...applied } = await refused('afresh');
    await reviewer.programs.reopenApplication({ id, words: 'We overlooked a file.' });
    await house.work();
    const page = await status(key);
    expect(page).toMatchObject({ stage: 'review', decision: null, again: { words: 'We overlooked a file.' } });
    expect(await mails({ id, ...applied }, 'programs.reopened')).toHaveLength(1);
    await reviewer.programs.approveApplication({ id, words: '' });
    house.clock.advance({ minutes: 11 });
    await house.work();
    expect((await status(key)).stage).toBe('approved');
    const decisions = await house.rows(
      `select verdict from programs.decisions where application = '${id}' order by decided_at`,
    );
    expect(decisions).toEqual([{ verdict: 'refused' }, { verdict: 'approved' }]);
  });

  test('one that was never confirmed ended by silence; its time to confirm begins anew', async () => {
    const applied = await apply(house, 'silent', { statements: [] });
    const lapse = async () => {
      const { keepRetention } = await import('./keep-retention.ts');
      await keepRetention({
        ...{ house: house.house, log: house.house.log, attempt: 1, lastAttempt: false },
        ...{ signal: new AbortController().signal, transact: (_: string, act) => house.transact(act) },
        progress: undefined as never,
      });
    };
    house.clock.advance({ hours: 24 * 91 });
    await lapse();
    expect(await shown(applied.id)).toMatchObject({ stage: 'withdrawn', withdrawal: 'silence', may: { reopen: true } });
    await reviewer.programs.reopenApplication({ id: applied.id, words: 'You wrote to us.' });
    await lapse();
    expect(await shown(applied.id)).toMatchObject({
      stage: 'confirming',
      review: { earlier: [{ verdict: null, reopened: { words: 'You wrote to us.' } }] },
    });
    house.clock.advance({ hours: 24 * 91 });
    await lapse();
    expect((await shown(applied.id)).stage).toBe('withdrawn');
  });

  test('not of one that its applicant withdrew, or whose personal values or consent are gone', async () => {
    const applied = await apply(house, 'withdrawn', { statements: [] });
    const key = await confirm(house, applied);
    await stranger.programs.withdrawApplication({ key });
    expect(await faultOf(other.programs.reopenApplication({ id: applied.id, words: 'x' }))).toMatchObject({
      rule: 'application.withdrawn',
    });
    const { id, key: own } = await refused('no-consent');
    const consent = (await status(own)).consents.find(({ purpose }) => purpose === 'privacy-notice');
    await stranger.programs.withdrawConsent({ key: own, consent: consent?.id as string });
    expect(await faultOf(other.programs.reopenApplication({ id, words: 'x' }))).toMatchObject({
      rule: 'application.no-consent',
    });
  });
});

test('erasing an application empties what was written about it', async () => {
  const { id, key } = await refused('erased');
  await stranger.programs.appealDecision({ key, words: 'I am Ada of Clock Street.' });
  await other.programs.answerAppeal({ id, upheld: true, words: 'Dear Ada, you are right.' });
  const { identity } = await shown(id);
  const manager = await house.as('manager');
  const exported = JSON.stringify(await manager.community.exportPerson({ id: identity }));
  expect(exported).toContain('Clock Street');
  expect(exported).toContain('Dear Ada, you are right.');
  await manager.community.erasePerson({ id: identity, reason: 'asked', confirm: 'Applicant erased' });
  await house.work();
  const left = await house.rows(`select words, answer from programs.appeals where application = '${id}'
    union all select reopened_words, null from programs.decisions where application = '${id}'`);
  expect(JSON.stringify(left)).not.toMatch(/Ada/);
});
