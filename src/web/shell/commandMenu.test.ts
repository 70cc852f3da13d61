import { expect, test } from 'vitest';
import { type Entry, marked, matching } from './commandMenu.ts';

const entries: Entry[] = [
  { id: '1', group: 'Go to', label: 'Programs', path: '/programs' },
  { id: '2', group: 'Go to', label: 'Applications', detail: 'Programs', path: '/programs/applications' },
  { id: '3', group: 'Do', label: 'Invite a colleague', words: ['account', 'Ünal'], run: () => {} },
];
const ids = (typed: string) => matching(entries, typed).map(({ id }) => id);

test('finds by the start of words, the own label first, accents and case aside', () => {
  expect(ids('')).toEqual(['1', '2', '3']);
  expect(ids('prog')).toEqual(['1', '2']);
  expect(ids('app prog')).toEqual(['2']);
  expect(ids('UNAL')).toEqual(['3']);
  expect(ids('rograms')).toEqual([]);
});

test('marks the words that were found, whatever their accents', () => {
  expect(marked('OSS-7 Müller & Co', ['muller', 'co'])).toEqual([
    { text: 'OSS-7 ', mark: false },
    { text: 'Müller', mark: true },
    { text: ' & ', mark: false },
    { text: 'Co', mark: true },
  ]);
});
