import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type Keyring, keyring, type SecretKey, secretKey } from './seal.ts';

/** The name of the key file in the data folder. */
export const KEY_FILE = 'secret.key';

/**
 * The keys of this installation. `setting` is GUILDHALL_SECRET_KEY: 32 bytes as base64, base64url or hexadecimal, the
 * current key first, older ones after commas. Without it the key lies in `folder`/secret.key (made at the first start,
 * readable by its owner only). Throws an Error whose words say what is wrong with the setting or the file.
 */
export async function loadKeyring(from: { setting: string | undefined; folder: string }): Promise<Keyring> {
  if (from.setting?.trim()) return readSetting(from.setting);
  await mkdir(from.folder, { recursive: true });
  const path = join(from.folder, KEY_FILE);
  const text = (await readIfThere(path)) ?? (await makeFile(path));
  return keyring(parseKey(text, `the key file ${path}`));
}

/** Reads GUILDHALL_SECRET_KEY. Throws an Error that says which of its keys is wrong, never showing one. */
export function readSetting(setting: string): Keyring {
  const [first, ...older] = setting
    .split(',')
    .filter((part) => part.trim())
    .map((part, index) => parseKey(part, `GUILDHALL_SECRET_KEY (key ${index + 1})`));
  if (!first) throw new Error('GUILDHALL_SECRET_KEY is empty.');
  return keyring(first, ...older);
}

function parseKey(written: string, where: string): SecretKey {
  const text = written.trim();
  const bytes = /^[0-9a-f]{64}$/i.test(text)
    ? Buffer.from(text, 'hex')
    : /^[A-Za-z0-9+/_-]{43}=?$/.test(text)
      ? Buffer.from(text, 'base64')
      : null;
  if (bytes?.length === 32) return secretKey(bytes);
  throw new Error(
    `${where} must be 32 random bytes, as 64 hexadecimal digits or 43 characters of base64; "openssl rand -base64 32" makes one.`,
  );
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Two processes may start at once: the file appears whole under its name or not at all, and the first one wins. */
async function makeFile(path: string): Promise<string> {
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(32).toString('base64')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  return await readFile(path, 'utf8');
}
