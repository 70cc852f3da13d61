import { statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Output } from '../contract/handlers.ts';
import type { House } from '../house.ts';
import { VERSION } from '../version.ts';
import type { operatingContract } from './contract.ts';

type System = Output<(typeof operatingContract)['system']>;
const MB = 1024 * 1024;

/** What this process is, and how large what it keeps. Sizes and rows of tables as PostgreSQL estimates them. */
export async function system(c: Context): Promise<System> {
  const { rows } = await sql<{ version: string; bytes: number; files: number; filebytes: number }>`
    select current_setting('server_version') as version, pg_database_size(current_database()) bytes,
      count(*) files, coalesce(sum(size), 0)::bigint filebytes from files.files`.execute(c.tx);
  const schemas = await sql<{ schema: string; bytes: number; rows: number }>`
    select n.nspname schema, coalesce(sum(pg_total_relation_size(k.oid)), 0)::bigint bytes,
      coalesce(sum(greatest(k.reltuples, 0)), 0)::bigint as rows
    from pg_namespace n join pg_class k on k.relnamespace = n.oid and k.relkind = 'r'
    where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' group by 1 order by 2 desc`.execute(c.tx);
  const row = rows[0];
  return {
    version: VERSION,
    node: process.version.slice(1),
    postgresql: row?.version.split(' ')[0] ?? 'unknown',
    startedAt: Temporal.Instant.fromEpochMilliseconds(Math.round(Date.now() - process.uptime() * 1000)).toString(),
    host: hostname(),
    memoryBytes: process.memoryUsage.rss(),
    databaseBytes: row?.bytes ?? 0,
    schemas: schemas.rows,
    files: { count: row?.files ?? 0, bytes: row?.filebytes ?? 0 },
    disk: await diskOf(c.house),
    settings: c.house.settings.inForce.map((each) => ({ ...each })),
  };
}

async function diskOf({ folder, settings }: House): Promise<System['disk']> {
  if (folder === undefined) return null;
  const disk = await statfs(folder).catch(() => null);
  const freeBytes = disk && disk.bavail * disk.bsize;
  return {
    folder,
    freeBytes,
    totalBytes: disk && disk.blocks * disk.bsize,
    low: freeBytes !== null && freeBytes < settings.diskWarningMb * MB,
  };
}
