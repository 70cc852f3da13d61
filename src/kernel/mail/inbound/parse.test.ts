import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BOUNCE, COMPLAINT, PERSON, PLAIN_BOUNCE } from '#tests/support/mails-that-come.ts';
import { cleanText, idsIn, readHeaders } from './headers.ts';
import { LARGEST_MAIL, parseMail } from './parse.ts';
import { splitQuoted } from './quoted.ts';

const read = (source: string) => parseMail(Buffer.from(source));

// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL keeps no NUL, pages show none of the others
const CONTROL = /[\u0000-\u0008\u000b-\u001f]/;

describe('a mail taken apart', () => {
  test('who, what and to whom', async () => {
    const mail = await read(PERSON);
    expect(mail).toMatchObject({
      from: { address: 'ada@marble.example', name: 'Ada Marble' },
      receivers: ['opensource+aaaaabbbbbcccccddddd@guildhall.example'],
      subject: 'Re: We need your answer about OSS-1042',
      messageId: '<answer-1@marble.example>',
      damaged: false,
    });
    expect(mail.text).toContain('Grüße, Ada');
  });

  test('HTML alone is read as text: nothing of it could run or be loaded', async () => {
    const html =
      '<style>p{}</style><p>Yes, <b>MIT</b>.</p><img src="https://evil.example/pixel"><script>alert(1)</script><a href="https://a.example">here</a>';
    const { text } = await read(
      `From: a@b.example\r\nSubject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}`,
    );
    expect(text).toContain('Yes, MIT.');
    expect(text).toContain('https://a.example');
    expect(text).not.toMatch(/script|alert|pixel|<|p\{/);
  });

  test.each([
    ['iso-8859-1', Buffer.from([0x47, 0x72, 0xfc, 0xdf, 0x65]), 'Grüße'],
    ['shift_jis', Buffer.from([0x93, 0xfa, 0x96, 0x7b]), '日本'],
    ['x-nobody-knows', Buffer.from('plain'), 'plain'],
    ['utf-8', Buffer.from([0x61, 0xff, 0xfe, 0x62]), 'a��b'],
  ])('letters in %s', async (charset, bytes, text) => {
    const head = `From: a@b.example\r\nContent-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`;
    expect((await parseMail(Buffer.concat([Buffer.from(head), bytes]))).text.trim()).toBe(text);
  });

  test('control characters and marks that turn words around do not get in', async () => {
    const mail = await read(
      'From: "Ada\u202e" <a@b.example>\r\nSubject: one\u0000\u001b[31mtwo\r\n\r\nx\u0000y\u202ez',
    );
    expect(mail.subject).toBe('one[31mtwo');
    expect(mail.from?.name).toBe('Ada');
    expect(mail.text.trim()).toBe('xyz');
    expect(cleanText('\ud800a\r\nb', 10)).toBe('�a\nb');
    expect(cleanText('ab😀', 3)).toBe('ab');
  });

  test('a line "From ..." of a pipe, and line ends of other systems', async () => {
    expect((await read(`From ada@marble.example Tue Mar 10 09:00:00 2026\n${PERSON}`)).messageId).toBe(
      '<answer-1@marble.example>',
    );
    for (const end of ['\n', '\r'])
      expect((await read(BOUNCE.replaceAll('\r\n', end))).parts.map((part) => part.mediaType)).toEqual([
        'message/delivery-status',
        'message/rfc822',
      ]);
  });

  test.each([
    [
      'nested a thousand deep',
      () =>
        `${Array.from({ length: 1000 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join('')}x`,
    ],
    [
      'a million empty parts',
      () => `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\n\r\n'.repeat(300_000)}`,
    ],
    ['headers without an end', () => `X-A: ${'a '.repeat(400_000)}\r\n`.repeat(6)],
    ['larger than is read', () => `X: y\r\n\r\n${'a'.repeat(LARGEST_MAIL)}`],
    ['mails in mails', () => 'Content-Type: message/rfc822\r\n\r\n'.repeat(2000)],
    ['HTML nested deep', () => `Content-Type: text/html\r\n\r\n${'<div><blockquote>'.repeat(20_000)}x`],
  ])('%s: at least its sender is known, soon', async (_name, rest) => {
    const began = performance.now();
    const mail = await read(`From: ada@marble.example\r\nMessage-ID: <x@y>\r\n${rest()}`);
    expect(mail.from?.address).toBe('ada@marble.example');
    expect(mail.messageId).toBe('<x@y>');
    expect(mail.parts.length).toBeLessThanOrEqual(200);
    // Not a measure of speed: what is quadratic in one of these takes minutes.
    expect(performance.now() - began).toBeLessThan(15_000);
  });

  test('nothing that comes makes it throw', async () => {
    const sources = [PERSON, BOUNCE, COMPLAINT, PLAIN_BOUNCE].map((source) => Buffer.from(source));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sources),
        fc.array(fc.tuple(fc.nat(3000), fc.uint8Array({ maxLength: 8 })), { maxLength: 6 }),
        fc.uint8Array({ maxLength: 200 }),
        async (source, changes, tail) => {
          const bytes = Buffer.concat([source, tail]);
          for (const [at, change] of changes)
            bytes.set(change.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length));
          const mail = await parseMail(bytes);
          expect(mail.text.isWellFormed()).toBe(true);
          expect(`${mail.text}${mail.subject}${mail.from?.address}${mail.from?.name}`).not.toMatch(CONTROL);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('fields are unfolded, and end with the headers', () => {
    const headers = readHeaders('A: one\r\n two\r\n\tthree\r\nno header\r\nB : x\r\na: 2\r\n\r\nC: body');
    expect([...headers]).toEqual([
      ['a', ['one two three', '2']],
      ['b', ['x']],
    ]);
    expect(idsIn('<a@b> junk <c d> <e@f>')).toEqual(['<a@b>', '<e@f>']);
  });
});

describe('what is repeated of earlier mails', () => {
  test.each([
    ['On Tue, 10 Mar 2026 at 09:00, Team <a@b.example> wrote:\n> Which licence?'],
    ['Am 10.03.2026 um 09:00 schrieb Team:\n> Welche Lizenz?'],
    ['Le mar. 10 mars 2026 à 09:00, Équipe <a@b.example> a écrit :\n> Quelle licence ?'],
    ['El mar, 10 mar 2026 a las 9:00, Equipo (<a@b.example>) escribió:\n> ¿Qué licencia?'],
    ['2026年3月10日(火) 9:00 チーム <a@b.example>のメール:\n> どのライセンスですか'],
    ['-----Original Message-----\nFrom: Team\nWhich licence?'],
    [
      '________________________________\nFrom: Team <a@b.example>\nSent: Tuesday\nTo: Ada\nSubject: x\n\nWhich licence?',
    ],
    ['Von: Team <a@b.example>\nGesendet: Dienstag\nAn: Ada\nBetreff: x\n\nWelche Lizenz?'],
    ['> Which licence?\n> Team'],
  ])('%j', (quoted) => {
    expect(splitQuoted(`MIT, as it says.\n\nAda\n\n${quoted}\n`)).toEqual({
      written: 'MIT, as it says.\n\nAda',
      quoted,
    });
  });

  test('answers between quoted lines stay', () => {
    const text = 'On Tuesday, 10 March, the team wrote:\n> Which licence?\nMIT.\n> Since when?\n2019.';
    expect(splitQuoted(text)).toEqual({ written: text, quoted: '' });
  });

  test('a mail of quotes alone keeps them', () => {
    expect(splitQuoted('> Which licence?\n> MIT')).toEqual({ written: '> Which licence?\n> MIT', quoted: '' });
  });

  test('every line that is not empty is in one of the two, in its order', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '',
        '> quoted',
        'On Tuesday, 10 March, the team wrote:',
        '-----Original Message-----',
        'From: a',
        'Sent: b',
        '--',
      ),
      fc.string({ maxLength: 20 }).map((text) => text.replaceAll('\n', ' ')),
    );
    const kept = (text: string) =>
      text
        .split('\n')
        .map((each) => each.trim())
        .filter((each) => each !== '');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const { written, quoted } = splitQuoted(lines.join('\n'));
        expect([...kept(written), ...kept(quoted)]).toEqual(kept(lines.join('\n')));
        if (kept(lines.join('\n')).length > 0) expect(written).not.toBe('');
      }),
    );
  });
});
