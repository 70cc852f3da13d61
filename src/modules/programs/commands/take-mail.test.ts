import { describe, expect, test } from 'vitest';
import { linkIn, testHouse } from '#tests/support/house.ts';
import { answering, bouncing, lastMail, MAILBOX, openMailbox } from '#tests/support/mailbox.ts';
import { apply, confirm, openProgram, requiring } from '#tests/support/program.ts';

const house = await testHouse();
const program = await openProgram(house, { requirements: requiring(['mail-confirmed']), automatic: false });
const { post, manager, id: mailbox } = await openMailbox(house, program, { explains: true });
const reviewer = await house.as('reviewer');

/** A confirmed application in review. */
async function inReview(n: string) {
  const applied = await apply(house, n);
  const key = await confirm(house, applied);
  await house.work();
  return { ...applied, key };
}
const look = (id: string) => reviewer.programs.getApplication({ id });
const needs = async () =>
  (await reviewer.work.needsMe({})).items.map(
    ({ title, words }: { title: string; words: string }) => `${title}: ${words}`,
  );

describe('an answer by mail', () => {
  test('answers the open question exactly as the form does', async () => {
    const [byMail, byForm] = [await inReview('mail'), await inReview('form')];
    for (const { id } of [byMail, byForm]) await reviewer.programs.askApplicant({ id, words: 'Which licence?' });
    await house.work();
    house.clock.advance({ hours: 5 });
    const asked = await lastMail(house, 'programs.team-message', byMail.address);
    expect(asked.reply_to).toMatch(/^opensource\+[a-z2-7]{20}@guildhall\.example$/);
    expect((await post(answering(asked, 'MIT.'))).status).toBe(201);
    await house.stranger.programs.answerQuestion({ key: byForm.key, body: 'MIT.' });
    const [mail, form] = [await look(byMail.id), await look(byForm.id)];
    const told = (of: typeof mail) => ({
      ...{ stage: of.stage, question: of.question, clock: of.clock.daysLeft, bodies: of.messages.map((m) => m.body) },
      kinds: of.timeline.map(({ kind, who }) => `${kind} by ${who.replace(/ (mail|form)$/, '')}`),
    });
    expect(told(mail)).toEqual(told(form));
    expect(mail.stage).toBe('review');
    expect(mail.messages.at(-1)).toMatchObject({ sender: 'applicant', mail: { from: null, files: [] } });
    expect(form.messages.at(-1)?.mail).toBeNull();
    // The applicant sees it on their page, as if it had been written there.
    const page = await house.stranger.programs.application({ key: byMail.key });
    expect(page.messages.map(({ body }) => body)).toEqual(['Which licence?', 'MIT.']);
  });

  test('the same mail again changes nothing', async () => {
    const { id, address } = await inReview('twice');
    await reviewer.programs.writeToApplicant({ id, body: 'Hello' });
    const source = answering(await lastMail(house, 'programs.team-message', address), 'Hello back');
    expect(await (await post(source)).json()).toEqual({ taken: true });
    expect(await (await post(source)).json()).toEqual({ taken: false });
    expect((await look(id)).messages.map(({ body }) => body)).toEqual(['Hello', 'Hello back']);
  });

  test('from another address it is shown as such and answers nothing, until somebody says that it does', async () => {
    const { id, address, key } = await inReview('other');
    await reviewer.programs.askApplicant({ id, words: 'Which licence?' });
    const asked = await lastMail(house, 'programs.team-message', address);
    await post(answering(asked, 'It is MIT, says a colleague.', { from: 'colleague@example.net' }));
    const told = await look(id);
    expect(told.stage).toBe('needs-info');
    const message = told.messages.at(-1);
    expect(message).toMatchObject({ mail: { from: 'colleague@example.net' }, may: { countAsAnswer: true } });
    // Who somebody else is, and what they say, is no matter of the applicant's page.
    expect((await house.stranger.programs.application({ key })).messages).toHaveLength(1);
    await reviewer.programs.countAsAnswer({ id, message: message?.id ?? '' });
    expect((await look(id)).stage).toBe('review');
  });

  test('whoever only knows number and address answers nothing either: both can be guessed', async () => {
    const { id, address, number } = await inReview('guessed');
    await reviewer.programs.askApplicant({ id, words: 'Which licence?' });
    const plain = { message_id: '<nothing@of.ours>', reply_to: MAILBOX, to_address: address };
    await post(answering(plain, 'MIT', { subject: `About ${number.toLowerCase()}` }));
    expect(await look(id)).toMatchObject({ stage: 'needs-info' });
    expect((await look(id)).messages.at(-1)).toMatchObject({ body: 'MIT', mail: { from: null } });
    // Unless the server vouches for the sender.
    await manager.mail.changeMailbox({
      ...(await manager.mail.mailbox({ id: mailbox })),
      authServer: 'mx.guildhall.example',
    });
    const headers = ['Authentication-Results: mx.guildhall.example; dmarc=pass header.from=example.org'];
    await post(answering(plain, 'MIT, really', { subject: `About ${number}`, headers }));
    expect((await look(id)).stage).toBe('review');
    const forged = ['Authentication-Results: mx.guildhall.example; dmarc=fail header.from=example.org'];
    await reviewer.programs.askApplicant({ id, words: 'And since when?' });
    const asked = await lastMail(house, 'programs.team-message', address);
    await post(answering(asked, 'Since 2019', { headers: forged }));
    expect((await look(id)).stage).toBe('needs-info');
  });

  test('what is written after the decision needs whoever decided, until it is answered or noted', async () => {
    const { id, address, number } = await inReview('after');
    await reviewer.programs.refuseApplication({ id, reason: 'licence', words: 'No.' });
    house.clock.advance({ minutes: 30 });
    await house.work();
    const decided = await lastMail(house, 'programs.refused', address);
    await post(answering(decided, 'But we changed the licence!'));
    const told = await look(id);
    expect(told.messages.at(-1)).toMatchObject({ afterDecision: true, unseen: true, may: { see: true } });
    expect(told.stage).toBe('refused');
    expect((await needs()).find((line) => line.startsWith(number))).toContain('Written after the decision');
    await reviewer.programs.seeMessage({ id, message: told.messages.at(-1)?.id ?? '' });
    expect((await needs()).find((line) => line.startsWith(number))).toBeUndefined();
    await post(answering(decided, 'Please look again'));
    expect((await needs()).find((line) => line.startsWith(number))).toBeDefined();
    await reviewer.programs.writeToApplicant({ id, body: 'We will.' });
    expect((await needs()).find((line) => line.startsWith(number))).toBeUndefined();
  });
});

test('a vacation notice is noted, and stops and starts nothing', async () => {
  const { id, address } = await inReview('away');
  await reviewer.programs.askApplicant({ id, words: 'Which licence?' });
  const asked = await lastMail(house, 'programs.team-message', address);
  const before = await look(id);
  await post(answering(asked, 'I am away.', { headers: ['Auto-Submitted: auto-replied', 'Return-Path: <>'] }));
  const after = await look(id);
  expect(after.messages).toEqual(before.messages);
  expect({ stage: after.stage, clock: after.clock }).toEqual({ stage: 'needs-info', clock: before.clock });
  expect(after.timeline[0]).toMatchObject({ kind: 'application.automatic-mail-came' });
  expect(await house.mailbox('mailer-daemon@mail.example')).toEqual([]);
});

describe('a mail that came back', () => {
  test('a decision that did not arrive needs somebody, until the address is another one', async () => {
    const { id, address, number } = await inReview('bounced');
    await reviewer.programs.refuseApplication({ id, reason: 'licence', words: 'No.' });
    house.clock.advance({ minutes: 30 });
    await house.work();
    const decided = await lastMail(house, 'programs.refused', address);
    await post(bouncing(decided, '4.4.1', 'delayed'));
    expect((await look(id)).bounces).toMatchObject([{ gaveUp: false, open: false }]);
    expect((await needs()).find((line) => line.startsWith(number))).toBeUndefined();
    await post(bouncing(decided));
    const told = await look(id);
    expect(told.bounces[0]).toMatchObject({ open: true, permanent: true, status: '5.1.1', address });
    expect(told.timeline[0]?.words).toContain('did not arrive');
    expect((await needs()).find((line) => line.startsWith(number))).toContain('did not arrive');
    // A person finds another address; it counts once somebody opened the link there.
    await reviewer.programs.askNewAddress({ id, address: 'new-bounced@example.org' });
    expect((await needs()).some((line) => line.startsWith(number))).toBe(true);
    const mail = (await house.mailbox('new-bounced@example.org')).at(-1);
    const key =
      linkIn(mail?.text ?? '', '/a/address/')
        .split('/')
        .at(-1)
        ?.split('?')[0] ?? '';
    await house.stranger.programs.confirmAddress({ key });
    expect((await look(id)).bounces[0]).toMatchObject({ open: false });
    expect((await needs()).find((line) => line.startsWith(number))).toBeUndefined();
  });

  test('or somebody says that it was seen to', async () => {
    const { id, address, number } = await inReview('seen-to');
    await reviewer.programs.askApplicant({ id, words: 'Which licence?' });
    await post(bouncing(await lastMail(house, 'programs.team-message', address), '4.4.7'));
    const bounce = (await look(id)).bounces[0];
    expect(bounce).toMatchObject({ gaveUp: true, permanent: false, open: true });
    expect((await needs()).find((line) => line.startsWith(number))).toContain('The server gave up');
    await reviewer.programs.handleBounce({ bounce: bounce?.id ?? '' });
    await expect(reviewer.programs.handleBounce({ bounce: bounce?.id ?? '' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await needs()).find((line) => line.startsWith(number))).toBeUndefined();
  });
});

test('erasing the person takes what they wrote and what came back with it; what comes later is not kept', async () => {
  const { id, address } = await inReview('erased');
  await reviewer.programs.writeToApplicant({ id, body: 'Hello' });
  const mail = await lastMail(house, 'programs.team-message', address);
  await post(answering(mail, 'Secret words of mine'));
  await post(answering(mail, 'More secret words', { from: 'applicant-erased@elsewhere.example' }));
  await post(bouncing(mail));
  const traces = async () =>
    (
      await house.rows<{
        n: number;
      }>(`select (select count(*) from mail.incoming i where i::text ~* 'applicant-erased|secret')
        + (select count(*) from programs.messages m where m::text ~* 'applicant-erased|secret')
        + (select count(*) from programs.bounces b where b::text ~* 'applicant-erased') n`)
    )[0]?.n;
  expect(await traces()).toBe(6);
  await house.transact(async (c) => {
    const { eraseApplication } = await import('./erase-application.ts');
    await eraseApplication(c, id);
  });
  expect(await traces()).toBe(0);
  expect((await look(id)).messages.at(-1)?.mail?.files).toEqual([]);
  await post(answering(mail, 'I have more secret words'));
  const [row] = await house.rows<{ state: boolean; about: string | null }>(
    `select about_kind about from mail.incoming order by id desc limit 1`,
  );
  // It answers nothing that is known any more: it waits until somebody looks, or its time is over.
  expect(row?.about).toBeNull();
});

test('a mail that belongs to nothing is attached by hand, and then counts as any other', async () => {
  const { id, address, number } = await inReview('by-hand');
  await reviewer.programs.askApplicant({ id, words: 'Which licence?' });
  await post(
    answering({ message_id: '<lost@nowhere>', reply_to: MAILBOX, to_address: address }, 'MIT, I said.', {
      subject: 'Hello',
    }),
  );
  const waiting = (await reviewer.mail.incoming({ state: 'waiting', address })).rows;
  expect(waiting).toHaveLength(1);
  const { record } = await reviewer.mail.attachIncoming({ id: waiting[0]?.id ?? '', record: number });
  expect(record).toMatchObject({ kind: 'application', id, href: `/programs/applications/${id}` });
  await house.work();
  expect(await look(id)).toMatchObject({ stage: 'review', question: null });
});
