import { sql } from 'kysely';
import { z } from 'zod';
import { nextDue } from '../clock/timetable-rule.ts';
import { actorKey, type Context } from '../context.ts';
import { organisationZone } from '../settings/organisation.ts';
import { keepRule, USUAL_RULE } from './keep.ts';

/** When backups are taken by themselves, how many are kept, and how they are proved. */
export const backupSettings = keepRule.extend({
  on: z.boolean(),
  /** A time of day in the organisation's zone. */
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time of day as 02:30.'),
  /** Every backup is read once more from its first byte to its last. `every`: each is also restored to compare everything; `weekly`: one a week. */
  prove: z.enum(['every', 'weekly']),
});
export type BackupSettings = z.output<typeof backupSettings>;

const USUAL: BackupSettings = { ...USUAL_RULE, on: true, at: '02:30', prove: 'weekly' };
const KEY = 'backups';

type Kept = { settings: BackupSettings; since: Temporal.Instant | null };

async function read(c: Pick<Context, 'tx'>): Promise<Kept> {
  const { rows } = await sql<{ value: unknown; since: Temporal.Instant }>`
    select value, changed_at as since from house.settings where key = ${KEY}`.execute(c.tx);
  const row = rows[0];
  return row ? { settings: backupSettings.parse(row.value), since: row.since } : { settings: USUAL, since: null };
}

export const readBackupSettings = async (c: Pick<Context, 'tx'>): Promise<BackupSettings> => (await read(c)).settings;

export async function writeBackupSettings(c: Context, settings: BackupSettings): Promise<void> {
  await sql`insert into house.settings (key, value, changed_at, changed_by) values (${KEY}, ${JSON.stringify(settings)}::jsonb, ${c.now}, ${actorKey(c.actor)})
    on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(
    c.tx,
  );
}

/**
 * The last instant at which a backup was due, and the next; null for each that there is none of. A night that was slept through is made up by
 * one backup as soon as the house is up; what was due before the settings were changed, or before there were facts, is not.
 */
export async function dueInstants(
  c: Pick<Context, 'tx' | 'now'>,
): Promise<{ last: Temporal.Instant | null; next: Temporal.Instant | null }> {
  const { settings, since } = await read(c);
  if (!settings.on) return { last: null, next: null };
  const rule = { every: 'day', at: settings.at, zone: await organisationZone(c) } as const;
  const next = nextDue(rule, c.now);
  let last = nextDue(rule, c.now.subtract({ hours: 50 }));
  for (let after = last; Temporal.Instant.compare(after, c.now) <= 0; after = nextDue(rule, after)) last = after;
  const { rows } = await sql<{ at: Temporal.Instant | null }>`
    select happened_at as at from ledger.facts order by id limit 1`.execute(c.tx);
  const begun = since ?? rows[0]?.at ?? null;
  return { last: begun && Temporal.Instant.compare(last, begun) > 0 ? last : null, next };
}
