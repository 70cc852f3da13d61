import { type Kysely, sql } from 'kysely';
import { setUpDefaultCalendar } from '#kernel/calendar/store.ts';
import { transactAs } from '#kernel/jobs/worker.ts';
import { writeOrganisation } from '#kernel/settings/organisation.ts';
import { makeTestAccount } from '#tests/support/accounts.ts';
import { setUpOpenSource } from '../src/modules/programs/commands/run-program.ts';
import type { BenchHouse } from './house.ts';
import { OPENED, SEED } from './seed-sql.ts';

export type Seeded = { manager: string; reviewer: string; program: string };

const TOKENS = 'bench.tokens';

/**
 * Fills the house once with two years of 200,000 applications and 2.5 million facts, by set-based SQL; a house filled before
 * is left as it is. With `empty` only the programs are there. Answers tokens of two viewers: a manager, who sees everything, and a reviewer of one program.
 */
export async function seed({ house }: BenchHouse, options: { empty?: boolean } = {}): Promise<Seeded> {
  const database = house.database.kysely;
  const before = await filledBefore(database);
  if (before) return before;
  const program = await transactAs(house, 'bench', async (c) => {
    await writeOrganisation(c, {
      name: 'Bench',
      zone: 'Europe/Berlin',
      fiscalStartMonth: 2,
      country: 'DE',
      language: 'en',
      privacyContact: '',
      sample: false,
    });
    await setUpDefaultCalendar(c, { zone: 'Europe/Berlin', country: 'DE' });
    return setUpOpenSource(c);
  });
  const seeded = await transactAs(house, 'bench', async (c) => ({
    manager: (await makeTestAccount(c, { role: 'manager', program: null, name: 'Mia Manager' })).token,
    reviewer: (await makeTestAccount(c, { role: 'reviewer', program, name: 'Rick Reviewer' })).token,
    program,
  }));
  for (const [what, statement] of options.empty ? OPENED : SEED) {
    const start = performance.now();
    // Rows that point to each other come from one plan: checking each of them again would take most of the time.
    await database.connection().execute(async (connection) => {
      await sql`set session_replication_role = replica`.execute(connection);
      await sql.raw(statement).execute(connection);
      await sql`reset session_replication_role`.execute(connection);
    });
    console.error(`  ${what.padEnd(34)} ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  await sql`insert into house.settings (key, value, changed_by) values (${TOKENS}, ${JSON.stringify(seeded)}::jsonb, 'bench')`.execute(
    database,
  );
  return seeded;
}

async function filledBefore(database: Kysely<unknown>): Promise<Seeded | null> {
  const found = await sql<{ value: Seeded }>`select value from house.settings where key = ${TOKENS}`.execute(database);
  return found.rows[0]?.value ?? null;
}
