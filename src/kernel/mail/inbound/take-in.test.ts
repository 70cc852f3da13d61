import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { kernelHouse } from '#tests/support/kernel-house.ts';
import { mailServer } from '#tests/support/mail-server.ts';
import { noteMail, testTemplates } from '#tests/support/mail-templates.ts';
import { BOUNCE, LIST, PERSON, VACATION } from '#tests/support/mails-that-come.ts';
import type { Actor } from '../../context.ts';
import { newId } from '../../ids.ts';
import { workUntilIdle } from '../../jobs/worker.ts';
import type { Module } from '../../module.ts';
import { mailModule } from '../index.ts';
import { eraseMailAbout } from '../personal.ts';
import { queueMail } from '../queue.ts';
import { keepSmtp } from '../settings.ts';
import { attachIncoming, discardIncoming, incoming, incomingMail } from './incoming.ts';
import { readMailbox } from './mailbox-row.ts';
import { addMailbox, switchMailbox } from './mailboxes.ts';
import { eraseMailFrom, forgetStrayMail, personalIncoming } from './personal.ts';
import { readMail, takeIn } from './take-in.ts';

const [OS, EDU] = [newId(), newId()];
const PROJECT = newId();

/** A room whose records mail can belong to. */
const projects: Module = {
  name: 'projects',
  contract: {},
  handlers: {},
  scopes: { program: async (_c, id) => ({ program: id }) },
  takesMail: [
    {
      kind: 'project',
      permission: 'projects.write',
      bySubject: async (_c, subject, sender, program) =>
        /\bP-7\b/.test(subject) && sender.toLowerCase() === 'ada@marble.example' && [null, OS].includes(program)
          ? { id: PROJECT, program: OS }
          : null,
      named: async (_c, written) => (written === 'P-7' ? { id: PROJECT, program: OS } : null),
    },
  ],
};
const house = await kernelHouse([mailModule, testTemplates, projects]);
const server = await mailServer();
const ADMIN: Actor = {
  ...{ kind: 'account', id: newId(), name: 'Rita', via: 'session' },
  grants: [
    { role: 'test', permissions: ['mail.mailboxes', 'mail.read', 'mail.sort', 'projects.write'], program: null },
  ],
};
const act = house.act;
const box = (more: object = {}) => ({
  ...{
    name: 'Open Source',
    address: 'opensource@guildhall.example',
    kind: 'webhook' as const,
    program: OS,
    imap: null,
  },
  ...{ plusAddresses: true, repliesHere: true, bouncesHere: true, explains: true, authServer: null, keepDays: 90 },
  ...more,
});
const mailbox = (more: object = {}) => act(async (c) => (await addMailbox(c, box(more))).id, ADMIN);
const come = async (id: string, source: string) => {
  const read = await readMail(Buffer.from(source));
  return act(async (c) => {
    const row = await readMailbox(c, id);
    if (!row) throw new Error('no mailbox');
    return takeIn(c, row, read);
  });
};
const seen = (id: string | null) => act((c) => incomingMail(c, { id: id ?? '' }), ADMIN);
const ours = (about: { kind: string; id: string } = { kind: 'project', id: PROJECT }, program: string | null = OS) =>
  act((c) =>
    queueMail(c, noteMail, { to: { address: 'ada@marble.example' }, data: { thing: 'a clock' }, about, program }),
  );
const outbox = async () =>
  (
    await sql<{
      id: string;
      template: string;
      to_address: string;
      message_id: string;
      reply_to: string | null;
      answer_token: string | null;
      return_path: string | null;
      submitted: string;
    }>`select * from mail.messages order by id`.execute(house.database.kysely)
  ).rows;
const mailOf = async (id: string) => {
  const found = (await outbox()).find((each) => each.id === id);
  if (!found) throw new Error('no such mail');
  return found;
};
/** Ada's answer to a mail of ours: to the address that it asks for answers under. */
const answerTo = async (id: string, source = PERSON) => {
  const { reply_to, message_id } = await mailOf(id);
  return source
    .replace(/^To: .*$/m, `To: ${reply_to}`)
    .replace(/^In-Reply-To: .*$/m, `In-Reply-To: ${message_id}`)
    .replace(/^References: .*\r\n/m, '');
};
const bounceOf = async (id: string) =>
  BOUNCE.replace('<0198f000-0000-7000-8000-000000000002@guildhall.example>', (await mailOf(id)).message_id);

beforeEach(async () => {
  await sql`truncate mail.messages, mail.incoming, mail.mailboxes, house.limits, files.files cascade`.execute(
    house.database.kysely,
  );
});

describe('where a mail belongs', () => {
  test('by the token of the address, though nothing else says so', async () => {
    const id = await mailbox();
    const mail = await ours();
    const came = await come(id, (await answerTo(mail)).replace(/^In-Reply-To: .*\r\n/m, ''));
    expect(await seen(came)).toMatchObject({
      kind: 'reply',
      state: 'attached',
      foundBy: 'token',
      record: { kind: 'project', id: PROJECT },
      mail: { id: mail },
      text: 'The folder "assets" is under CC-BY-4.0. Grüße, Ada',
      program: OS,
    });
    expect((await seen(came)).quoted).toContain('> Which licence');
  });

  test('by the mail that it answers, where the mailbox has no addresses with tokens', async () => {
    const id = await mailbox({ plusAddresses: false });
    const mail = await ours();
    expect(await mailOf(mail)).toMatchObject({ reply_to: 'opensource@guildhall.example', answer_token: null });
    expect(await seen(await come(id, await answerTo(mail)))).toMatchObject({ foundBy: 'reference', state: 'attached' });
  });

  test('by its subject together with its sender', async () => {
    const id = await mailbox();
    const written = (from: string) =>
      PERSON.replace(/Subject: .*/, 'Subject: About P-7')
        .replaceAll('ada@marble.example', from)
        .replace('answer-1', from);
    expect(await seen(await come(id, written('Ada@marble.example')))).toMatchObject({ foundBy: 'subject' });
    expect(await seen(await come(id, written('eve@marble.example')))).toMatchObject({
      foundBy: null,
      state: 'waiting',
    });
  });

  test('a mailbox of one program finds nothing of another; that of all programs finds everything', async () => {
    const [edu, all] = [
      await mailbox({ program: EDU, address: 'edu@guildhall.example' }),
      await mailbox({ program: null, address: 'all@guildhall.example', plusAddresses: false }),
    ];
    const mail = await ours();
    const answer = await answerTo(mail);
    expect(await seen(await come(edu, answer))).toMatchObject({ state: 'waiting', program: EDU });
    expect(await seen(await come(all, answer))).toMatchObject({ state: 'attached', program: OS });
  });

  test('a report belongs to what its mail is about, or to the mail itself', async () => {
    const id = await mailbox();
    const [project, account] = [await ours(), await ours({ kind: 'account', id: newId() })];
    expect(await seen(await come(id, await bounceOf(project)))).toMatchObject({
      kind: 'bounce',
      record: { kind: 'project', id: PROJECT },
      bounce: { gaveUp: true, permanent: true, status: '5.1.1' },
    });
    const other = (await bounceOf(account)).replace('bounce-1', 'bounce-2');
    expect(await seen(await come(id, other))).toMatchObject({ kind: 'bounce', record: { kind: 'mail', id: account } });
    // What a person writes about it waits for somebody who reads it.
    const answer = (await answerTo(account)).replace('answer-1', 'answer-2');
    expect(await seen(await come(id, answer))).toMatchObject({
      kind: 'reply',
      state: 'waiting',
      mail: { id: account },
    });
  });

  test('an answer through a group, which looks like a list, is an answer', async () => {
    const id = await mailbox();
    const list = 'List-Id: <opensource.guildhall.example>\r\nPrecedence: list\r\n';
    expect((await seen(await come(id, list + (await answerTo(await ours()))))).kind).toBe('reply');
    expect((await seen(await come(id, LIST))).kind).toBe('list');
  });

  test('a mail that was erased is answered by nobody any more', async () => {
    const id = await mailbox();
    const mail = await ours();
    const answer = await answerTo(mail);
    await act((c) => eraseMailAbout(c, [{ kind: 'project', id: PROJECT }]));
    expect(await seen(await come(id, answer))).toMatchObject({ state: 'waiting', mail: null });
  });
});

test('a mail comes in once, however often and however many at a time it is delivered', async () => {
  const id = await mailbox();
  const all = await Promise.all(Array.from({ length: 5 }, () => come(id, PERSON)));
  expect(all.filter((each) => each !== null)).toHaveLength(1);
  expect(await come(id, PERSON)).toBeNull();
  expect(await come(id, PERSON.replace('<answer-1@', '<answer-9@'))).not.toBeNull();
  // Without a Message-ID its bytes tell.
  const nameless = PERSON.replace(/^Message-ID: .*\r\n/m, '');
  expect(await come(id, nameless)).not.toBeNull();
  expect(await come(id, nameless)).toBeNull();
  // Somebody else's mail under the same Message-ID is another one.
  expect(await come(id, PERSON.replaceAll('ada@marble.example', 'eve@evil.example'))).not.toBeNull();
});

describe('automatic mail', () => {
  const explained = async () => (await outbox()).filter((mail) => mail.template === 'mail.stray');

  test('a person whose mail belongs to nothing is told so: once a day, by a machine that says so and wants no answer', async () => {
    const id = await mailbox();
    await come(id, PERSON);
    await come(id, PERSON.replace('answer-1', 'answer-2'));
    const [mail, ...more] = await explained();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ to_address: 'ada@marble.example', submitted: 'auto-replied', return_path: '' });
    house.clock.advance({ hours: 25 });
    await come(id, PERSON.replace('answer-1', 'answer-3'));
    expect(await explained()).toHaveLength(2);
  });

  test.each([
    ['a vacation notice', VACATION],
    ['a report', BOUNCE],
    ['a list', LIST],
    ['somebody without an address for answers', PERSON.replaceAll('ada@marble.example', 'noreply@marble.example')],
    ['the house itself', PERSON.replaceAll('ada@marble.example', 'opensource+aaaaabbbbbcccccddddd@guildhall.example')],
    ['a machine that hides it, but asks for no answers', `X-Auto-Response-Suppress: All\r\n${PERSON}`],
    ['a sender that the server found forged', `Authentication-Results: mx.example; dmarc=fail\r\n${PERSON}`],
  ])('%s is answered by nobody', async (_name, source) => {
    const id = await mailbox({ authServer: 'mx.example' });
    expect(await come(id, source)).not.toBeNull();
    expect(await explained()).toEqual([]);
  });

  test('whoever wrote about something we know is not told that we do not know it', async () => {
    const id = await mailbox();
    await come(id, await answerTo(await ours()));
    expect(await explained()).toEqual([]);
  });

  test('over the wire it has no sender to report to, and says what it answers', async () => {
    const id = await mailbox();
    await act((c) =>
      keepSmtp(c, {
        ...{ host: '127.0.0.1', port: server.port, security: 'none', user: null, password: null, replyTo: null },
        ...{ fromAddress: 'guild@guildhall.example', fromName: 'Guild' },
      }),
    );
    await come(id, PERSON);
    await ours();
    await workUntilIdle(house);
    const [stray, note] = server.taken.toSorted((a, b) => a.from.length - b.from.length);
    expect(stray?.from).toBe('');
    expect(stray?.source).toMatch(/^Auto-Submitted: auto-replied$/m);
    expect(stray?.source).toMatch(/^In-Reply-To: <answer-1@marble.example>$/m);
    // Other mails report to the mailbox, under the token; servers that do not deliver may say so.
    expect(note?.from).toMatch(/^opensource\+[a-z2-7]{20}@guildhall\.example$/);
    expect(note?.source).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(note?.source).toMatch(/^X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply$/m);
    expect(note?.source).toContain(`Reply-To: ${note?.from}`);
    await act((c) => keepSmtp(c, null));
  });
});

test('files are kept as far as such files are taken, the others are named; markup and what mail programs add are neither', async () => {
  const id = await mailbox();
  const part = (type: string, name: string, bytes: string | Buffer) =>
    `--m\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(bytes).toString('base64')}\r\n`;
  const source = PERSON.replace(
    /Content-Type: text\/plain[\s\S]*$/,
    `Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n${part('application/octet-stream', 'licence.pdf', '%PDF-1.7 x')}${part('text/plain', 'notes.txt', 'MIT')}${part('image/png', 'fake.png', '<script>alert(1)</script>')}${part('application/zip', 'all.zip', 'PK..')}${part('text/html', 'page.html', '<p>')}${part('application/pgp-signature', 'signature.asc', 'x')}--m--\r\n`,
  );
  const mail = await seen(await come(id, source));
  expect(mail.text).toBe('See the file.');
  expect(mail.files.map(({ name, mediaType }) => [name, mediaType])).toEqual([
    ['licence.pdf', 'application/pdf'],
    ['notes.txt', 'text/plain'],
  ]);
  expect(mail.leftOut.map(({ name }) => name)).toEqual(['fake.png', 'all.zip']);
  expect(mail.leftOut[0]?.why).toContain('not what its name says');
});

describe('what belongs to nothing', () => {
  test('somebody attaches it, or discards it and takes that back', async () => {
    const id = await mailbox();
    const came = (await come(id, PERSON)) ?? '';
    const waiting = async () =>
      (await act((c) => incoming(c, { state: 'waiting', limit: 10 }), ADMIN)).rows.map((row) => row.id);
    expect(await waiting()).toEqual([came]);
    await act((c) => discardIncoming(c, { id: came, discarded: true }), ADMIN);
    expect(await waiting()).toEqual([]);
    await act((c) => discardIncoming(c, { id: came, discarded: false }), ADMIN);
    await expect(act((c) => attachIncoming(c, { id: came, record: 'P-8' }), ADMIN)).rejects.toMatchObject({
      data: { rule: 'mail.no-record' },
    });
    await act((c) => attachIncoming(c, { id: came, record: 'P-7' }), ADMIN);
    expect(await seen(came)).toMatchObject({ state: 'attached', foundBy: 'hand', record: { id: PROJECT } });
    await expect(act((c) => discardIncoming(c, { id: came, discarded: true }), ADMIN)).rejects.toMatchObject({
      data: { rule: 'mail.attached' },
    });
  });

  test('is erased when the time of its mailbox is over; what was attached stays', async () => {
    const id = await mailbox({ keepDays: 30 });
    const [stray, attached] = [await come(id, LIST), await come(id, await answerTo(await ours()))];
    house.clock.advance({ hours: 24 * 29 });
    expect(await act(forgetStrayMail)).toBe(0);
    house.clock.advance({ hours: 25 });
    expect(await act(forgetStrayMail)).toBe(1);
    expect(await seen(stray)).toMatchObject({ from: null, text: '', headers: '', erased: true, may: { sort: false } });
    expect((await seen(attached)).text).toContain('assets');
  });
});

test('what somebody wrote is in their export, and goes with what it belongs to or with them', async () => {
  const id = await mailbox();
  await come(id, await answerTo(await ours()));
  await come(id, await bounceOf(await ours()));
  await come(id, PERSON.replace('answer-1', 'answer-2').replace(/^(To|In-Reply-To|References): .*\r\n/gm, ''));
  const told = await act((c) => personalIncoming.forIdentities(c, [], ['ADA@marble.example']));
  expect(told).toHaveLength(2);
  const left = async () =>
    (
      await sql<{ n: number }>`select count(*) n from mail.incoming i where i::text ~* ${'\\yada\\y'}`.execute(
        house.database.kysely,
      )
    ).rows[0]?.n;
  expect(await left()).toBe(3);
  await act((c) => eraseMailAbout(c, [{ kind: 'project', id: PROJECT }]));
  expect(await left()).toBe(1);
  await act((c) => eraseMailFrom(c, ['Ada@marble.example']));
  expect(await left()).toBe(0);
});

test('one mailbox has an address, and one takes the answers of a program', async () => {
  const first = await mailbox();
  await expect(mailbox({ address: 'OpenSource@guildhall.example', repliesHere: false })).rejects.toMatchObject({
    data: { fields: [{ field: 'address' }] },
  });
  await expect(mailbox({ address: 'b@guildhall.example' })).rejects.toMatchObject({
    data: { fields: [{ field: 'repliesHere' }] },
  });
  await act((c) => switchMailbox(c, { id: first, on: false }), ADMIN);
  await mailbox({ address: 'b@guildhall.example' });
  await expect(act((c) => switchMailbox(c, { id: first, on: true }), ADMIN)).rejects.toMatchObject({ code: 'invalid' });
  // Off is off: nothing asks for answers there.
  expect((await mailOf(await ours())).reply_to).toMatch(/^b\+/);
});
