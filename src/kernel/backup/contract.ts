import { z } from 'zod';
import { command, id, instant, nothing, query } from '../contract/operation.ts';
import { reason } from './manifest.ts';
import { backupSettings } from './settings.ts';

/** What must be typed to let a restored house send again. */
export const HOLD_WORD = 'send again';

const owners = { permission: 'backups.manage', scope: 'everywhere' } as const;

const backup = z.object({
  id,
  reason,
  state: z.enum(['waiting', 'running', 'taken', 'failed']),
  askedAt: instant,
  /** The instant whose state is in it. */
  takenAt: instant.nullable(),
  /** The machine in whose folder it lies, and whether that is the one that answers. */
  node: z.string().nullable(),
  here: z.boolean(),
  file: z.string().nullable(),
  /** Bytes. */
  size: z.number().int().nullable(),
  rows: z.number().int().nullable(),
  guildhall: z.string().nullable(),
  checkedAt: instant.nullable(),
  checkedHow: z.enum(['read', 'restored']).nullable(),
  trouble: z.string().nullable(),
  progress: z.object({ done: z.number().int(), total: z.number().int().nullable(), words: z.string() }).nullable(),
});

export const backupsContract = {
  list: query({
    path: '/backups',
    ...owners,
    summary: 'The backups there are, when the next is due, how many are kept, and whether the house is on hold',
    input: nothing,
    output: z.object({
      backups: z.array(backup),
      settings: backupSettings,
      /** null: none by itself. */
      nextAt: instant.nullable(),
      zone: z.string(),
      /** The folder on the node that answers. */
      folder: z.string().nullable(),
      hold: z.object({
        held: z.boolean(),
        restored: z.object({ archive: z.string(), takenAt: z.string(), restoredAt: z.string() }).nullable(),
        word: z.string(),
      }),
    }),
  }),
  take: command({
    path: '/backups',
    ...owners,
    summary: 'Take a backup now',
    input: nothing,
    output: z.object({ backup: id.nullable() }),
  }),
  changeSettings: command({
    method: 'PUT',
    path: '/backups/settings',
    ...owners,
    summary: 'Change when backups are taken, how many are kept and how they are proved',
    input: backupSettings,
    output: nothing,
  }),
  noteDownload: command({
    path: '/backups/{id}/download',
    ...owners,
    summary: 'Note that a backup is downloaded; the file itself is at /backups/{id}/archive',
    input: z.object({ id }),
    output: z.object({ file: z.string() }),
  }),
  endHold: command({
    path: '/backups/hold/end',
    ...owners,
    summary: 'Let a restored house send again; mails that are held stay in the outbox until they are sent from there',
    input: z.object({ confirm: z.literal(HOLD_WORD, { error: `Type "${HOLD_WORD}" to let the house send again.` }) }),
    output: nothing,
  }),
};
