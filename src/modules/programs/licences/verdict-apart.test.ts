import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { repository, textOf } from './fixtures.ts';
import { licenceVerdict } from './verdict.ts';
import { LicencesNotRead, licenceReader } from './verdict-apart.ts';

const mit = textOf('MIT').replace('<year>', '2024').replace('<copyright holders>', 'Ada Lovelace');
const folder = mkdtempSync(join(tmpdir(), 'guildhall-verdict-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program that stands in for the process that reads licences. */
function program(source: string): string {
  const path = join(folder, `${source.length}-${Math.random()}.mjs`);
  writeFileSync(path, source);
  return path;
}
const timeless = (verdict: Awaited<ReturnType<typeof licenceVerdict>>) => ({
  ...verdict,
  looked: { ...verdict.looked, milliseconds: 0 },
});

describe('a licence verdict by a process of its own', () => {
  test('is the verdict of this process, for several repositories at once, file by file', async () => {
    const apart = licenceReader();
    const all = [
      { LICENSE: mit, 'src/a.ts': '// SPDX-License-Identifier: MIT\n', 'bin.dat': new Uint8Array([0, 1, 2, 255]) },
      { COPYING: textOf('GPL-3.0-only'), 'vendor/x/LICENSE': mit },
      { LICENSE: 'For non-commercial use only.' },
      {},
    ].map((files) => repository(files));
    const verdicts = await Promise.all(all.map((one) => apart(one)));
    expect(verdicts.map((one) => one.verdict)).toEqual(['approved', 'approved', 'unsure', 'not-approved']);
    for (const [i, one] of all.entries()) {
      expect(timeless(verdicts[i] as never)).toEqual(timeless(await licenceVerdict(one)));
    }
  });

  test('takes a file that cannot be read for what it is, and one beyond all licences for too large', async () => {
    const apart = licenceReader();
    const failing = {
      ...repository({ LICENSE: mit }),
      read: async () => {
        throw new Error('the host went away');
      },
    };
    const huge = repository({ LICENSE: new Uint8Array(9 * 1024 * 1024).fill(65) });
    for (const one of [failing, huge]) {
      const { verdict, reasons } = await apart(one);
      expect(verdict).toBe('unsure');
      expect(reasons.map((reason) => reason.code)).toContain('unreadable');
    }
  });

  test('ends when idle, and the next one gets a process again', async () => {
    const counting = program(`process.on('disconnect', () => process.exit());
      process.on('message', ({ verdict }) => process.send({ verdict, answer: process.pid }));`);
    const apart = licenceReader({ program: counting, idle: 50 });
    const first = Number(await apart(repository({})));
    expect(Number(await apart(repository({})))).toBe(first);
    await expect.poll(() => isAlive(first)).toBe(false);
    expect(Number(await apart(repository({})))).not.toBe(first);
  });
});

describe('no verdict comes', () => {
  test.each<[string, string, string]>([
    ['crashes', `process.on('message', () => process.abort());`, 'SIGABRT'],
    ['ends', `process.on('message', () => process.exit(3));`, '3'],
    ['never begins', `throw new Error('broken');`, 'ended by itself (1)'],
    ['makes a mistake', `process.on('message', ({ verdict }) => process.send({ verdict, fault: 'oh' }));`, 'oh'],
    ['hangs', `process.on('message', () => { for (;;); });`, 'said nothing for 1 seconds'],
    [
      'hangs after a file',
      `process.on('message', ({ verdict }) => {
        if (!verdict) for (;;);
        process.send({ verdict, reading: 1, path: 'LICENSE' });
      });`,
      'said nothing for 1 seconds',
    ],
  ])('when the process %s; the next one is asked afresh', async (_, source, words) => {
    const apart = licenceReader({ program: program(source), patience: 1_000 });
    for (const _ of [1, 2]) {
      const fault = await apart(repository({ LICENSE: mit })).catch((error: unknown) => error);
      expect(fault).toBeInstanceOf(LicencesNotRead);
      expect((fault as Error).message).toContain(words);
    }
  });

  test('a slow host is waited for', async () => {
    const asking = program(`process.on('disconnect', () => process.exit());
      process.on('message', ({ verdict, bytes }) => {
      if (bytes) process.send({ verdict: 1, answer: 'read' });
      else process.send({ verdict, reading: 1, path: 'LICENSE' });
    });`);
    const apart = licenceReader({ program: asking, patience: 1_000 });
    const slow = {
      ...repository({}),
      read: () => new Promise<Uint8Array>((done) => setTimeout(done, 1_500, new Uint8Array([1]))),
    };
    expect(await apart(slow)).toBe('read');
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
