import { createHmac } from 'node:crypto';
import type { Keyring } from '#kernel/secrets/seal.ts';

/**
 * The hash under which an erased value is remembered. Keyed, since mail addresses are few enough to be tried out one by one.
 * With another key at hand than the one of the erasure it cannot be compared: see `erasureHashes`.
 */
export const erasureHash = (keys: Keyring, seen: { platform: string; kind: string; folded: string }): Buffer =>
  hashWith(keys.current.bytes, seen);

/** The hashes under every key of the installation, so that a change of keys forgets no erasure. */
export const erasureHashes = (keys: Keyring, seen: { platform: string; kind: string; folded: string }): Buffer[] =>
  [...keys.all.values()].map((key) => hashWith(key.bytes, seen));

function hashWith(key: Buffer, { platform, kind, folded }: { platform: string; kind: string; folded: string }): Buffer {
  return createHmac('sha256', key).update(`guildhall erasure\n${platform}\n${kind}\n${folded}`).digest();
}
