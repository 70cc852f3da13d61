import { sql } from 'kysely';
import type { z } from 'zod';
import { actorKey, type Context } from '../context.ts';
import { record } from '../ledger/record.ts';
import { auditSettings, auditSettingsChanged } from './facts.ts';

type AuditSettings = z.output<typeof auditSettings>;

const KEY = 'audit';
/** What belongs to no record belongs to the house. */
export const HOUSE = { kind: 'house', id: '00000000-0000-7000-8000-000000000000' };

export async function readAuditSettings(c: Pick<Context, 'tx'>): Promise<AuditSettings> {
  const { rows } = await sql<{ value: unknown }>`select value from house.settings where key = ${KEY}`.execute(c.tx);
  return auditSettings.parse(rows[0]?.value ?? {});
}

export async function updateAuditSettings(c: Context, value: AuditSettings): Promise<AuditSettings> {
  const before = await readAuditSettings(c);
  if (before.originDays === value.originDays) return value;
  await sql`insert into house.settings (key, value, changed_at, changed_by)
    values (${KEY}, ${JSON.stringify(value)}::jsonb, ${c.now}, ${actorKey(c.actor)})
    on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(
    c.tx,
  );
  await record(c, auditSettingsChanged, {
    about: HOUSE,
    data: value,
    details: { originDays: { before: before.originDays, after: value.originDays } },
  });
  return value;
}

/** Forgets addresses and agents that are older than the setting says, at most 10,000 at a time; answers how many went. */
export async function forgetOrigins(c: Context): Promise<number> {
  const { originDays } = await readAuditSettings(c);
  if (originDays === null) return 0;
  const gone = await sql`delete from ledger.origins where fact in (
    select fact from ledger.origins where at < ${c.now.subtract({ hours: originDays * 24 })} order by at limit 10000)`.execute(
    c.tx,
  );
  return Number(gone.numAffectedRows ?? 0);
}
