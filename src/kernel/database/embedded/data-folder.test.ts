import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { barrier, passes, serverAccount } from './account.ts';
import { dataFolder, OutOfReach, prepareFolder } from './data-folder.ts';
import { makeSocketFolder } from './socket-folder.ts';

const asRoot = process.getuid?.() === 0;
let place: string;
let said: string[];
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'guildhall-data-'));
  chmodSync(place, 0o755);
  said = [];
});
afterEach(() => rmSync(place, { recursive: true }));

const choose = (asked?: string) => dataFolder(asked, place, (line) => said.push(line));

describe('the data folder', () => {
  test('is "data" in the project, open to nobody else', () => {
    expect(choose()).toBe(join(place, 'data'));
    expect(statSync(join(place, 'data')).mode & 0o066).toBe(0);
    expect(said).toEqual([]);
  });

  test('is the one that was asked for, made with its parents', () => {
    const asked = join(place, 'a/b');
    expect(choose(asked)).toBe(asked);
    expect(existsSync(asked)).toBe(true);
  });

  test('that cannot be made is refused in words', () => {
    expect(() => prepareFolder('/proc/guildhall')).toThrow(OutOfReach);
  });

  test.runIf(asRoot)(
    'is outside of a project that PostgreSQL cannot enter, the same at every start, and that is said',
    () => {
      chmodSync(place, 0o700);
      const first = choose();
      try {
        expect(first.startsWith('/var/lib/guildhall/')).toBe(true);
        expect(passes(serverAccount(null), '-x', first)).toBe(true);
        expect(said).toEqual([expect.stringContaining(first)]);
        expect(choose()).toBe(first);
      } finally {
        rmSync(first, { recursive: true });
      }
    },
  );

  test.runIf(asRoot)(
    'that was asked for and cannot be entered is refused, naming the highest folder in the way',
    () => {
      const shut = join(place, 'shut');
      mkdirSync(shut, { mode: 0o700 });
      expect(() => choose(join(shut, 'deep/er'))).toThrow(`chmod o+x ${shut}`);
      expect(existsSync(join(shut, 'deep'))).toBe(false);
      mkdirSync(join(shut, 'there'));
      expect(() => choose(join(shut, 'there'))).toThrow(`chmod o+x ${shut}`);
    },
  );
});

describe('the way to a folder', () => {
  test('is free, or shut by the highest folder that cannot be entered', () => {
    const account = serverAccount(null);
    expect(barrier(account, place)).toBeNull();
    if (!asRoot) return;
    mkdirSync(join(place, 'one/two/three'), { recursive: true });
    chmodSync(join(place, 'one/two'), 0o700);
    expect(barrier(account, join(place, 'one/two/three'))).toBe(join(place, 'one/two'));
    chmodSync(join(place, 'one'), 0o700);
    expect(barrier(account, join(place, 'one/two/three'))).toBe(join(place, 'one'));
  });
});

describe('the socket folder', () => {
  test('is short, private, and the same for the same data folder', () => {
    const long = join(place, 'x'.repeat(150));
    const folder = makeSocketFolder(long, null);
    try {
      expect(`${folder}/.s.PGSQL.5432`.length).toBeLessThan(104);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(makeSocketFolder(long, null)).toBe(folder);
      expect(makeSocketFolder(`${long}y`, null)).not.toBe(folder);
    } finally {
      rmSync(folder, { recursive: true });
      rmSync(makeSocketFolder(`${long}y`, null), { recursive: true });
    }
  });

  test.runIf(asRoot)('of somebody else is passed over', () => {
    const account = serverAccount(null);
    const theirs = makeSocketFolder(place, account);
    try {
      const ours = makeSocketFolder(place, null);
      expect(ours).toBe(`${theirs}-2`);
      rmSync(ours, { recursive: true });
    } finally {
      rmSync(theirs, { recursive: true });
    }
  });
});
