import { sql } from 'kysely';
import { z } from 'zod';
import { isZone } from '../calendar/zone.ts';
import { actorKey, type Context } from '../context.ts';
import { prepared } from '../database/prepared.ts';
import { LANGUAGES } from '../language/languages.ts';

/** The organisation that this installation serves. `fiscalStartMonth` 2 means: the fiscal year starts on 1 February. */
export const organisation = z.object({
  name: z.string().trim().min(1).max(120),
  zone: z.string().max(100).refine(isZone, 'Choose a time zone of the IANA list, such as Europe/Berlin.'),
  fiscalStartMonth: z.number().int().min(1).max(12),
  country: z.string().regex(/^[A-Z]{2}$/, 'Choose a country by its two-letter code.'),
  /** In which language its own texts are (policies, agreements); public pages speak it to those who wish no language of ours. */
  language: z.enum(LANGUAGES).default(LANGUAGES[0]),
  /** Where applicants read how their data are used; shown under every public form. */
  privacyContact: z.string().max(200).default(''),
  /** True while the sample organisation is loaded. */
  sample: z.boolean().default(false),
});
export type Organisation = z.output<typeof organisation>;

/** Before the first visit. */
export const UNNAMED: Organisation = {
  name: 'Guildhall',
  zone: 'UTC',
  fiscalStartMonth: 1,
  country: 'US',
  language: LANGUAGES[0],
  privacyContact: '',
  sample: false,
};

/** Reads the organisation; before the first visit, a nameless one in UTC. */
export async function readOrganisation(c: Pick<Context, 'tx'>): Promise<Organisation> {
  const found = await sql<{
    value: unknown;
  }>`${prepared} select value from house.settings where key = 'organisation'`.execute(c.tx);
  const row = found.rows[0];
  return row ? organisation.parse(row.value) : UNNAMED;
}

export async function writeOrganisation(c: Context, value: Organisation): Promise<void> {
  await sql`insert into house.settings (key, value, changed_at, changed_by) values ('organisation', ${JSON.stringify(value)}::jsonb, ${c.now}, ${actorKey(c.actor)})
    on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(
    c.tx,
  );
}

export const organisationZone = async (c: Pick<Context, 'tx'>): Promise<string> => (await readOrganisation(c)).zone;
