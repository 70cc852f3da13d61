import type { ClientBase } from 'pg';
import type { Manifest } from './manifest.ts';

/**
 * Tables that a backup leaves out: marks that migrating makes anew, limits and workers that begin anew with every start, and
 * the list of backups, which is read from the archives themselves.
 */
export const LEFT_OUT: readonly string[] = ['house.migrations', 'house.limits', 'house.backups', 'jobs.workers'];

/** The schema that marks a restore under way (restore.ts). */
export const MARK_SCHEMA = 'guildhall_restore';

// The queue's tables belong to graphile-worker and change with it: queued jobs are carried in a form of their own (queue.ts).
const OURS = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker', '${MARK_SCHEMA}')`;
const NO_EXTENSION = `not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

type Table = Manifest['tables'][number];
type Sequence = Manifest['sequences'][number];

/** The tables to be carried, with the columns that are not worked out by the database, in the order of names. */
export async function readTables(client: ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table & { kind: string }>(`
    select n.nspname as schema, c.relname as name, c.relkind as kind, (
      select array_agg(a.attname::text order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    ) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and ${OURS} and ${NO_EXTENSION}
    order by 1, 2`);
  return rows
    .filter(({ schema, name }) => !LEFT_OUT.includes(`${schema}.${name}`))
    .map(({ schema, name, columns, kind }) => {
      // COPY puts rows into the partitions that are there; which of them there should be is not in a migration.
      if (kind === 'p') throw new Error(`${schema}.${name} has partitions, which backups do not know how to carry yet`);
      return { schema, name, columns: columns ?? [] };
    });
}

/** Where every sequence stands. Read after the snapshot was taken, so that no number in it is given out again. */
export async function readSequences(client: ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and ${OURS} and ${NO_EXTENSION} order by 1, 2`);
  const sequences: Sequence[] = [];
  for (const { schema, name } of rows) {
    const at = await client.query<{ lastValue: string; isCalled: boolean }>(
      `select last_value::text as "lastValue", is_called as "isCalled" from ${quoted(schema)}.${quoted(name)}`,
    );
    const [row] = at.rows;
    if (row) sequences.push({ schema, name, ...row });
  }
  return sequences;
}

/** A foreign key as PostgreSQL itself writes it, with the schemas of all names. */
export type ForeignKey = { table: string; name: string; definition: string };

/** All foreign keys between our tables. The connection's search_path must be empty, so that names come with their schemas. */
export async function readForeignKeys(client: ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as table, quote_ident(k.conname) as name,
      pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and k.conparentid = 0 and ${OURS} order by 1, 2`);
  return rows;
}

/** Our tables with triggers that a migration made, and our materialized views. */
export async function readTriggered(client: ClientBase): Promise<{ triggered: string[]; materialized: string[] }> {
  const { rows } = await client.query<{ kind: string; name: string }>(`
    select c.relkind as kind, quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${OURS} and ${NO_EXTENSION} and (c.relkind = 'm'
      or c.relkind = 'r' and exists (select from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal))
    order by 2`);
  return {
    triggered: rows.filter(({ kind }) => kind === 'r').map(({ name }) => name),
    materialized: rows.filter(({ kind }) => kind === 'm').map(({ name }) => name),
  };
}

/** A name for SQL. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** `schema.table (columns)` for COPY. */
export const copied = (table: Table): string =>
  `${quoted(table.schema)}.${quoted(table.name)} (${table.columns.map(quoted).join(', ')})`;
