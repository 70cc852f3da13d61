import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** One AES-256 key with the short name that sealed values carry, so that keys can be changed one after another. */
export type SecretKey = { readonly id: string; readonly bytes: Buffer };

/** The keys of this installation: `current` seals, every key opens. */
export type Keyring = { readonly current: SecretKey; readonly all: ReadonlyMap<string, SecretKey> };

/** A sealed value that cannot be opened: wrong key, wrong name or changed bytes. The words name no secret. */
export class CannotOpen extends Error {
  override name = 'CannotOpen';
}

const KEY_BYTES = 32;
const VERSION = 1;
const ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + ID_BYTES + NONCE_BYTES + TAG_BYTES;

/** A key from its 32 bytes. Its id is the beginning of its SHA-256 (8 hexadecimal digits). Throws on another length. */
export function secretKey(bytes: Uint8Array): SecretKey {
  if (bytes.length !== KEY_BYTES) throw new Error(`A secret key has ${KEY_BYTES} bytes, this one has ${bytes.length}.`);
  const id = createHash('sha256')
    .update('guildhall key id')
    .update(bytes)
    .digest('hex')
    .slice(0, ID_BYTES * 2);
  return { id, bytes: Buffer.from(bytes) };
}

/** A keyring whose first key seals and whose others only open what was sealed before. */
export function keyring(first: SecretKey, ...older: SecretKey[]): Keyring {
  return { current: first, all: new Map([...older, first].map((key) => [key.id, key])) };
}

/**
 * Seals `plain` with AES-256-GCM under the current key. `name` is authenticated with it: a value sealed as one secret
 * does not open as another. The result is version (1 byte), key id (4), nonce (12), tag (16), ciphertext.
 */
export function seal(keys: Keyring, name: string, plain: string | Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keys.current.bytes, nonce);
  const head = Buffer.concat([Buffer.from([VERSION]), Buffer.from(keys.current.id, 'hex'), nonce]);
  cipher.setAAD(associated(head, name));
  const body = Buffer.concat([
    cipher.update(typeof plain === 'string' ? Buffer.from(plain, 'utf8') : plain),
    cipher.final(),
  ]);
  return Buffer.concat([head, cipher.getAuthTag(), body]);
}

/** Opens text that `seal` sealed under the same `name`. Throws `CannotOpen` with words that say which key is missing. */
export const open = (keys: Keyring, name: string, sealed: Uint8Array): string =>
  openBytes(keys, name, sealed).toString('utf8');

/** Opens bytes that `seal` sealed under the same `name`. Throws as `open` does. */
export function openBytes(keys: Keyring, name: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed);
  if (bytes.length < HEAD_BYTES || bytes[0] !== VERSION) throw new CannotOpen(`The secret "${name}" is damaged.`);
  const key = keys.all.get(keyIdOf(bytes));
  if (!key) {
    throw new CannotOpen(
      `The secret "${name}" was sealed with key ${keyIdOf(bytes)}, which this process does not have. ` +
        'Set GUILDHALL_SECRET_KEY to the key it was sealed with (older keys may follow, separated by commas).',
    );
  }
  const head = bytes.subarray(0, 1 + ID_BYTES + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, head.subarray(1 + ID_BYTES));
  decipher.setAAD(associated(head, name));
  decipher.setAuthTag(bytes.subarray(head.length, HEAD_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(HEAD_BYTES)), decipher.final()]);
  } catch {
    throw new CannotOpen(`The secret "${name}" was changed after it was sealed, or sealed under another name.`);
  }
}

/** The id of the key that sealed this value, for finding what still waits for a newer key. */
export function keyIdOf(sealed: Uint8Array): string {
  return Buffer.from(sealed.subarray(1, 1 + ID_BYTES)).toString('hex');
}

function associated(head: Buffer, name: string): Buffer {
  return Buffer.concat([head.subarray(0, 1 + ID_BYTES), Buffer.from(name, 'utf8')]);
}
