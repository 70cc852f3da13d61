import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { sql } from 'kysely';
import { z } from 'zod';
import { actorKey, type Context } from '../context.ts';
import { refused } from '../errors.ts';
import { newId } from '../ids.ts';
import { job, queueJob, type Run } from '../jobs/job.ts';
import { timetable } from '../jobs/timetable.ts';
import { record } from '../ledger/record.ts';
import { checkArchive } from './archive-read.ts';
import { backupFailed, backupVerified } from './facts.ts';
import { readFigures } from './figures.ts';
import { archivePath } from './folder.ts';
import { compareWithFolder, endAbandoned, folderOf, noteTaken, readBackups, removeByRule } from './list.ts';
import { reason } from './manifest.ts';
import { dueInstants, readBackupSettings } from './settings.ts';
import { takeBackup } from './take.ts';
import { verifyBackup } from './verify.ts';

const about = (id: string) => ({ kind: 'backup', id });

/** Asks for a backup: one waits or runs at a time. Answers its id. Throws `refused`. */
export async function askForBackup(
  c: Context,
  why: 'asked' | 'nightly',
  due: Temporal.Instant | null = null,
): Promise<string | null> {
  await sql`select pg_advisory_xact_lock(hashtext('house.backups'))`.execute(c.tx);
  await endAbandoned(c);
  const under = (await readBackups(c)).find(({ state }) => state === 'waiting' || state === 'running');
  if (under) {
    if (why === 'nightly') return null;
    throw refused('backup.under-way', 'A backup is being taken. Wait until it is there.');
  }
  const id = newId();
  const { rows } = await sql`
    insert into house.backups (id, reason, due, state, asked_at, asked_by) values (${id}, ${why}, ${due}, 'waiting', ${c.now}, ${actorKey(c.actor)})
    on conflict (due) do nothing returning 1`.execute(c.tx);
  if (rows.length === 0) return null;
  await queueJob(c, takeBackupJob, { backup: id }, { key: `backup:${id}` });
  return id;
}

/** Takes a backup that was asked for, proves it, and removes what the rule does not keep. */
export const takeBackupJob = job(
  'backups.take',
  z.object({ backup: z.uuid() }),
  async (run, { backup }) => {
    try {
      await take(run, backup);
    } catch (error) {
      if (!run.lastAttempt) throw error;
      await fail(run, backup, 'take', error);
      return;
    }
    try {
      await prove(run, backup);
    } catch (error) {
      await fail(run, backup, 'verify', error);
      return;
    }
    await removeByRule(run);
    await run.progress.finish(about(backup), 'The backup is there and proved.');
  },
  { words: 'Take a backup and prove it', attempts: 3 },
);

async function take(run: Run, id: string): Promise<void> {
  const row = await run.transact('backups', async (c) => {
    const found = await sql<{ reason: string; state: string }>`
      update house.backups set state = case when state = 'taken' then state else 'running' end, node = ${hostname()}
      where id = ${id} returning reason, state`.execute(c.tx);
    return found.rows[0] ?? null;
  });
  const folder = await folderOf(run.house);
  if (!row || row.state === 'taken') return;
  if (folder === null) throw new Error('this house has no folder for backups');
  const why = reason.parse(row.reason);
  const path = archivePath(folder, run.house.clock.now(), why, id);
  const taken = await takeBackup({
    url: run.house.database.url,
    path,
    reason: why,
    id,
    clock: run.house.clock,
    figures: (tx, at) => readFigures(run.house, tx, at),
    progress: (done, of, words) => run.progress.report(about(id), done, of, words),
    signal: run.signal,
  });
  await run.transact('backups', (c) => noteTaken(c, taken, basename(path)));
}

/** At least once a week by restoring it, otherwise by reading it to its end. */
async function prove(run: Run, id: string): Promise<void> {
  const folder = await folderOf(run.house);
  const { row, restoring } = await run.transact('backups', async (c) => {
    const all = await readBackups(c);
    const weekAgo = c.now.subtract({ hours: 6 * 24 + 12 });
    const proved = all.some(
      (each) =>
        each.checkedHow === 'restored' && each.checkedAt && Temporal.Instant.compare(each.checkedAt, weekAgo) > 0,
    );
    return {
      row: all.find((each) => each.id === id),
      restoring: !proved || (await readBackupSettings(c)).prove === 'every',
    };
  });
  if (folder === null || !row?.file) throw new Error('the backup is not in the list');
  const path = join(folder, row.file);
  const how = restoring ? ('restored' as const) : ('read' as const);
  if (restoring)
    await verifyBackup({
      path,
      place: run.house.folder ?? dirname(path),
      house: run.house,
      progress: (done, of, words) => run.progress.report(about(id), done, of, `Proving it. ${words}`),
    });
  else {
    await run.progress.report(about(id), 0, 1, 'Reading it to its end.');
    await checkArchive(path);
  }
  await run.transact('backups', async (c) => {
    await sql`update house.backups set checked_at = ${c.now}, checked_how = ${how}, trouble = null where id = ${id}`.execute(
      c.tx,
    );
    await record(c, backupVerified, { about: about(id), data: { backup: id, how } });
  });
}

async function fail(run: Run, id: string, stage: 'take' | 'verify', error: unknown): Promise<void> {
  const words = error instanceof Error ? error.message : String(error);
  run.log.error({ err: error, backup: id }, stage === 'take' ? 'a backup failed' : 'a backup could not be proved');
  await run.transact('backups', async (c) => {
    await sql`update house.backups set trouble = ${words.slice(0, 1000)},
      state = case when state = 'taken' then state else 'failed' end where id = ${id}`.execute(c.tx);
    await record(c, backupFailed, { about: about(id), data: { backup: id, stage } });
  });
  await run.progress.finish(about(id), words.slice(0, 300), true);
}

export const backupTimetables = [
  timetable('backups.look', { every: 'minute' }, 'Take a backup if one is due', async (run) => {
    await run.transact('backups', async (c) => {
      const { last } = await dueInstants(c);
      if (!last) return;
      const had = await sql`select 1 from house.backups where due >= ${last}`.execute(c.tx);
      if (had.rows.length === 0) await askForBackup(c, 'nightly', last);
    });
  }),
  timetable(
    'backups.compare-with-folder',
    { every: 'hour' },
    'Compare the list of backups with their folder',
    compareWithFolder,
  ),
];
