import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { type Context, respondNowhere } from '../context.ts';
import { MIGRATIONS, readMigrations } from '../database/migrate.ts';
import type { House } from '../house.ts';
import { organisationZone } from '../settings/organisation.ts';
import type { FigureValue } from './manifest.ts';

/**
 * Every figure of the house over all programs and all time, as it is at this instant in the database that `tx` reads. null: the
 * database is not at this program's version, so that its figures mean nothing in it.
 */
export async function readFigures(
  house: House,
  tx: Kysely<unknown>,
  at: Temporal.Instant,
): Promise<FigureValue[] | null> {
  const had = await sql<{ name: string }>`select name from house.migrations order by name`.execute(tx);
  if (
    had.rows.map(({ name }) => name).join() !==
    readMigrations(MIGRATIONS)
      .map(({ name }) => name)
      .join()
  )
    return null;
  const c: Context = {
    actor: { kind: 'system', name: 'backup' },
    tx,
    now: at,
    house,
    request: { id: 'backup', address: null, language: 'en' },
    respond: respondNowhere,
  };
  const zone = await organisationZone(c);
  const values: FigureValue[] = [];
  for (const figure of [...house.figures.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const { value, of } = await figure.read(c, {
      programs: 'all',
      from: null,
      to: null,
      zone,
      country: null,
      source: null,
    });
    values.push({ id: figure.id, value, of });
  }
  return values;
}

/** The figures that are not the same, in words; empty: all are. */
export function differences(written: readonly FigureValue[], read: readonly FigureValue[]): string[] {
  const found = new Map(read.map((each) => [each.id, each]));
  return written
    .filter(({ id, value, of }) => found.get(id)?.value !== value || found.get(id)?.of !== of)
    .map(({ id, value }) => `${id} was ${value} and is ${found.get(id)?.value ?? 'not there'}`);
}
