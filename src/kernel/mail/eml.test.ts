import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { composeMail } from './eml.ts';

const subject = '【OSS-1042】「マーブルクロック」の申請が承認されました。残りの手続きは1つです：契約に同意してください';

test('a mail in Japanese goes out in ASCII headers and short lines, and is read as it was written', async () => {
  const text = `高橋 花子様\n\n${'申請状況ページをご覧ください。'.repeat(60)}\n`;
  const mail = await composeMail({
    id: '01a1ffad-9423-78ac-b032-e51bf6cea59e',
    from: { address: 'team@guild.example', name: 'ランタン財団' },
    to: { address: 'ada@example.org', name: '高橋 花子' },
    replyTo: null,
    subject,
    html: `<html lang="ja"><body><p>${text}</p></body></html>`,
    text,
    headers: {},
    messageId: '<a@guild.example>',
    queuedAt: Temporal.Instant.from('2026-03-10T09:00:00Z'),
  });
  const [headers = ''] = mail.toString('utf8').split('\r\n\r\n');
  expect(headers).toMatch(/^[\x20-\x7e\r\n\t]*$/);
  expect(headers).toContain('Subject: =?UTF-8?');
  // RFC 2047: an encoded word has at most 75 characters; RFC 5322: no line is longer than 998.
  for (const [word] of headers.matchAll(/=\?UTF-8\?\S*/g)) expect(word.length).toBeLessThanOrEqual(75);
  for (const line of mail.toString('latin1').split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
  const read = await PostalMime.parse(mail);
  expect(read.subject).toBe(subject);
  expect(read.from).toMatchObject({ name: 'ランタン財団' });
  expect(read.to).toMatchObject([{ name: '高橋 花子', address: 'ada@example.org' }]);
  expect(read.text?.replaceAll('\r\n', '\n').trim()).toBe(text.trim());
  expect(read.html).toContain('申請状況ページ');
});
