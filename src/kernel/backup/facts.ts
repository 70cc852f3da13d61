import { z } from 'zod';
import { fact } from '../ledger/fact.ts';
import { reason } from './manifest.ts';

/** The ledger names everything by a UUID; of the backups' settings there are only one. */
export const BACKUPS = { kind: 'backups', id: '00000000-0000-0000-0000-000000000000' };

const backup = z.object({ backup: z.uuid() });

export const backupTaken = fact(
  'backup.taken',
  backup.extend({ reason, size: z.number().int(), rows: z.number().int() }),
  'took a backup',
);
/** `stage`: whether taking it failed, or proving it. */
export const backupFailed = fact(
  'backup.failed',
  backup.extend({ stage: z.enum(['take', 'verify']) }),
  'could not take or prove a backup',
);
/** `how`: all its bytes were read and their sums compared, or it was restored and everything compared. */
export const backupVerified = fact(
  'backup.verified',
  backup.extend({ how: z.enum(['read', 'restored']) }),
  'proved a backup',
);
export const backupDownloaded = fact('backup.downloaded', backup, 'downloaded a backup');
export const backupRuleChanged = fact(
  'backup.rule-changed',
  z.object({
    on: z.boolean(),
    at: z.string(),
    daily: z.number().int(),
    weekly: z.number().int(),
    monthly: z.number().int(),
    prove: z.string(),
  }),
  'changed when backups are taken and kept',
);
export const houseRestored = fact(
  'house.restored',
  backup.extend({ takenAt: z.string() }),
  'restored the house from a backup',
);
export const holdEnded = fact('house.hold-ended', z.object({}), 'let the restored house send again');

export const backupFacts = [
  backupTaken,
  backupFailed,
  backupVerified,
  backupDownloaded,
  backupRuleChanged,
  houseRestored,
  holdEnded,
];
