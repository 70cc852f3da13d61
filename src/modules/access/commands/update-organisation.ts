import { sql } from 'kysely';
import { moveDefaultCalendar } from '#kernel/calendar/store.ts';
import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { record } from '#kernel/ledger/record.ts';
import { type Organisation, readOrganisation, writeOrganisation } from '#kernel/settings/organisation.ts';
import type { accessContract } from '../contract.ts';
import { organisationChanged } from '../facts.ts';
import { HOUSE } from '../setup.ts';

/**
 * Changes the organisation's settings; its business calendar follows it to another zone or country. Whether the sample is
 * loaded is not among them.
 */
export async function updateOrganisation(c: Context, input: Input<typeof accessContract.updateOrganisation>) {
  await sql`select from house.settings where key = 'organisation' for update`.execute(c.tx);
  const before = await readOrganisation(c);
  const after: Organisation = { ...input, sample: before.sample };
  const fields = (Object.keys(after) as (keyof Organisation)[]).filter((field) => before[field] !== after[field]);
  if (fields.length > 0) {
    await writeOrganisation(c, after);
    if (fields.includes('zone') || fields.includes('country')) await moveDefaultCalendar(c, before, after);
    const details = Object.fromEntries(fields.map((field) => [field, { before: before[field], after: after[field] }]));
    await record(c, organisationChanged, { about: HOUSE, data: { fields }, details });
  }
  return after;
}
