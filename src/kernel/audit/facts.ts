import { z } from 'zod';
import { fact } from '../ledger/fact.ts';

/** `originDays`: for how many days the ledger keeps from where and with what something was done; null: for ever. */
export const auditSettings = z.object({ originDays: z.number().int().min(1).max(3650).nullable().default(null) });

/** Somebody asked again and again for what their roles do not allow; once an hour for an account. `operation`: the last one. */
export const permissionRefused = fact(
  'permission.refused',
  z.object({ operation: z.string() }),
  'was refused several operations that their roles do not allow',
);
/** A part of the audit log left the house as a file. `part`: the first, or one that follows it. */
export const auditExported = fact(
  'audit.exported',
  z.object({
    format: z.enum(['csv', 'jsonl']),
    rows: z.number().int(),
    filters: z.array(z.string()),
    part: z.enum(['first', 'next']),
  }),
  'exported the audit log',
);
export const auditSettingsChanged = fact(
  'audit.settings-changed',
  auditSettings,
  'changed how long the audit log keeps addresses',
);

export const auditFacts = [permissionRefused, auditExported, auditSettingsChanged];
