import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { openMailbox } from '#tests/support/mailbox.ts';
import { BOUNCE, PERSON } from '#tests/support/mails-that-come.ts';

const house = await testHouse();
const { id, secret, authorization, manager } = await openMailbox(house, null);
const second = await openMailbox(house, null, { address: 'second@guildhall.example', repliesHere: false });
let n = 0;
const fresh = () => PERSON.replace('answer-1', `posted-${++n}`);
const post = (body: BodyInit, headers: Record<string, string>, path = `/mail/in/${id}`) =>
  house.request(path, { method: 'POST', body, headers });
const subjects = async () => (await manager.mail.incoming({ limit: 200 })).rows.length;

describe('who may post', () => {
  test('the password of HTTP Basic, under any name', async () => {
    const type = { 'content-type': 'message/rfc822' };
    expect((await post(fresh(), { ...type, authorization })).status).toBe(201);
    const other = `Basic ${Buffer.from(`postfix:${secret}`).toString('base64')}`;
    expect((await post(fresh(), { ...type, authorization: other })).status).toBe(201);
    for (const wrong of [{}, { authorization: 'Basic eDp5' }, { authorization: `Bearer ${secret}` }])
      expect((await post(fresh(), { ...type, ...wrong })).status).toBe(401);
  });

  test('a signature by Standard Webhooks, of the bytes as they are; an old or changed one does not fit', async () => {
    const signed = (body: string, at: Date) => {
      const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)) };
      return { ...headers, 'webhook-signature': new Webhook(secret).sign('msg_1', at, body) };
    };
    const now = new Date(house.clock.now().epochMilliseconds);
    const body = fresh();
    expect((await post(body, signed(body, now))).status).toBe(201);
    expect((await post(`${body}x`, signed(body, now))).status).toBe(401);
    expect((await post(body, signed(body, new Date(now.getTime() - 600_000)))).status).toBe(401);
    // Bytes that are no UTF-8.
    const bytes = Buffer.concat([Buffer.from(fresh()), Buffer.from([0xff, 0xfe])]);
    const at = String(Math.floor(now.getTime() / 1000));
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const signature = `v1,${createHmac('sha256', key).update(`m2.${at}.`).update(bytes).digest('base64')}`;
    const headers = { 'webhook-id': 'm2', 'webhook-timestamp': at, 'webhook-signature': `v1,eA== ${signature}` };
    expect((await post(bytes, headers)).status).toBe(201);
  });

  test('nobody who guesses: after some tries in a row not even the right one is asked', async () => {
    const answers = [];
    for (let each = 0; each < 40; each++) answers.push((await post('x', { authorization: 'Basic eDp5' })).status);
    expect(answers.slice(-1)).toEqual([429]);
    house.clock.advance({ minutes: 11 });
    expect((await post(fresh(), { authorization })).status).toBe(201);
  });

  test('a mailbox that is off, removed, or read by IMAP is not there', async () => {
    await manager.mail.switchMailbox({ id, on: false });
    expect((await post(fresh(), { authorization })).status).toBe(404);
    await manager.mail.switchMailbox({ id, on: true });
    const { secret: renewed } = await manager.mail.renewMailboxSecret({ id });
    expect((await post(fresh(), { authorization })).status).toBe(401);
    const again = `Basic ${Buffer.from(`x:${renewed}`).toString('base64')}`;
    expect((await post(fresh(), { authorization: again })).status).toBe(201);
    for (const path of ['/mail/in/0199a000-0000-7000-8000-000000000000', '/mail/in/x', `/mail/in/${id}%00`])
      expect((await post('x', { authorization: again }, path)).status).toBe(404);
  });
});

describe('in which forms', () => {
  const basic = { authorization: second.authorization };
  const posted = (body: BodyInit, headers: Record<string, string>, path = `/mail/in/${second.id}`) =>
    post(body, headers, path);
  const form = (field: string, value: string | Blob) => {
    const data = new FormData();
    data.set('sender', 'x');
    data.set(field, value);
    return data;
  };
  test.each([
    ['as it is', () => [fresh(), { 'content-type': 'message/rfc822' }] as const],
    ['without a type', () => [Buffer.from(fresh()), {}] as const],
    [
      'JSON in base64',
      () =>
        [
          JSON.stringify({ raw: Buffer.from(fresh()).toString('base64') }),
          { 'content-type': 'application/json' },
        ] as const,
    ],
    [
      'JSON of Postmark',
      () => [JSON.stringify({ RawEmail: fresh(), From: 'x' }), { 'content-type': 'application/json' }] as const,
    ],
    ['a form of Mailgun', () => [form('body-mime', fresh()), {}] as const],
    ['a form of SendGrid', () => [form('email', fresh()), {}] as const],
    ['a form with a file', () => [form('raw', new Blob([fresh()])), {}] as const],
    ['fields of an address', () => [new URLSearchParams({ 'body-mime': fresh() }), {}] as const],
  ])('%s', async (_name, made) => {
    const before = await subjects();
    const [body, headers] = made();
    const answer = await posted(body, { ...basic, ...headers }, `/mail/in/${second.id}/mime`);
    expect(answer.status).toBe(201);
    expect(await subjects()).toBe(before + 1);
    const [latest] = (await manager.mail.incoming({ limit: 1 })).rows;
    expect(latest).toMatchObject({ subject: 'Re: We need your answer about OSS-1042', kind: 'reply' });
  });

  test.each([
    ['JSON without a mail', '{"a":1}', 'application/json'],
    ['no JSON', '{', 'application/json'],
    ['null', 'null', 'application/json'],
    ['a form without a mail', 'a=b', 'application/x-www-form-urlencoded'],
    ['half a form', 'x', 'multipart/form-data; boundary=y'],
  ])('%s is refused in words', async (_name, body, type) => {
    expect((await posted(body, { ...basic, 'content-type': type })).status).toBe(400);
  });

  test('a mail may be as large as mails are, whoever else posts less', async () => {
    const large = `${fresh()}${'x'.repeat(76)}\r\n`.padEnd(5_000_000, 'Words.\r\n');
    const sized = (body: string) => ({ ...basic, 'content-length': String(Buffer.byteLength(body)) });
    expect((await posted(large, sized(large))).status).toBe(201);
    expect((await posted(large, sized(large), '/mail/in/0199a000-0000-7000-8000-000000000000')).status).toBe(400);
    expect((await posted('x'.repeat(13_000_000), sized('x'.repeat(13_000_000)))).status).toBe(400);
  });

  test('a file of it is saved, never shown, and only by who may read mails', async () => {
    const source = fresh().replace(
      /Content-Type: text\/plain[\s\S]*$/,
      'Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: text/plain; name="a.txt"\r\nContent-Disposition: attachment; filename="a.txt"\r\n\r\nMIT\r\n--m--\r\n',
    );
    await posted(source, basic);
    const [latest] = (await manager.mail.incoming({ limit: 1 })).rows;
    const mail = await manager.mail.incomingMail({ id: latest?.id ?? '' });
    const path = `/mail/incoming/files/${mail.files[0]?.id}`;
    const answer = await house.request(path, { headers: { authorization: `Bearer ${manager.token}` } });
    expect((await answer.text()).trim()).toBe('MIT');
    expect(answer.headers.get('content-disposition')).toContain('attachment; filename="a.txt"');
    expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await house.request(path)).status).toBe(401);
    // The same bytes, kept by another room, are none of these.
    await house.rows(`update files.files set about_kind = 'other' where id = '${mail.files[0]?.id}'`);
    expect((await house.request(path, { headers: { authorization: `Bearer ${manager.token}` } })).status).toBe(404);
  });
});

test('the secret is answered once and never again, and a password not at all', async () => {
  const all = JSON.stringify([await manager.mail.mailboxes({}), await manager.mail.mailbox({ id })]);
  expect(all).not.toContain('whsec_');
  expect(all).toContain(`https://guildhall.test/mail/in/${id}`);
  const reviewer = await house.as('reviewer');
  await expect(reviewer.mail.mailboxes({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const text = await house.rows<{ n: number }>(`select count(*) n from mail.mailboxes b where b::text ~ 'whsec'`);
  expect(text[0]?.n).toBe(0);
});

test('whoever manages one program sees and makes mailboxes of that program alone', async () => {
  const one = '0199a000-0000-7000-8000-00000000000a';
  const narrow = await house.as('program-manager', one);
  expect((await narrow.mail.mailboxes({})).rows).toEqual([]);
  await expect(narrow.mail.mailbox({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(
    narrow.mail.addMailbox({ name: 'x', address: 'x@y.example', kind: 'webhook', program: null }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const came = await house.request(`/mail/in/${id}`, { method: 'POST', body: BOUNCE, headers: { authorization } });
  expect(came.status).toBe(401);
  expect((await narrow.mail.incoming({})).rows).toEqual([]);
});
