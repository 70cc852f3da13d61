import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { House } from '../house.ts';
import type { Run } from '../jobs/job.ts';
import { record } from '../ledger/record.ts';
import { organisationZone } from '../settings/organisation.ts';
import { backupFailed, backupTaken } from './facts.ts';
import { archivesIn, backupsFolder, type Found, removeForgotten } from './folder.ts';
import { keptBackups } from './keep.ts';
import type { Reason } from './manifest.ts';
import { readBackupSettings } from './settings.ts';

/** The folder of this node's backups, or null where the house has no data folder. */
export const folderOf = async ({ settings, folder }: House): Promise<string | null> =>
  folder === undefined && settings.backups === undefined ? null : await backupsFolder(settings, folder ?? '.');

export type BackupRow = {
  id: string;
  reason: Reason;
  state: 'waiting' | 'running' | 'taken' | 'failed';
  askedAt: Temporal.Instant;
  takenAt: Temporal.Instant | null;
  node: string | null;
  file: string | null;
  size: number | null;
  rows: number | null;
  guildhall: string | null;
  checkedAt: Temporal.Instant | null;
  checkedHow: 'read' | 'restored' | null;
  trouble: string | null;
};

/** All backups that there are, the newest first; failed ones of the last 30 days. */
export async function readBackups(c: Pick<Context, 'tx' | 'now'>): Promise<BackupRow[]> {
  const { rows } = await sql<BackupRow>`
    select id, reason, state, asked_at "askedAt", taken_at "takenAt", node, file, size, rows, guildhall,
      checked_at "checkedAt", checked_how "checkedHow", trouble
    from house.backups
    where removed_at is null and (state <> 'failed' or asked_at > ${c.now.subtract({ hours: 24 * 30 })})
    order by coalesce(taken_at, asked_at) desc, id desc limit 500`.execute(c.tx);
  return rows;
}

/** Writes a taken backup down with its fact. A second time it does nothing. */
export async function noteTaken(
  c: Context,
  found: Pick<Found, 'size' | 'manifest' | 'totals'>,
  file: string,
): Promise<void> {
  const { manifest, totals, size } = found;
  const amount = Object.values(totals.tables).reduce((sum, { rows }) => sum + rows, totals.jobs.rows);
  const noted = await sql`
    insert into house.backups (id, reason, state, asked_at, asked_by, taken_at, node, file, size, rows, guildhall)
    values (${manifest.id}, ${manifest.reason}, 'taken', ${manifest.takenAt}::timestamptz, 'system:command', ${manifest.takenAt}::timestamptz,
      ${hostname()}, ${file}, ${size}, ${amount}, ${manifest.guildhall})
    on conflict (id) do update set state = 'taken', taken_at = excluded.taken_at,
      node = excluded.node, file = excluded.file, size = excluded.size, rows = excluded.rows, guildhall = excluded.guildhall, trouble = null
    where house.backups.state <> 'taken'`.execute(c.tx);
  if (Number(noted.numAffectedRows ?? 0) === 0) return;
  const data = { backup: manifest.id, reason: manifest.reason, size, rows: amount };
  await record(c, backupTaken, { about: { kind: 'backup', id: manifest.id }, data });
}

/**
 * Ends backups whose job is gone or has no tries left, because their worker was killed each time: nobody is at them, and nobody would be any
 * more. Without this they would stand in the way of every later one.
 */
export async function endAbandoned(c: Context): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update house.backups b set state = 'failed', trouble = 'Its worker was ended in the middle, as often as it was tried.'
    where b.state in ('waiting', 'running') and not exists (
      select from graphile_worker._private_jobs j
      where j.key = 'backup:' || b.id and (j.attempts < j.max_attempts or j.locked_at is not null))
    returning b.id`.execute(c.tx);
  for (const { id } of rows)
    await record(c, backupFailed, { about: { kind: 'backup', id }, data: { backup: id, stage: 'take' } });
}

/**
 * Brings the list in line with this node's folder: enters archives that the list does not know (taken by the command line, before
 * migrating, or carried here), and strikes out those whose file is gone.
 */
export async function compareWithFolder(run: Pick<Run, 'house' | 'transact'>): Promise<void> {
  const folder = await folderOf(run.house);
  if (folder === null) return;
  await removeForgotten(folder);
  const found = await archivesIn(folder);
  await run.transact('backups', async (c) => {
    for (const each of found) await noteTaken(c, each, each.file);
    await sql`update house.backups set removed_at = ${c.now}
      where node = ${hostname()} and state = 'taken' and removed_at is null and file <> all(${found.map(({ file }) => file)}::text[])`.execute(
      c.tx,
    );
  });
}

/** Removes what the rule does not keep, of this node's archives. The last one that was proved by restoring it stays whatever the rule says. */
export async function removeByRule(run: Pick<Run, 'house' | 'transact'>): Promise<string[]> {
  const folder = await folderOf(run.house);
  if (folder === null) return [];
  const { backups, rule, zone } = await run.transact('backups', async (c) => ({
    backups: (await readBackups(c)).filter(
      ({ state, node, file }) =>
        state === 'taken' && (node === hostname() || existsSync(join(folder, file ?? '.none'))),
    ),
    rule: await readBackupSettings(c),
    zone: await organisationZone(c),
  }));
  const kept = keptBackups(
    backups.map(({ id, takenAt, reason }) => ({
      id,
      takenAt: takenAt as Temporal.Instant,
      beforeMigrating: reason === 'before-migrating',
    })),
    rule,
    zone,
  );
  const proved = backups.find(({ checkedHow }) => checkedHow === 'restored');
  const gone = backups.filter(({ id }) => !kept.has(id) && id !== proved?.id);
  for (const { file } of gone) await rm(join(folder, file as string), { force: true });
  const ids = gone.map(({ id }) => id);
  await run.transact('backups', (c) =>
    sql`update house.backups set removed_at = ${c.now} where id = any(${ids}::uuid[])`.execute(c.tx),
  );
  return ids;
}
