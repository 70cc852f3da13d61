import { Client } from 'pg';
import { BackupFault } from './manifest.ts';
import { isEmptyOrHalfRestored } from './mark.ts';
import { quoted } from './tables.ts';

/**
 * Has something restored into the database of this address. One that is not empty is never written to: only if `replace` is its name, a new
 * one is made beside it, filled, and given its name, and the old one keeps everything under a name that is answered. null: it was
 * empty. Throws `BackupFault` for a database that is not empty, in use, or on a server where the role may make none.
 */
export async function intoDatabase(
  url: string,
  replace: string | null,
  restore: (url: string) => Promise<void>,
): Promise<string | null> {
  if (await isEmptyOrHalfRestored(url)) {
    await restore(url);
    return null;
  }
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  if (replace !== name)
    throw new BackupFault(
      `The database "${name}" is not empty, and nothing in it is touched. To restore in its place, say so by its name: --replace ${name}. ` +
        'What is in it now is kept under another name.',
    );
  const fresh = `${name}_restoring`;
  await onServer(url, async (server) => {
    await server.query(`drop database if exists ${quoted(fresh)} with (force)`);
    await server.query(`create database ${quoted(fresh)}`);
  });
  await restore(withName(url, fresh));
  const kept = `${name}_before_${Temporal.Now.instant()
    .toString({ fractionalSecondDigits: 0 })
    .replaceAll(/[-:TZ]/g, '')}`;
  await onServer(url, async (server) => {
    // Both names or none: a database that nobody has under this name would look like a new house.
    await server.query('begin');
    await server.query(`alter database ${quoted(name)} rename to ${quoted(kept)}`);
    await server.query(`alter database ${quoted(fresh)} rename to ${quoted(name)}`);
    await server.query('commit');
  });
  return kept;
}

function withName(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(name)}`;
  return other.href;
}

async function onServer(url: string, act: (server: Client) => Promise<void>): Promise<void> {
  const server = new Client({ connectionString: withName(url, 'postgres'), connectionTimeoutMillis: 10_000 });
  server.on('error', () => {});
  try {
    await server.connect();
    await act(server);
  } catch (error) {
    throw new BackupFault(
      `The database cannot be put in the place of another here: ${(error as Error).message}. Make an empty database, restore with --into its address, ` +
        'and give that address to Guildhall as DATABASE_URL. Nothing was changed.',
      { cause: error },
    );
  } finally {
    await server.end().catch(() => {});
  }
}
