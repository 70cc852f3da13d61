import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimFolder, DataFolderInUse } from './claim.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-claim-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

// That it holds between processes, and ends with them, is proved in ../embedded.test.ts.
describe('a claim', () => {
  test('is refused to the second, naming the first, and given after a release', () => {
    const first = claimFolder(folder);
    expect(() => claimFolder(folder)).toThrow(`process ${process.pid}`);
    expect(() => claimFolder(folder)).toThrow(DataFolderInUse);
    first.release();
    first.release();
    const second = claimFolder(folder);
    expect(() => claimFolder(folder)).toThrow(DataFolderInUse);
    second.release();
  });

  test('does not believe a number that a killed process left', () => {
    writeFileSync(join(folder, 'owner.pid'), '1\n');
    const claim = claimFolder(folder);
    expect(readFileSync(join(folder, 'owner.pid'), 'utf8')).toBe(`${process.pid}\n`);
    claim.release();
  });

  test('keeps its lock file to itself', () => {
    const claim = claimFolder(folder);
    expect(statSync(join(folder, 'owner.lock')).mode & 0o777).toBe(0o600);
    claim.release();
  });
});
