import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BOUNCE, COMPLAINT, DELAYED, LIST, PERSON, PLAIN_BOUNCE, VACATION } from '#tests/support/mails-that-come.ts';
import { classify, KINDS } from './classify.ts';
import { cluesOf, senderVerdict, tokenAddress } from './clues.ts';
import { parseMail } from './parse.ts';
import { reportedIds } from './report.ts';

const read = (source: string) => parseMail(Buffer.from(source));
const of = async (source: string) => classify(await read(source));
const SAMPLES = [BOUNCE, COMPLAINT, DELAYED, LIST, PERSON, PLAIN_BOUNCE, VACATION];

describe('what a mail is', () => {
  test('a person answers', async () => {
    expect(await of(PERSON)).toEqual({ kind: 'reply', bounce: null, answerable: true, signs: [] });
  });

  test('a server reports that a mail will never arrive; the words of the other side say more than 5.0.0', async () => {
    const { kind, bounce, answerable } = await of(BOUNCE);
    expect({ kind, answerable }).toEqual({ kind: 'bounce', answerable: false });
    expect(bounce).toEqual({
      gaveUp: true,
      permanent: true,
      status: '5.1.1',
      recipient: 'ada@marble.example',
      words: '550 5.1.1 <ada@marble.example>: Recipient address rejected: User unknown',
    });
  });

  test('a mail that is late has not come back', async () => {
    expect((await of(DELAYED)).bounce).toMatchObject({ gaveUp: false, permanent: false, status: '4.4.1' });
  });

  test('a server that gave up after days of trying: not delivered, but the address may be right', async () => {
    const source = DELAYED.replace('Action: delayed', 'Action: failed');
    expect((await of(source)).bounce).toMatchObject({ gaveUp: true, permanent: false, status: '4.4.1' });
  });

  test('a report in words alone', async () => {
    expect(await of(PLAIN_BOUNCE)).toMatchObject({
      kind: 'bounce',
      bounce: { gaveUp: true, permanent: true, status: '5.1.1', recipient: 'ada@marble.example' },
    });
  });

  test('a report that a mail arrived is none of a mail that did not', async () => {
    const source = BOUNCE.replace('Action: failed', 'Action: delivered').replace('Status: 5.0.0', 'Status: 2.1.5');
    expect(await of(source)).toMatchObject({ kind: 'automatic', bounce: null });
  });

  test('complaints are told from reports of other kinds', async () => {
    expect((await of(COMPLAINT)).kind).toBe('complaint');
    expect((await of(COMPLAINT.replace('Feedback-Type: abuse', 'Feedback-Type: auth-failure'))).kind).toBe('automatic');
  });

  test('a list', async () => {
    expect(await of(LIST)).toMatchObject({ kind: 'list', answerable: false, signs: ['List'] });
  });

  test.each([
    ['Auto-Submitted: auto-replied', 'automatic'],
    ['Auto-Submitted: auto-generated; x=y', 'automatic'],
    ['Auto-Submitted: no', 'reply'],
    ['X-Autoreply: yes', 'automatic'],
    ['X-Autorespond: 1', 'automatic'],
    ['Precedence: junk', 'automatic'],
    ['Precedence: auto_reply', 'automatic'],
    ['Return-Path: <>', 'automatic'],
    ['X-Loop: bob', 'automatic'],
    ['List-Unsubscribe: <https://list.example/u>', 'list'],
    ['X-Auto-Response-Suppress: OOF', 'reply'],
    ['X-Auto-Response-Suppress: None', 'reply'],
  ])('%s makes it %s, and only a mail without any such sign may be answered by a machine', async (header, kind) => {
    const source = `${header}\r\n${PERSON.replace(/^Return-Path:.*\r\n/, '')}`;
    const found = await of(source);
    expect(found.kind).toBe(kind);
    expect(found.answerable).toBe(/: (no|None)$/.test(header));
    if (!found.answerable) expect(found.signs.length).toBeGreaterThan(0);
  });

  test.each([
    ...['noreply@x.example', 'no-reply@x.example', 'do_not_reply@x.example', 'mailer-daemon@x.example'],
    ...['owner-devs@x.example', 'devs-request@x.example', 'bounces+1=2@x.example', 'notifications@x.example'],
  ])('nobody answers %s by machine', async (address) => {
    expect((await of(PERSON.replaceAll('ada@marble.example', address))).answerable).toBe(false);
  });

  test.each([
    'Automatic reply: your mail',
    'Automatische Antwort: Ihre Nachricht',
    'Réponse automatique : votre message',
    'Respuesta automática: su mensaje',
    '自動応答: お問い合わせ',
    'Abwesenheitsnotiz',
    'Re: Out of Office: OSS-1042',
  ])('%s says that somebody is away', async (subject) => {
    expect(await of(PERSON.replace(/Subject: .*/, `Subject: ${subject}`))).toMatchObject({
      kind: 'automatic',
      answerable: false,
    });
  });

  test.each(['Re: the office is out of paper', 'We moved out of office buildings', 'Delivery of our application'])(
    '%s does not',
    async (subject) => {
      expect((await of(PERSON.replace(/Subject: .*/, `Subject: ${subject}`))).kind).toBe('reply');
    },
  );

  test('a person who forwards a report has written it', async () => {
    const forwarded = PERSON.replace(/Subject: .*/, 'Subject: Fwd: Undelivered Mail Returned to Sender').replace(
      'The folder',
      'I got this back:\r\n\r\n> Your message could not be delivered\r\n> 550 5.1.1 User unknown\r\n\r\nThe folder',
    );
    expect((await of(forwarded)).kind).toBe('reply');
  });

  test('whatever comes is something, and a machine answers persons alone', async () => {
    const pieces = fc.constantFrom(...SAMPLES.flatMap((sample) => sample.split('\r\n')));
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 60 }), async (lines) => {
        const found = await of(lines.join('\r\n'));
        expect(KINDS).toContain(found.kind);
        expect(found.bounce !== null).toBe(found.kind === 'bounce');
        if (found.answerable) expect(found).toMatchObject({ kind: 'reply', signs: [] });
        if (found.bounce?.permanent) expect(found.bounce.gaveUp).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('one line that says so is enough, wherever it stands in the headers', async () => {
    const header = fc.constantFrom(
      'Auto-Submitted: auto-replied',
      'Return-Path: <>',
      'X-Autoreply: yes',
      'Precedence: bulk',
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(9), header, async (at, line) => {
        const lines = PERSON.replace(/^Return-Path:.*\r\n/, '').split('\r\n');
        lines.splice(at, 0, line);
        expect(await of(lines.join('\r\n'))).toMatchObject({ kind: 'automatic', answerable: false });
      }),
    );
  });
});

describe('what it belongs to', () => {
  const MAILBOX = 'OpenSource@Guildhall.example';

  test('the token of the address it was sent to, and the mails it answers, the nearest first', async () => {
    expect(cluesOf(await read(PERSON), 'reply', MAILBOX)).toEqual({
      tokens: ['aaaaabbbbbcccccddddd'],
      references: [
        '<0198f000-0000-7000-8000-000000000001@guildhall.example>',
        '<0198f000-0000-7000-8000-000000000000@guildhall.example>',
      ],
    });
  });

  test('a report names the mail that it carries', async () => {
    const id = '<0198f000-0000-7000-8000-000000000002@guildhall.example>';
    for (const source of [BOUNCE, PLAIN_BOUNCE, COMPLAINT])
      expect(reportedIds(await read(source)), source.slice(0, 60)).toEqual([id]);
    expect(cluesOf(await read(BOUNCE), 'bounce', MAILBOX).references).toEqual([id]);
    // What a person quotes is no clue.
    const quoting = PERSON.replace('> The Open', `> Message-ID: ${id}\r\n> The Open`);
    expect(cluesOf(await read(quoting), 'reply', MAILBOX).references).not.toContain(id);
  });

  test('a token of another mailbox, or one that nobody gave out, is none', async () => {
    const to = (address: string) => PERSON.replace(/To: Open.*/, `To: ${address}`);
    for (const address of [
      'other+aaaaabbbbbcccccddddd@guildhall.example',
      'opensource+aaaaabbbbbcccccddddd@evil.example',
      'opensource+1234@guildhall.example',
      "opensource+aaaaabbbbbcccccddddd'--@guildhall.example",
    ])
      expect(cluesOf(await read(to(address)), 'reply', MAILBOX).tokens, address).toEqual([]);
  });

  test('an address with a token, where there is room for it', () => {
    expect(tokenAddress('os@x.example', 'aaaaabbbbbcccccddddd')).toBe('os+aaaaabbbbbcccccddddd@x.example');
    expect(tokenAddress(`${'a'.repeat(44)}@x.example`, 'aaaaabbbbbcccccddddd')).toBeNull();
  });

  test('only what our own server wrote of the sender counts', async () => {
    const said = (...lines: string[]) => read(`${lines.join('\r\n')}\r\n${PERSON}`);
    const own =
      'Authentication-Results: mx.guildhall.example; spf=pass; dmarc=fail (p=none) header.from=marble.example';
    const forged = 'Authentication-Results: evil.example; dmarc=pass';
    expect(senderVerdict(await said(own, forged), 'mx.guildhall.example')).toBe('fail');
    expect(senderVerdict(await said(own.replace('dmarc=fail', 'dmarc=pass')), 'MX.guildhall.example')).toBe('pass');
    expect(senderVerdict(await said(forged), 'mx.guildhall.example')).toBeNull();
    expect(senderVerdict(await said(own), null)).toBeNull();
  });
});
