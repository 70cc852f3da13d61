import { expect, test } from 'vitest';
import { firstPageScripts } from './first-page-size.ts';

const chunk = (fileName: string, imports: string[] = [], isEntry = false) => ({
  type: 'chunk' as const,
  fileName,
  imports,
  isEntry,
  code: '',
});

test('counts the entry and what it imports at once, each once, and not what comes later', () => {
  const chunks = [
    chunk('main.js', ['a.js', 'b.js'], true),
    chunk('a.js', ['b.js', 'main.js']),
    chunk('b.js'),
    chunk('charts.js', ['b.js']),
  ];
  expect(firstPageScripts(chunks).map(({ fileName }) => fileName)).toEqual(['main.js', 'a.js', 'b.js']);
});
