import { expect, test } from 'vitest';
import { MOST_LINES, slackMessage } from './chat.ts';

const line = (title: string, words = 'was sent') => ({ title, words, href: 'https://guildhall.test/a/1', count: 1 });

test.each([
  '<!channel> <https://evil.example|Sign in>',
  '@channel @here @all',
  '[Sign in](https://evil.example) ![x](https://evil.example/x.png)',
  'one\n> two\r\nthree',
  'a|b',
  'https://evil.example',
])('%j of a stranger is text in a chat, and calls nobody', (text) => {
  const sent = slackMessage([line(text, text)]).text;
  // Our own link is the only one, and there is one line.
  expect(sent.match(/<[^>]*>/g)).toEqual([expect.stringMatching(/^<https:\/\/guildhall\.test\/a\/1\|[^|<>]*>$/)]);
  const rest = sent.replace('https://guildhall.test/a/1', '');
  expect(rest).not.toMatch(/[\r\n]|@\w|\]\(|:\/\//);
});

test('what people read is all there', () => {
  const { text, blocks } = slackMessage([{ ...line('OSS-1 R&D @ home', 'from ada@example.org'), count: 3 }]);
  expect(text.replaceAll('\u200b', '')).toBe(
    '<https://guildhall.test/a/1|OSS-1 R&amp;D @ home> from ada@example.org (3 times)',
  );
  expect(blocks).toHaveLength(1);
  expect(slackMessage(Array.from({ length: MOST_LINES + 2 }, () => line('a'))).text).toMatch(/And 2 more$/);
});
