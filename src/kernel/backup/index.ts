import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import type { PublicRoute } from '../http/public-route.ts';
import type { Module } from '../module.ts';
import type { NeedsMe, NeedsMeItem } from '../slots.ts';
import { backupsContract } from './contract.ts';
import { backupFacts } from './facts.ts';
import { backupsHandlers } from './handlers.ts';
import { readHold } from './hold.ts';
import { backupTimetables, takeBackupJob } from './jobs.ts';
import { folderOf, readBackups } from './list.ts';

const PAGE = '/settings/backups';

/** What owners have to know without looking: a hold that nobody ended, and a backup that failed last. */
async function items(c: Context): Promise<{ total: number; items: NeedsMeItem[] }> {
  const { held, restored } = await readHold(c);
  const [last] = (await readBackups(c)).filter(({ state, trouble }) => state === 'taken' || trouble !== null);
  const common = { href: PAGE, due: null, health: 'late' } as const;
  const found: NeedsMeItem[] = [
    ...(held && restored
      ? [
          {
            id: 'backups.hold',
            title: 'This house sends nothing yet',
            words: 'It was restored from a backup and is on hold.',
            ...common,
          },
        ]
      : []),
    ...(last?.trouble
      ? [{ id: 'backups.trouble', title: 'The last backup failed', words: last.trouble, ...common }]
      : []),
  ];
  return { total: found.length, items: found };
}

const needsMe: NeedsMe = { name: 'backups', permission: 'backups.manage', items };

/** The archive itself; the operation says whether the viewer may have it, and the ledger that it was fetched. */
const download: PublicRoute = {
  method: 'GET',
  path: '/backups/:id/archive',
  serve: async ({ params }, perform, c) => {
    const { file } = (await perform('backups.noteDownload', { id: params.id })) as { file: string };
    const folder = await folderOf(c.house);
    // A row that came with a restored archive is not ours to trust: it names a file of the folder, or none.
    if (folder === null || !/^[\w.-]+\.tar$/.test(file)) throw notFound('This backup is not there any more.');
    const bytes = await openAsBlob(join(folder, file)).catch(() => {
      throw notFound('This backup is not there any more.');
    });
    const headers = {
      'Content-Type': 'application/x-tar',
      'Content-Length': String(bytes.size),
      'Content-Disposition': `attachment; filename="${file}"`,
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    };
    return { response: new Response(bytes.stream(), { headers }) };
  },
};

/** Backups of the whole house: taken every night and when asked for, proved, kept by a rule; and the hold of a restored house. */
export const backupsModule: Module = {
  name: 'backups',
  contract: backupsContract,
  handlers: backupsHandlers,
  permissions: [
    { name: 'backups.manage', words: 'Take, download and set up backups; let a restored house send again', roles: [] },
  ],
  facts: backupFacts,
  jobs: [takeBackupJob],
  timetables: backupTimetables,
  publicRoutes: [download],
  needsMe: [needsMe],
};
