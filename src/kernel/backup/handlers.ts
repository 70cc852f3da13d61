import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Handlers } from '../contract/handlers.ts';
import { notFound, refused } from '../errors.ts';
import { record } from '../ledger/record.ts';
import { organisationZone } from '../settings/organisation.ts';
import { type backupsContract, HOLD_WORD } from './contract.ts';
import { BACKUPS, backupDownloaded, backupRuleChanged } from './facts.ts';
import { endHold, readHold } from './hold.ts';
import { askForBackup } from './jobs.ts';
import { folderOf, readBackups } from './list.ts';
import { dueInstants, readBackupSettings, writeBackupSettings } from './settings.ts';

type Step = { id: string; done: number; total: number | null; words: string };

async function list(c: Context) {
  const backups = await readBackups(c);
  const { rows: steps } = await sql<Step>`select about_id id, done, total, words from jobs.progress
    where about_kind = 'backup' and state = 'running' and about_id = any(${backups.map(({ id }) => id)}::text[])`.execute(
    c.tx,
  );
  const { held, restored } = await readHold(c);
  const folder = await folderOf(c.house);
  return {
    backups: backups.map((each) => {
      const step = steps.find(({ id }) => id === each.id);
      return {
        ...each,
        askedAt: each.askedAt.toString(),
        takenAt: each.takenAt?.toString() ?? null,
        checkedAt: each.checkedAt?.toString() ?? null,
        here: isHere(folder, each.file),
        progress: step ? { done: step.done, total: step.total, words: step.words } : null,
      };
    }),
    settings: await readBackupSettings(c),
    nextAt: (await dueInstants(c)).next?.toString() ?? null,
    zone: await organisationZone(c),
    folder,
    hold: { held, restored, word: HOLD_WORD },
  };
}

/** Nodes may share a folder, so that it is the file that counts, not whose worker wrote it. */
const isHere = (folder: string | null, file: string | null): boolean =>
  folder !== null && file !== null && existsSync(join(folder, file));

export const backupsHandlers: Handlers<typeof backupsContract> = {
  list,
  take: async (c) => {
    if ((await folderOf(c.house)) === null)
      throw refused('backup.no-folder', 'This house has no folder for backups. Set GUILDHALL_BACKUPS.');
    return { backup: await askForBackup(c, 'asked') };
  },
  changeSettings: async (c, settings) => {
    await writeBackupSettings(c, settings);
    await record(c, backupRuleChanged, { about: BACKUPS, data: settings });
    return {};
  },
  noteDownload: async (c, { id }) => {
    const found = (await readBackups(c)).find((each) => each.id === id && each.state === 'taken');
    if (!found?.file) throw notFound('This backup is not there any more.');
    if (!isHere(await folderOf(c.house), found.file))
      throw refused('backup.elsewhere', `This backup lies on the machine ${found.node}. Fetch it there.`);
    await record(c, backupDownloaded, { about: { kind: 'backup', id }, data: { backup: id } });
    return { file: found.file };
  },
  endHold: async (c) => {
    await endHold(c);
    return {};
  },
};
