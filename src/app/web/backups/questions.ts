import { ask } from '#web/ask.ts';
import type { Client } from '#web/client.ts';

export type Backups = Awaited<ReturnType<Client['backups']['list']>>;
export type Backup = Backups['backups'][number];

export const backups = ask((c) => c.backups.list, {});
