import { sql } from 'kysely';
import { MARK_SCHEMA } from '../backup/tables.ts';
import { MIGRATIONS, readMigrations } from '../database/migrate.ts';
import { about, type Finding, type Patient } from './finding.ts';

const OLDEST = 18;

/** Does PostgreSQL answer, and is it new enough? */
export async function checkDatabase({ kysely }: Patient): Promise<Finding> {
  const say = about('database', 'Database');
  try {
    const { rows } = await sql<{ nr: number; version: string }>`
      select current_setting('server_version_num')::int nr, current_setting('server_version') as version`.execute(
      kysely,
    );
    return ofVersion(rows[0]?.nr ?? 0, rows[0]?.version ?? 'unknown');
  } catch (error) {
    return say.broken(
      `It does not answer: ${(error as Error).message}`,
      'Check that PostgreSQL runs, that DATABASE_URL names it rightly, and that its account may connect.',
    );
  }
}

/** What a version of PostgreSQL means to us; `nr` as in server_version_num (180004). */
export function ofVersion(nr: number, version: string): Finding {
  const say = about('database', 'Database');
  if (nr < OLDEST * 10_000)
    return say.broken(`PostgreSQL ${version} is too old.`, `Move the database to PostgreSQL ${OLDEST} or newer.`);
  return say.well(`PostgreSQL ${version} answers.`);
}

/** Do the database and this program belong together? */
export async function checkMigrations({ kysely }: Patient, folder: string = MIGRATIONS): Promise<Finding> {
  const say = about('migrations', 'Migrations');
  const half = await sql<{ half: boolean }>`select to_regclass(${`${MARK_SCHEMA}.under_way`}) is not null half`.execute(
    kysely,
  );
  if (half.rows[0]?.half)
    return say.broken(
      'A restore into this database did not come to its end, so there is only a part of it here.',
      'Run it again: bin/guildhall restore FILE. It begins anew; until then nothing starts on this database.',
    );
  const there = await sql<{ there: boolean }>`select to_regclass('house.migrations') is not null there`.execute(kysely);
  const files = readMigrations(folder);
  if (!there.rows[0]?.there)
    return say.look('The database is empty.', 'The next start makes its tables. Nothing is to be done.');
  const { rows } = await sql<{
    name: string;
    sha256: string;
  }>`select name, sha256 from house.migrations order by name`.execute(kysely);
  const newer = rows.filter((row) => !files.some((file) => file.name === row.name)).map((row) => row.name);
  if (newer.length > 0)
    return say.broken(
      `The database has had migrations that this version does not know: ${newer.join(', ')}.`,
      'Start the newer version of Guildhall that made them, or put a backup from before the upgrade back.',
    );
  const changed = files.filter((f) => rows.some((row) => row.name === f.name && row.sha256 !== f.sha256));
  if (changed.length > 0)
    return say.broken(
      `Files of migrations were changed after the database had them: ${changed.map((f) => f.name).join(', ')}.`,
      'Put the files back as they were released (git checkout db/migrations).',
    );
  const pending = files.filter((file) => !rows.some((row) => row.name === file.name));
  if (pending.length > 0)
    return say.look(
      `${pending.length} ${pending.length === 1 ? 'migration has' : 'migrations have'} not been applied yet.`,
      'Restart Guildhall: each start applies them. Take a backup first.',
    );
  return say.well(`All ${files.length} are applied.`);
}

/** How far the clocks of this machine and of the database are apart. */
export async function checkClock({ kysely }: Patient, now: () => number = Date.now): Promise<Finding> {
  const before = now();
  const { rows } = await sql<{ ms: number }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 ms`.execute(
    kysely,
  );
  const after = now();
  const apart = Math.abs((rows[0]?.ms ?? 0) - (before + after) / 2) - (after - before) / 2;
  const seconds = (apart / 1000).toFixed(1);
  const say = about('clock', 'Clocks');
  const todo = 'Let both machines keep time by NTP (timedatectl set-ntp true).';
  if (apart > 30_000) return say.broken(`This machine and the database are ${seconds} seconds apart.`, todo);
  if (apart > 2_000) return say.look(`This machine and the database are ${seconds} seconds apart.`, todo);
  return say.well('This machine and the database agree on the time.');
}
