import { describe, expect, test } from 'vitest';
import type { Run } from '#kernel/jobs/job.ts';
import { linkIn, testHouse } from '#tests/support/house.ts';
import { type Applied, apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { faultOf } from '#tests/support/visitor.ts';
import { openSourcePreset } from '../presets/open-source.ts';
import { askSatisfaction } from './ask-satisfaction.ts';
import { keepComments } from './erase-answers.ts';
import { publishPolicy } from './run-program.ts';

const DAY = 24;
const house = await testHouse();
const policy = {
  automatic: false,
  undoMinutes: 0,
  requirements: requiring(LOCAL_CHECKS),
  statements: [],
  appeal: { days: 30 },
  satisfaction: {
    question: 'How satisfied are you with how we handled this?',
    afterDecision: true,
    yearly: true,
    noticeUpTo: 2,
  },
};
const program = await openProgram(house, policy);
const reviewer = await house.as('reviewer');
const manager = await house.as('manager');
const { stranger } = house;

/** The daily job; it breaks off, as a process that is killed would, before its step of this number. */
const daily = async (breaksAt = Number.POSITIVE_INFINITY) => {
  let step = 0;
  const run: Run = {
    ...{ house: house.house, log: house.house.log, attempt: 1, lastAttempt: false },
    ...{ signal: new AbortController().signal, progress: undefined as never },
    transact: (_, act) =>
      house.transact(async (c) => {
        const done = await act(c);
        step += 1;
        if (step > breaksAt) throw new Error('killed');
        return done;
      }),
  };
  await askSatisfaction(run).catch((error) => {
    if (error.message !== 'killed') throw error;
  });
};

type Known = Applied & { key: string };
async function decided(n: string, verdict: 'approve' | 'refuse', change: Record<string, unknown> = {}): Promise<Known> {
  const applied = await apply(house, n, { statements: [], ...change });
  const key = await confirm(house, applied);
  await house.work();
  if (verdict === 'approve') await reviewer.programs.approveApplication({ id: applied.id });
  else await reviewer.programs.refuseApplication({ id: applied.id, reason: 'licence', words: 'No.' });
  await house.work();
  return { ...applied, key };
}
const days = (count: number) => house.clock.advance({ hours: DAY * count });
const asked = async ({ address }: { address: string }) =>
  (await house.mailbox(address)).filter((mail) => mail.template === 'programs.satisfaction');
const keyOf = (mail: { text: string } | undefined) => linkIn(mail?.text ?? '', '/opinion/').split(/[/?]/)[2] as string;
const listed = (filters = {}) => reviewer.programs.listSatisfaction({ program, ...filters });
const send = (
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
) =>
  house.request(path, {
    method: 'POST',
    body: new URLSearchParams({ idempotencyKey: crypto.randomUUID(), ...fields }),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });

describe('asking after a decision', () => {
  let one: Known;
  test('waits some days, is mailed in the language of the applicant, and is done once however often the job runs or breaks off', async () => {
    expect((await listed()).rows).toEqual([]);
    one = await decided('one', 'refuse');
    const two = await decided('two', 'approve');
    days(4);
    await daily();
    expect(await asked(one)).toEqual([]);
    days(2);
    for (const breaksAt of [1, 2, 3]) await daily(breaksAt);
    await daily();
    await daily();
    expect([(await asked(one)).length, (await asked(two)).length]).toEqual([1, 1]);
    const { rows, total } = await listed();
    expect([rows.length, total]).toEqual([2, 2]);
    expect(rows.map(({ who, score, answeredAt, verdict }) => ({ who, score, answeredAt, verdict }))).toContainEqual({
      ...{ who: 'Applicant one', score: null, answeredAt: null, verdict: 'refused' },
    });
  });

  test('is answered without JavaScript; without a choice the page says what to do', async () => {
    const [mail] = await asked(one);
    const path = `/opinion/${keyOf(mail)}`;
    const page = await (await house.request(path)).text();
    expect(page).toContain('How satisfied are you with how we handled this?');
    expect(page).toContain('I would rather not say');
    const empty = await send(path, { comment: 'Hm.' });
    expect(empty.status).toBe(400);
    expect(await empty.text()).toMatch(/Choose one of these.[\s\S]*Hm\./);
    const sent = await send(path, { score: '4', comment: 'Quick, but why a refusal?' });
    expect(sent.headers.get('location')).toBe(`${path}?done=thanks`);
    expect((await listed({ answer: 'scored' })).rows).toMatchObject([
      { score: 4, comment: 'Quick, but why a refusal?' },
    ]);
  });

  test('is changed within 14 days of the first answer, and at that very instant no more', async () => {
    const [mail] = await asked(one);
    const key = keyOf(mail);
    const { until } = await stranger.programs.asking({ key });
    days(13);
    await stranger.programs.answerAsking({ key, score: 2, comment: 'On second thoughts.' });
    expect((await listed({ answer: 'scored' })).rows).toMatchObject([{ score: 2, comment: 'On second thoughts.' }]);
    await stranger.programs.answerAsking({ key, score: null, comment: '' });
    expect((await listed({ answer: 'declined' })).rows).toMatchObject([{ score: null, declined: true, comment: '' }]);
    await stranger.programs.answerAsking({ key, score: 2, comment: 'On second thoughts.' });
    expect((await stranger.programs.asking({ key })).until).toBe(until);
    house.clock.set(until as string);
    expect((await stranger.programs.asking({ key })).until).toBeNull();
    expect(await faultOf(stranger.programs.answerAsking({ key, score: 5, comment: '' }))).toMatchObject({
      rule: 'asking.final',
    });
    const page = await (await house.request(`/opinion/${key}`, { headers: { 'accept-language': 'de' } })).text();
    expect(page).toContain('Ihre Antwort lässt sich jetzt nicht mehr ändern');
  });

  test('an asking that nobody answered closes, and stands in the list as silent, not as a score', async () => {
    days(60);
    const [silent] = (await listed({ answer: 'silent' })).rows;
    expect(silent).toMatchObject({ who: 'Applicant two', score: null });
    const [mail] = await asked({ address: 'applicant-two@example.org' });
    expect(await faultOf(stranger.programs.answerAsking({ key: keyOf(mail), score: 5, comment: '' }))).toMatchObject({
      rule: 'asking.closed',
    });
  });

  test('nobody is asked twice within 90 days, over all that they have to do with', async () => {
    const first = await decided('often', 'refuse');
    const other = await decided('often-too', 'refuse', { address: first.address });
    days(6);
    await daily();
    expect((await asked(first)).length).toBe(1);
    days(28);
    await daily();
    expect((await asked(other)).length).toBe(1);
  });

  test('not of what was withdrawn, erased, appealed against, whose mail came back, or who said stop; nor long after', async () => {
    const withdrawn = await decided('gone', 'approve');
    await stranger.programs.withdrawApplication({ key: withdrawn.key });
    const appealing = await decided('appeals', 'refuse');
    await stranger.programs.appealDecision({ key: appealing.key, words: 'Why?' });
    const lost = await decided('lost', 'refuse');
    await house.transact(async (c) => {
      const { sql } = await import('kysely');
      await sql`update mail.messages set state = 'failed' where to_address = ${lost.address}`.execute(c.tx);
    });
    const erased = await decided('erased', 'refuse');
    const { identity } = await reviewer.programs.getApplication({ id: erased.id });
    await manager.community.erasePerson({ id: identity, reason: 'asked', confirm: 'Applicant erased' });
    await house.work();
    days(6);
    await daily();
    for (const nobody of [withdrawn, appealing, lost, erased]) expect(await asked(nobody), nobody.address).toEqual([]);
    const late = await decided('late', 'refuse');
    days(36);
    await daily();
    expect(await asked(late)).toEqual([]);
  });

  test('one press in the mail program, or the button, ends it for all programs; both can be taken back', async () => {
    const once = await decided('stops', 'refuse');
    days(6);
    await daily();
    const [mail] = await asked(once);
    const path = `/opinion/${keyOf(mail)}`;
    const [{ headers } = { headers: {} }] = await house.rows<{ headers: Record<string, string> }>(
      `select headers from mail.messages where id = '${mail?.id}'`,
    );
    expect(headers).toEqual({
      'List-Unsubscribe': `<https://guildhall.test${path}/stop>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect((await house.request(`${path}/stop`)).status).toBe(200);
    expect((await stranger.programs.asking({ key: keyOf(mail) })).stopped).toBe(false);
    const pressed = await send(`${path}/stop`, { 'List-Unsubscribe': 'One-Click' }, {});
    expect(pressed.status).toBe(200);
    expect((await stranger.programs.asking({ key: keyOf(mail) })).stopped).toBe(true);
    const again = await decided('stops-too', 'refuse', { address: once.address });
    days(100);
    await daily();
    expect((await asked(again)).length).toBe(1);
    expect((await send(`${path}/resume`, {})).headers.get('location')).toBe(`${path}?done=resumed`);
    expect((await stranger.programs.asking({ key: keyOf(mail) })).stopped).toBe(false);
  });
});

test('another question of the policy is asked in its translation, else in its own words', async () => {
  const { policyVersion } = await reviewer.programs.getProgram({ program });
  await house.transact((c) =>
    publishPolicy(c, {
      program,
      basedOn: policyVersion,
      policy: {
        ...openSourcePreset.policy,
        ...policy,
        satisfaction: { ...policy.satisfaction, question: 'Was it quick?' },
        translations: { de: { satisfaction: 'Ging es schnell?' } },
      },
    }),
  );
  const own = await decided('french', 'refuse');
  const german = await decided('german', 'refuse');
  await house.rows(
    `update programs.applications set language = case id when '${own.id}' then 'fr' else 'de' end where id in ('${own.id}', '${german.id}')`,
  );
  days(6);
  await daily();
  expect((await asked(german))[0]?.text).toContain('Ging es schnell?');
  expect((await asked(own))[0]?.text).toMatch(/Bonjour[\s\S]*Was it quick\?/);
});

test('members are asked each year of their membership, once, as long as it runs', async () => {
  const member = await decided('member', 'approve');
  await manager.programs.addCoupons({ program, sku: 'OSS-SAAS-1Y', name: 'first', csv: 'CODE-0001\n' });
  const { agreement } = await stranger.programs.application({ key: member.key });
  await stranger.programs.acceptAgreement({
    key: member.key,
    version: agreement?.version as string,
    signedName: 'Ada',
  });
  await house.work();
  await manager.programs.confirmBooking({ id: member.id, reference: 'SHOP-1' });
  // A term of two years: after one of them it is active still.
  await house.rows(
    `update programs.terms set ends_at = ends_at + interval '1 year' where application = '${member.id}' returning membership`,
  );
  await house.rows(
    `update programs.memberships set ends_at = ends_at + interval '1 year' where owner_address = '${member.address}' returning id`,
  );
  days(6);
  await daily();
  expect((await asked(member)).length).toBe(1);
  days(358);
  await daily();
  expect((await asked(member)).length).toBe(1);
  days(2);
  await daily();
  await daily();
  const mails = await asked(member);
  expect(mails.length).toBe(2);
  expect(mails[1]?.text).toContain('for a whole year');
  expect((await listed({ occasion: 'yearly' })).rows).toMatchObject([
    { about: 'Member', who: 'Applicant member', verdict: null },
  ]);
});

describe('what was answered', () => {
  test('is found, filtered, paged, and exported as CSV in which silence is empty', async () => {
    const { rows, total = 0 } = await listed({ limit: 2 });
    expect(rows).toHaveLength(2);
    const { next } = await listed({ limit: 2 });
    const rest = await listed({ limit: 200, after: next as string });
    expect(rest.rows).toHaveLength(total - 2);
    expect((await listed({ text: 'second thoughts' })).rows).toHaveLength(1);
    expect((await listed({ comment: 'with' })).rows).toHaveLength(1);
    expect((await listed({ score: 2 })).rows).toHaveLength(1);
    expect((await listed({ to: '2026-03-10T09:00:00Z' })).rows).toEqual([]);
    const { csv, rows: lines } = await reviewer.programs.exportSatisfaction({ program });
    expect(lines).toBe(total);
    expect(csv).toContain(',scored,2,On second thoughts.');
    expect(csv).toMatch(/Project two,Applicant two,decision,approved,en,[^,]+,,,,\r\n/);
    const elsewhere = await house.as('reviewer', crypto.randomUUID());
    expect(await faultOf(elsewhere.programs.listSatisfaction({ program }))).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is told to the person whose it is, and erased with them; that they were asked stays, with the score', async () => {
    const { rows: before } = await listed({ answer: 'scored' });
    const application = await reviewer.programs.getApplication({ id: before[0]?.href.split('/').at(-1) as string });
    const exported = JSON.stringify(await manager.community.exportPerson({ id: application.identity }));
    expect(exported).toContain('On second thoughts.');
    await manager.community.erasePerson({ id: application.identity, reason: 'asked', confirm: 'Applicant one' });
    await house.work();
    expect((await listed({ answer: 'scored' })).rows).toMatchObject([
      { score: 2, comment: '', who: null, erased: true },
    ]);
    const left = JSON.stringify(await house.rows('select * from programs.askings'));
    expect(left).not.toContain('second thoughts');
    const [fact] = await house.rows<{ data: unknown }>(
      `select data from ledger.facts where kind = 'satisfaction.answered' order by id limit 1`,
    );
    expect(fact?.data).toEqual({ asking: expect.any(String), changed: false });
  });

  test('loses its words and its name after two years', async () => {
    const kept = await decided('kept', 'refuse');
    days(6);
    await daily();
    await stranger.programs.answerAsking({ key: keyOf((await asked(kept))[0]), score: 5, comment: 'Lovely.' });
    const clean = () =>
      keepComments({
        ...{ house: house.house, log: house.house.log, attempt: 1, lastAttempt: false },
        ...{ signal: new AbortController().signal, transact: (_: string, act) => house.transact(act) },
        progress: undefined as never,
      });
    days(729);
    await clean();
    expect((await listed({ score: 5 })).rows).toMatchObject([{ comment: 'Lovely.', who: 'Applicant kept' }]);
    days(1);
    await clean();
    expect((await listed({ score: 5 })).rows).toMatchObject([{ comment: '', erased: true, who: null }]);
  });
});
