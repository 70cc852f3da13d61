import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { openArchive } from '#kernel/backup/archive-read.ts';
import { readFigures } from '#kernel/backup/figures.ts';
import { archivePath, backupsFolder } from '#kernel/backup/folder.ts';
import { beginHold } from '#kernel/backup/hold.ts';
import { BackupFault, type Manifest } from '#kernel/backup/manifest.ts';
import { restoreBackup } from '#kernel/backup/restore.ts';
import { intoDatabase } from '#kernel/backup/swap.ts';
import { takeBackup } from '#kernel/backup/take.ts';
import { verifyBackup } from '#kernel/backup/verify.ts';
import type { Settings } from '#kernel/config/settings.ts';
import { prepareFolder } from '#kernel/database/embedded/data-folder.ts';
import { transactAs } from '#kernel/jobs/worker.ts';
import { openLog } from '#kernel/log/log.ts';
import { forgetEverySecret } from '#kernel/secrets/forget.ts';
import { KEY_FILE, readSetting } from '#kernel/secrets/key-file.ts';
import { keyring, secretKey } from '#kernel/secrets/seal.ts';
import { type OpenHouse, openHouse } from './house.ts';
import { findDatabase } from './serve.ts';

const USAGE = `guildhall backup [--to FILE] [--with-key]
    Take a backup, of a running installation or one that is stopped. Without --to into the folder of backups.
    --with-key puts the key of the secrets into it: whoever has the file can read all secrets then.
guildhall backup verify FILE
    Restore a backup into a PostgreSQL that is thrown away, and compare every table and figure.
guildhall restore FILE [--into DATABASE_URL] [--replace DATABASE] [--forget-secrets]
    Put a backup into an empty database: of the data folder, of DATABASE_URL or of --into.
    --replace NAME, the database's own name, where it is not empty: it is kept under another name.
    --forget-secrets where the key of the secrets is lost: they have to be entered anew.`;

type Asked = { file: string | null; flags: Map<string, string | true> };
const TAKES_VALUE = ['to', 'into', 'replace'];
const ALONE = ['with-key', 'forget-secrets'];

/** Words that do not fit come as null. */
function readArguments(args: readonly string[], allowed: readonly string[]): Asked | null {
  const flags = new Map<string, string | true>();
  let file: string | null = null;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    const name = arg.slice(2);
    if (!arg.startsWith('--')) {
      if (file !== null) return null;
      file = arg;
    } else if (!allowed.includes(name)) return null;
    else if (ALONE.includes(name)) flags.set(name, true);
    else if (TAKES_VALUE.includes(name) && args[i + 1] !== undefined) flags.set(name, args[++i] as string);
    else return null;
  }
  return { file, flags };
}

const textOf = ({ flags }: Asked, name: string): string | undefined => {
  const value = flags.get(name);
  return typeof value === 'string' ? value : undefined;
};

/** `guildhall backup ...` and `guildhall restore ...`. Answers the exit code: 0 done, 1 not done, 2 wrong usage. */
export async function backupCommand(verb: 'backup' | 'restore', args: string[], settings: Settings): Promise<number> {
  const verify = verb === 'backup' && args[0] === 'verify';
  const allowed = verify ? [] : verb === 'backup' ? ['to', 'with-key'] : ['into', 'replace', 'forget-secrets'];
  const asked = readArguments(verify ? args.slice(1) : args, allowed);
  const wantsFile = verify || verb === 'restore';
  if (asked === null || wantsFile !== (asked.file !== null)) {
    console.error(USAGE);
    return 2;
  }
  const file = asked.file === null ? '' : resolve(asked.file);
  try {
    if (verify) await verifyFile(file, settings);
    else if (verb === 'backup') await backUp(asked, settings);
    else await restoreFile(file, asked, settings);
    return 0;
  } catch (error) {
    if (!(error instanceof BackupFault)) throw error;
    console.error(error.message);
    return 1;
  }
}

/** The house only to read its figures and to write down what was done: it opens no secret, so any key will do. */
const houseOver = (settings: Settings, databaseUrl: string): OpenHouse =>
  openHouse({
    settings,
    databaseUrl,
    secrets: keyring(secretKey(randomBytes(32))),
    log: openLog('fatal'),
  });

const telling = () => {
  let last = '';
  return async (done: number, of: number, words: string) => {
    if (process.stderr.isTTY && words !== last) console.error(`  ${done}/${of} ${words}`);
    last = words;
  };
};

async function backUp(asked: Asked, settings: Settings): Promise<void> {
  const ground = await findDatabase(settings, openLog('fatal'), { join: true });
  const house = houseOver(settings, ground.databaseUrl);
  try {
    const now = Temporal.Now.instant();
    const id = randomUUID();
    const to = textOf(asked, 'to');
    const path = to ? resolve(to) : archivePath(await backupsFolder(settings, ground.folder), now, 'command', id);
    const key = asked.flags.has('with-key') ? await keyText(settings, ground.folder) : undefined;
    const { size, totals, manifest } = await takeBackup({
      url: ground.databaseUrl,
      path,
      reason: 'command',
      id,
      ...(key === undefined ? {} : { secretKey: key }),
      figures: (tx, at) => readFigures(house, tx, at),
      progress: telling(),
    });
    const rows = Object.values(totals.tables).reduce((sum, each) => sum + each.rows, 0);
    console.log(
      `The backup is ${path}: ${rows} rows of ${manifest.tables.length} tables and ${totals.jobs.rows} queued jobs, ${inMegabytes(size)}.`,
    );
    if (key === undefined)
      console.log(
        `The key of the secrets is not in it. Keep ${settings.secretKey ? 'GUILDHALL_SECRET_KEY' : join(ground.folder, KEY_FILE)} beside it.`,
      );
  } finally {
    await house.close();
    await ground.stop();
  }
}

const inMegabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

const keyText = async (settings: Settings, folder: string): Promise<string> =>
  settings.secretKey ?? (await readFile(join(folder, KEY_FILE), 'utf8'));

async function verifyFile(file: string, settings: Settings): Promise<void> {
  const house = houseOver(settings, 'postgresql://nowhere.invalid/');
  try {
    const place = prepareFolder(settings.dataFolder ? resolve(settings.dataFolder) : dirname(file));
    const proof = await verifyBackup({ path: file, place, house, progress: telling() });
    const figures =
      proof.figures === null
        ? 'It has no figures that this version could compare.'
        : `${proof.figures} figures are equal.`;
    console.log(
      `The backup can be restored: ${proof.rows} rows of ${proof.tables} tables and ${proof.jobs} queued jobs came back. ${figures}`,
    );
  } finally {
    await house.close();
  }
}

async function restoreFile(file: string, asked: Asked, settings: Settings): Promise<void> {
  const into = textOf(asked, 'into');
  const ground = await findDatabase(into ? { ...settings, databaseUrl: into } : settings, openLog('fatal'), {
    join: false,
  });
  try {
    const archive = await openArchive(file);
    await archive.close();
    const { manifest } = archive;
    const forget = asked.flags.has('forget-secrets');
    if (!forget) bringKey(archive.secretKey, manifest, settings, ground.folder);
    const kept = await intoDatabase(ground.databaseUrl, textOf(asked, 'replace') ?? null, async (url) => {
      const { migrated } = await restoreBackup({
        path: file,
        url,
        progress: telling(),
        before: (restored) => settle(settings, restored, file, manifest, forget),
      });
      if (migrated.length > 0) console.log(`${migrated.length} migrations brought it up to this version.`);
    });
    console.log(`The house of ${manifest.takenAt} is restored.`);
    if (kept)
      console.log(`What was in the database before is kept in the database ${kept}. Drop it when you are sure.`);
    console.log('It is on hold: mail and webhooks wait until an owner ends the hold under Settings, Backups.');
  } finally {
    await ground.stop();
  }
}

async function settle(
  settings: Settings,
  url: string,
  file: string,
  manifest: Manifest,
  forget: boolean,
): Promise<void> {
  const house = houseOver(settings, url);
  try {
    await transactAs(house, 'restore', async (c) => {
      await beginHold(c, file, manifest);
      if (!forget) return;
      const forgotten = await forgetEverySecret(c, manifest.secretKey);
      console.log(
        `${forgotten} sealed values are forgotten: enter the passwords for the outside anew, make new secrets for webhooks and enable them. ` +
          'Authenticator apps have ended; whoever had one signs in with the password and sets one up again.',
      );
    });
  } finally {
    await house.close();
  }
}

/**
 * The restored secrets open with one key only. It comes from the archive if it is in there, and is otherwise there already. Throws
 * `BackupFault` before anything is touched: a house with another key would not start.
 */
function bringKey(carried: string | null, manifest: Manifest, settings: Settings, folder: string): void {
  if (manifest.secretKey === null) return;
  const path = join(folder, KEY_FILE);
  if (carried !== null && !settings.secretKey && !existsSync(path))
    writeFileSync(path, carried, { mode: 0o600, flag: 'wx' });
  const text = settings.secretKey ?? (existsSync(path) ? readFileSync(path, 'utf8') : '');
  if (text.trim() && readSetting(text).all.has(manifest.secretKey)) return;
  throw new BackupFault(
    `The secrets in this backup are sealed with the key ${manifest.secretKey}, which is not here. Put the secret.key of that installation at ${path} ` +
      '(or set GUILDHALL_SECRET_KEY), and restore again. If it is lost: --forget-secrets, and enter passwords for the outside anew.',
  );
}
