import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LEVELS } from './asvs-5-ids.ts';
import { ROOT } from './documents.ts';

const text = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
const lines = [...text.matchAll(/^\| (V\d+\.\d+\.\d+) \| (\d) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(
  ([, id = '', level = '', what = '', state = '', reason = '']) => ({ id, level: Number(level), what, state, reason }),
);
const STATES = ['met', 'partly', 'not met', 'not applicable'];
const filesIn = (reason: string): string[] => [...reason.matchAll(/`([\w./-]+\.\w+)`/g)].map(([, file = '']) => file);

test('every requirement of levels 1 and 2 stands there once, in order, and no other', () => {
  expect(LEVELS.size).toBe(253);
  expect([...LEVELS.values()].filter((level) => level === 1)).toHaveLength(70);
  expect(lines.map(({ id }) => id)).toEqual([...LEVELS.keys()]);
  for (const { id, level } of lines) expect([id, level]).toEqual([id, LEVELS.get(id)]);
  // A line that is written in another way would be none.
  expect(text.match(/^\| V\d/gm)).toHaveLength(253);
});

test('every line says how it stands: a test or document that is there, or a reason', () => {
  for (const { id, what, state, reason } of lines) {
    expect(STATES, id).toContain(state);
    expect(what.length, id).toBeGreaterThan(2);
    const files = filesIn(reason);
    expect(
      files.filter((file) => !existsSync(join(ROOT, file))),
      id,
    ).toEqual([]);
    if (state === 'met') expect(files.length, `${id} is met by what?`).toBeGreaterThan(0);
    else expect(reason.length, `${id} needs a reason`).toBeGreaterThan(10);
  }
});

test('the numbers at its beginning are those of its lines', () => {
  const count = (state: string) => lines.filter((line) => line.state === state).length;
  const said = /Of its (\d+) requirements (\d+) are met, (\d+) in part, (\d+) are not, (\d+) do not apply/.exec(
    text.replace(/\s+/g, ' '),
  );
  expect(said?.slice(1).map(Number)).toEqual([253, ...STATES.map(count)]);
});
