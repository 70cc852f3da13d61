import type { ClientBase } from 'pg';
import { BackupFault } from './manifest.ts';
import { onConnection } from './session.ts';
import { MARK_SCHEMA, quoted } from './tables.ts';

/**
 * A restore under way is marked in the database itself: whoever is killed in the middle leaves a database that says so, that no Guildhall
 * starts on, and that the next restore may empty because nothing in it was there before.
 */
export async function markRestore(client: ClientBase, archive: string): Promise<void> {
  await client.query('begin');
  // Two restores into one database: the second waits here, and then finds the mark of the first, or its tables.
  await client.query(`select pg_advisory_xact_lock(hashtext('guildhall restore'))`);
  const marked = await isMarked(client);
  if (marked) await emptyAgain(client);
  const there = await whatIsThere(client);
  if (there.length > 0) {
    await client.query('rollback');
    throw new BackupFault(
      `The database is not empty: it has ${there.slice(0, 3).join(', ')}${there.length > 3 ? ' and more' : ''}. ` +
        'A backup goes into an empty database only, so that nothing can be lost.',
    );
  }
  await client.query(`create schema ${MARK_SCHEMA}`);
  await client.query(
    `create table ${MARK_SCHEMA}.under_way (archive text not null, begun_at timestamptz not null default now())`,
  );
  await client.query(`insert into ${MARK_SCHEMA}.under_way (archive) values ($1)`, [archive]);
  await client.query('commit');
}

/** Takes the mark away: from here on the database is one to start on. In the caller's transaction, if there is one. */
export async function endMark(client: ClientBase): Promise<void> {
  await client.query(`drop schema ${MARK_SCHEMA} cascade`);
}

/** Throws `BackupFault` for a database into which a restore was begun and not ended. */
export async function refuseHalfRestored(url: string): Promise<void> {
  const archive = await onConnection(url, async (client) => {
    if (!(await isMarked(client))) return null;
    const { rows } = await client.query<{ archive: string }>(`select archive from ${MARK_SCHEMA}.under_way`);
    return rows[0]?.archive ?? 'a backup';
  });
  if (archive === null) return;
  throw new BackupFault(
    `A restore of ${archive} into this database did not come to its end, so there is only a part of it here. ` +
      `Run it again: bin/guildhall restore ${archive}. It begins anew.`,
  );
}

/** Whether a restore may go into this database: nothing is in it, or only what an earlier restore left behind. */
export async function isEmptyOrHalfRestored(url: string): Promise<boolean> {
  return await onConnection(
    url,
    async (client) => (await isMarked(client)) || (await whatIsThere(client)).length === 0,
  );
}

async function isMarked(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('${MARK_SCHEMA}.under_way') is not null as there`,
  );
  return rows[0]?.there ?? false;
}

const FOREIGN = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;

async function whatIsThere(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${FOREIGN} and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by 1 limit 4`);
  return rows.map(({ name }) => name);
}

async function emptyAgain(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select n.nspname as name from pg_namespace n where ${FOREIGN} and n.nspname <> 'public' order by 1`,
  );
  for (const { name } of rows) await client.query(`drop schema ${quoted(name)} cascade`);
}
