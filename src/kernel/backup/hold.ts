import { sql } from 'kysely';
import { z } from 'zod';
import { actorKey, type Context } from '../context.ts';
import { record } from '../ledger/record.ts';
import { holdOutgoing, outgoingHeld } from '../outgoing/held.ts';
import { BACKUPS, holdEnded, houseRestored } from './facts.ts';
import type { Manifest } from './manifest.ts';

/** From what, and when, this house was restored. */
const restored = z.object({ archive: z.string(), takenAt: z.string(), restoredAt: z.string() });
export type RestoredFrom = z.output<typeof restored>;

const KEY = 'house.restored';

/**
 * Puts a house that has just been restored on hold: nothing of it goes out until somebody says so, since what was waiting may have
 * gone out meanwhile from the house that was backed up. Mails that were waiting stay in the outbox as held; those that were being
 * handed over are uncertain: the other house knows what became of them.
 */
export async function beginHold(c: Context, archive: string, manifest: Manifest): Promise<void> {
  await sql`update mail.messages set state = 'held', attempt = null
    where state = 'queued' or (state = 'sending' and handed_at is null)`.execute(c.tx);
  await sql`update mail.messages set state = 'uncertain', attempt = null,
      last_error = 'It was being handed to the server when the backup was taken from which this house was restored. It may have arrived.'
    where state = 'sending'`.execute(c.tx);
  // How far a backup had come that nobody takes here.
  await sql`delete from jobs.progress where about_kind = 'backup'`.execute(c.tx);
  await holdOutgoing(c, true);
  const from: RestoredFrom = { archive, takenAt: manifest.takenAt, restoredAt: c.now.toString() };
  await sql`insert into house.settings (key, value, changed_at, changed_by) values (${KEY}, ${JSON.stringify(from)}::jsonb, ${c.now}, ${actorKey(c.actor)})
    on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(
    c.tx,
  );
  await record(c, houseRestored, { about: BACKUPS, data: { backup: manifest.id, takenAt: manifest.takenAt } });
}

/** Whether the house is on hold, and from what it was restored last. */
export async function readHold(c: Pick<Context, 'tx'>): Promise<{ held: boolean; restored: RestoredFrom | null }> {
  const { rows } = await sql<{ value: unknown }>`select value from house.settings where key = ${KEY}`.execute(c.tx);
  return { held: await outgoingHeld(c), restored: rows[0] ? restored.parse(rows[0].value) : null };
}

/** Lets the house send again. Mails that are held stay held until somebody sends them from the outbox. */
export async function endHold(c: Context): Promise<void> {
  if (!(await outgoingHeld(c))) return;
  await holdOutgoing(c, false);
  await record(c, holdEnded, { about: BACKUPS, data: {} });
}
