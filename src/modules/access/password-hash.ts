import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { typedForm } from './password.ts';

const derive = promisify(argon2);

/** OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, 2 passes, 1 lane. `memory` is in KiB. */
export const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG_BYTES = 32;
const NONCE_BYTES = 16;

type Cost = { memory: number; passes: number; parallelism: number };

/** Hashes a password with argon2id. The result is a PHC string: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`. */
export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const nonce = randomBytes(NONCE_BYTES);
  const tag = await tagOf(password, nonce, cost, TAG_BYTES);
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(nonce)}$${unpadded(tag)}`;
}

/**
 * Whether the password is the one of the hash, and whether the hash should be made anew because the cost has changed.
 * Without a hash (unknown or unfinished account) the same work is done, so that the time says nothing.
 */
export async function verifyPassword(
  password: string,
  hash: string | null,
): Promise<{ right: boolean; outdated: boolean }> {
  const kept = hash === null ? null : partsOf(hash);
  if (kept === null) {
    await tagOf(password, Buffer.alloc(NONCE_BYTES), COST, TAG_BYTES);
    return { right: false, outdated: false };
  }
  const tag = await tagOf(password, kept.nonce, kept.cost, kept.tag.length);
  const { memory, passes, parallelism } = kept.cost;
  const current =
    memory === COST.memory &&
    passes === COST.passes &&
    parallelism === COST.parallelism &&
    kept.tag.length === TAG_BYTES;
  return { right: timingSafeEqual(tag, kept.tag), outdated: !current };
}

const tagOf = (password: string, nonce: Buffer, cost: Cost, tagLength: number): Promise<Buffer> =>
  derive('argon2id', { message: Buffer.from(typedForm(password), 'utf8'), nonce, tagLength, ...cost });

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

const PHC = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,4}),p=(\d{1,3})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

function partsOf(hash: string): { cost: Cost; nonce: Buffer; tag: Buffer } | null {
  const [, memory, passes, parallelism, nonce, tag] = PHC.exec(hash) ?? [];
  if (nonce === undefined || tag === undefined) return null;
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    nonce: Buffer.from(nonce, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}
