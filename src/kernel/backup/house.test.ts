import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '#kernel/database/connect.ts';
import { transactAs } from '#kernel/jobs/worker.ts';
import { busyProgram } from '#tests/support/busy-program.ts';
import { emptyDatabase } from '#tests/support/database.ts';
import { type TestHouse, testHouse } from '#tests/support/house.ts';
import { apply, confirm } from '#tests/support/program.ts';
import { differences, readFigures } from './figures.ts';
import { beginHold } from './hold.ts';
import { restoreBackup } from './restore.ts';
import { takeBackup } from './take.ts';
import { verifyBackup } from './verify.ts';

const house = await testHouse();
const folder = mkdtempSync(join(tmpdir(), 'guildhall-backups-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const takeOf = (from: TestHouse, path: string) =>
  takeBackup({
    url: from.house.database.url,
    path,
    reason: 'asked',
    figures: (tx, at) => readFigures(from.house, tx, at),
  });

describe('a busy house', () => {
  test('restored elsewhere, every figure and the number of rows of every table are equal', async () => {
    await busyProgram(house);
    const path = join(folder, 'busy.tar');
    let busy = true;
    let done = 0;
    const people = (async () => {
      while (busy) {
        const each = await apply(house, `busy-${done}`);
        await confirm(house, each);
        done++;
      }
    })();
    const taken = await takeOf(house, path);
    const then = done;
    while (done < then + 2) await new Promise((resolve) => setTimeout(resolve, 10));
    busy = false;
    await people;
    expect(taken.totals.figures?.length).toBe(house.house.figures.size);
    expect(taken.totals.figures?.some(({ value }) => value !== null && value > 0)).toBe(true);
    // A PostgreSQL of its own, every table counted and every figure read again.
    const proof = await verifyBackup({ path, place: folder, house: house.house });
    expect(proof.figures).toBe(house.house.figures.size);
    expect(proof.tables).toBe(taken.manifest.tables.length);
    expect(proof.rows).toBeGreaterThan(200);
    // The proof sees a difference: people went on after the snapshot, so the house itself is another one by now.
    const now = await readFigures(
      house.house,
      house.house.database.kysely,
      Temporal.Instant.from(taken.manifest.takenAt),
    );
    expect(differences(taken.totals.figures ?? [], now ?? []).length).toBeGreaterThan(0);
  });
});

describe('a restored house', () => {
  test('sends nothing until an owner ends the hold; nothing that waited is lost', async () => {
    await house.transact(async (c) => {
      const { keepSmtp } = await import('#kernel/mail/settings.ts');
      await keepSmtp(c, {
        host: '127.0.0.1',
        port: 9,
        security: 'none',
        user: null,
        fromAddress: 'a@example.org',
        fromName: 'A',
        replyTo: null,
        password: null,
      });
    });
    await apply(house, 'waits');
    const states = async (from: { rows: <R>(sql: string) => Promise<R[]> }) =>
      from.rows<{ state: string }>(
        `select state from mail.messages where to_address like 'waits@%' or to_address like '%waits%'`,
      );
    const waiting = await states(house);
    expect(waiting.map(({ state }) => state)).toEqual(['queued']);
    const path = join(folder, 'hold.tar');
    const { manifest } = await takeOf(house, path);
    const target = await emptyDatabase();
    const database = openDatabase(target.url, { max: 4 });
    try {
      const other = { ...house.house, database };
      await restoreBackup({
        path,
        url: target.url,
        before: () => transactAs(other, 'restore', (c) => beginHold(c, path, manifest)),
      });
      const ask = async <R>(sql: string): Promise<R[]> => (await database.pool.query(sql)).rows as R[];
      expect((await states({ rows: ask })).map(({ state }) => state)).toEqual(['held']);
      expect(await ask(`select value from house.settings where key = 'outgoing.held'`)).toEqual([{ value: true }]);
      expect(await ask(`select kind from ledger.facts where kind = 'house.restored'`)).toHaveLength(1);
      const { queueMail } = await import('#kernel/mail/queue.ts');
      const { testMail } = await import('#kernel/mail/test-mail.ts');
      const id = await transactAs(other, 'test', (c) =>
        queueMail(c, testMail, {
          to: { address: 'new@example.org' },
          data: testMail.sample,
          about: { kind: 'x', id: 'y' },
        }),
      );
      expect(await ask(`select state from mail.messages where id = '${id}'`)).toEqual([{ state: 'held' }]);
    } finally {
      await database.close();
      await target.drop();
    }
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  test('only an owner ends the hold, by typing that the house is to send again', async () => {
    await house.transact(async (c) => {
      const { holdOutgoing } = await import('#kernel/outgoing/held.ts');
      await holdOutgoing(c, true);
    });
    const owner = await house.as('owner');
    await expect((await house.as('manager')).backups.endHold({ confirm: 'send again' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(owner.mail.sendHeld({ expected: 0 })).rejects.toMatchObject({ data: { rule: 'mail.on-hold' } });
    expect((await owner.backups.list({})).hold.held).toBe(true);
    await owner.backups.endHold({ confirm: 'send again' });
    expect((await owner.backups.list({})).hold.held).toBe(false);
    expect(await house.rows(`select from ledger.facts where kind = 'house.hold-ended'`)).toHaveLength(1);
  });
});
