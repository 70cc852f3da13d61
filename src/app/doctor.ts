import { existsSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { readSettings, type Settings, SettingsFault } from '#kernel/config/settings.ts';
import { openDatabase } from '#kernel/database/connect.ts';
import { serverAccount } from '#kernel/database/embedded/account.ts';
import { claimFolder, DataFolderInUse } from '#kernel/database/embedded/claim.ts';
import { OtherMajorVersion } from '#kernel/database/embedded/cluster.ts';
import { clusterIn, dataFolder } from '#kernel/database/embedded/data-folder.ts';
import { processesOf, readPostmaster } from '#kernel/database/embedded/postmaster.ts';
import { startEmbedded } from '#kernel/database/embedded.ts';
import { examine } from '#kernel/doctor/examine.ts';
import { about, type Finding, worst } from '#kernel/doctor/finding.ts';
import { checkAddress, checkDisk, checkFolder } from '#kernel/doctor/place.ts';
import { KEY_FILE, loadKeyring, readSetting } from '#kernel/secrets/key-file.ts';
import type { Keyring } from '#kernel/secrets/seal.ts';

const PROJECT = join(import.meta.dirname, '../..');
type Env = Record<string, string | undefined>;

/**
 * `guildhall doctor`: looks for common faults, also where the house does not start, and says of each what to do. Changes nothing;
 * an embedded PostgreSQL that does not run is started for the look and stopped again. Answers the exit code: 0 well, 1 look at
 * something, 2 something is broken.
 */
export async function doctor(flags: readonly string[], env: Env): Promise<number> {
  const findings = await findingsOf(env);
  const verdict = worst(findings);
  if (flags.includes('--json')) {
    console.log(JSON.stringify({ verdict: ['well', 'look', 'broken'][verdict], findings }, null, 2));
    return verdict;
  }
  for (const { title, verdict: each, words, todo } of findings) {
    console.log(`${MARK[each]} ${title}: ${words}`);
    if (todo) console.log(`         ${todo}`);
  }
  return verdict;
}

const MARK = { well: 'well    ', look: 'look at ', broken: 'broken  ' };

/** All findings for an environment, from outside the house. */
export async function findingsOf(env: Env): Promise<Finding[]> {
  const say = about('settings', 'Settings');
  let settings: Settings;
  try {
    settings = readSettings(env);
  } catch (error) {
    if (!(error instanceof SettingsFault)) throw error;
    return error.faults.map((fault) => say.broken(fault, 'Mend or unset it; the README lists all settings.'));
  }
  const port = await checkPort(settings);
  const first = [say.well('All can be used.'), port];
  const folder = folderOf(settings);
  if (typeof folder !== 'string') {
    const more = settings.databaseUrl ? await examineAt(settings, settings.databaseUrl, null, undefined) : [];
    return [...first, folder, ...more];
  }
  const key = await keyOf(settings, folder);
  const secrets = 'current' in key ? key : null;
  if (settings.databaseUrl) return [...first, ...(await examineAt(settings, settings.databaseUrl, secrets, folder))];
  const place = [checkFolder(folder), await checkDisk(folder, settings), checkAddress(settings)];
  const { found, url, stop } = await openEmbedded(folder);
  try {
    if (url === null) return [...first, ...place, ...found];
    return [...first, ...found, ...(await examineAt(settings, url, secrets, folder))];
  } finally {
    await stop();
  }
}

async function examineAt(
  settings: Settings,
  url: string,
  secrets: Keyring | null,
  folder: string | undefined,
): Promise<Finding[]> {
  const database = openDatabase(url, { max: 2 });
  try {
    return await examine({ settings, kysely: database.kysely, secrets, folder });
  } finally {
    await database.close();
  }
}

function folderOf(settings: Settings): string | Finding {
  const asked = settings.dataFolder;
  const usual = resolve(asked ?? join(PROJECT, 'data'));
  // Looking must not make it. (For root without a setting, it may lie elsewhere.)
  if (!existsSync(usual) && (asked || process.getuid?.() !== 0)) return checkFolder(usual);
  try {
    return dataFolder(asked, PROJECT, () => {});
  } catch (error) {
    return about('folder', 'Data folder').broken(
      (error as Error).message,
      'Choose another folder with GUILDHALL_DATA.',
    );
  }
}

/** The key, never made here: a missing one is a finding where something is sealed. */
async function keyOf(settings: Settings, folder: string): Promise<Keyring | { fault: string }> {
  try {
    if (settings.secretKey?.trim()) return readSetting(settings.secretKey);
    if (!existsSync(join(folder, KEY_FILE))) return { fault: 'missing' };
    return await loadKeyring({ setting: undefined, folder });
  } catch (error) {
    return { fault: (error as Error).message };
  }
}

/** Who listens on our port: nobody, ourselves, or another program. */
export async function checkPort({ port, host }: Settings): Promise<Finding> {
  const say = about('port', 'Port');
  if (port === 0) return say.well('Any free one is taken.');
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  if (!(await answers(name, port))) return say.well(`${port} is free: no Guildhall runs on it.`);
  try {
    const url = `http://${name.includes(':') ? `[${name}]` : name}:${port}/healthz`;
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    const { ok, checks } = (await response.json()) as { ok?: boolean; checks?: Record<string, string> };
    if (ok === true) return say.well(`Guildhall runs on ${port} and is well.`);
    if (checks)
      return say.broken(
        `Guildhall runs on ${port} and is not well: ${Object.entries(checks)
          .filter(([, words]) => words !== 'ok')
          .map(([name, words]) => `${name} ${words}`)
          .join(', ')}.`,
        'The lines below say more; its log says most.',
      );
  } catch {
    // Something that does not speak as we do.
  }
  return say.broken(`Another program listens on ${port}.`, 'Stop it, or set PORT to a free one.');
}

const answers = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: 3000 });
    const end = (there: boolean) => () => {
      socket.destroy();
      resolve(there);
    };
    socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false));
  });

type Opened = { found: Finding[]; url: string | null; stop: () => Promise<void> };

/** The embedded PostgreSQL: joined where a house runs on the folder, else started for as long as we look. */
export async function openEmbedded(folder: string): Promise<Opened> {
  const say = about('embedded', 'Embedded PostgreSQL');
  const nothing = async () => {};
  const path = clusterIn(folder);
  if (!existsSync(path))
    return { found: [say.well('There is no database yet; the first start makes it.')], url: null, stop: nothing };
  try {
    const left = leftovers(folder);
    const server = await startEmbedded({ folder, log: pino({ level: 'silent' }), say: () => {}, join: true });
    const found = server.owned
      ? [left ?? say.well('It does not run; it was started for this look and stopped again.')]
      : [say.well(`It runs (process ${server.pid}), for the Guildhall that owns the data folder.`)];
    return { found, url: server.url, stop: () => server.stop() };
  } catch (error) {
    const todo =
      error instanceof DataFolderInUse
        ? 'Another Guildhall holds the folder but its PostgreSQL does not answer: restart that one.'
        : error instanceof OtherMajorVersion
          ? 'The files themselves are well. docs/guides/backup.md says the same at more length.'
          : `Read the newest file in ${join(path, 'log')}; put a backup back if the files are damaged.`;
    return { found: [say.broken((error as Error).message, todo)], url: null, stop: nothing };
  }
}

/** What a killed run left behind, looked at before anything is started. null: nothing, or a house is running. */
function leftovers(folder: string): Finding | null {
  const say = about('embedded', 'Embedded PostgreSQL');
  try {
    claimFolder(folder).release();
  } catch {
    return null;
  }
  const path = clusterIn(folder);
  const cluster = { path, account: serverAccount(path) };
  const server = readPostmaster(cluster);
  if (!server) return null;
  const alive = processesOf(cluster).includes(server.pid);
  return say.look(
    alive
      ? `An earlier run was killed and left its PostgreSQL (process ${server.pid}) running.`
      : 'An earlier run was killed; its postmaster.pid was left behind.',
    'It was stopped and cleared away for this look, as each start does. Find out in the log what killed it.',
  );
}
