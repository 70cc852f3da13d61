import { expect, test } from 'vitest';
import { withoutPerson } from './erase-evidence.ts';

const own = { name: 'Ada Quill', address: 'ada@quill.example' };
const found = (subject: string, words: string) => ({
  subject,
  words,
  finding: 'good',
  source: 'https://forge.example',
  at: '2026-03-10T09:00:00Z',
  href: null,
});
const check = (name: string, words: string, ...evidence: ReturnType<typeof found>[]) => ({
  name,
  state: 'passed',
  words,
  evidence,
});

test('a person’s name and address go wherever a file that was read repeats them; the rest stays', () => {
  const url = 'https://forge.example/Ada%20Quill/tide';
  const before = check('licences', 'All fine.', found(url, 'MIT: "Copyright ADA QUILL <ada@quill.example>".'));
  expect(withoutPerson(before, own)).toEqual(
    check('licences', 'All fine.', found(url, 'MIT: "Copyright (erased) <(erased)>".')),
  );
});

test('a repository whose address holds the name is named as before', () => {
  const before = check('visible', 'All fine.', found('https://forge.example/ada/x', 'Visible.'));
  expect(withoutPerson(before, { name: 'ada', address: null })).toEqual(before);
});

test('a name goes as a word, never out of the middle of another, and whatever signs it holds', () => {
  const words = (text: string, name: string) => withoutPerson(check('x', text), { name, address: null }).words;
  expect(words('Canada and Ada.', 'Ada')).toBe('Canada and (erased).');
  expect(words('By J. (Jo) O+.', 'J. (Jo) O+')).toBe('By (erased).');
  expect(words('A text.', 'A')).toBe('A text.');
  expect(words('A text.', ' ')).toBe('A text.');
});

test('the country goes from its own check, and from no other', () => {
  const text = found('Chad', 'The policy does not exclude Chad.');
  expect(withoutPerson(check('country-allowed', text.words, text), own)).toMatchObject({
    words: 'The policy does not exclude (erased).',
    evidence: [{ subject: '(erased)', words: 'The policy does not exclude (erased).', finding: 'good' }],
  });
  expect(withoutPerson(check('licences', 'Chad', text), own)).toMatchObject({ words: 'Chad' });
});
