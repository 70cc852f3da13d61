import { sql } from 'kysely';
import type { Context } from '../context.ts';

type Column = { table: string; column: string; nullable: boolean };

/** What lies sealed is found in the catalogue of the database: every column of bytes named `sealed`, whichever room it belongs to. */
const SEALED = 'sealed';

/**
 * Forgets everything that was sealed, because the key is lost: rows that are nothing without it go, others lose their sealed value; then every
 * room ends what rested on a secret (`secretsForgotten`). The next start notes the key it has. Throws an Error when a column of another name
 * still holds something sealed with the lost key; the caller's transaction must end with it, so that nothing is half forgotten. Answers how
 * many values were forgotten.
 */
export async function forgetEverySecret(c: Context, lostKey: string | null): Promise<number> {
  const columns = await bytesColumns(c);
  let forgotten = 0;
  for (const { table, column, nullable } of columns.filter(({ column }) => column === SEALED)) {
    const gone = nullable
      ? await sql`update ${sql.raw(table)} set ${sql.ref(column)} = null where ${sql.ref(column)} is not null`.execute(
          c.tx,
        )
      : await sql`delete from ${sql.raw(table)}`.execute(c.tx);
    forgotten += Number(gone.numAffectedRows ?? 0);
  }
  for (const module of c.house.modules) await module.secretsForgotten?.(c);
  await sql`delete from house.settings where key = 'secrets.key'`.execute(c.tx);
  if (lostKey !== null) for (const column of columns) await refuseLeft(c, column, lostKey);
  return forgotten;
}

/** A sealed value begins with its version and the id of its key (seal.ts). */
async function refuseLeft(c: Context, { table, column }: Column, key: string): Promise<void> {
  const { rows } = await sql`
    select 1 from ${sql.raw(table)} where substring(${sql.ref(column)} from 1 for 5) = ${Buffer.from(`01${key}`, 'hex')} limit 1`.execute(
    c.tx,
  );
  if (rows.length > 0)
    throw new Error(
      `${table}.${column} holds values sealed with the key ${key}, and nobody forgets them. Nothing was forgotten.`,
    );
}

async function bytesColumns(c: Context): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select a.attrelid::regclass::text as table, a.attname as column, not a.attnotnull as nullable
    from pg_attribute a join pg_class t on t.oid = a.attrelid join pg_namespace n on n.oid = t.relnamespace
    where a.atttypid = 'bytea'::regtype and a.attnum > 0 and not a.attisdropped and t.relkind in ('r', 'p')
      and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker')
    order by 1, 2`.execute(c.tx);
  return rows;
}
