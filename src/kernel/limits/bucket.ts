import { createHash } from 'node:crypto';
import ipaddr from 'ipaddr.js';

/**
 * The part of a caller's address that a limit counts: an IPv4 address whole, an IPv6 address by its /64 (one household
 * or one server commonly owns all of it). IPv4 inside IPv6 counts as IPv4. An unknown address is one common bucket.
 */
export function addressPrefix(address: string | null): string {
  if (!address) return 'unknown';
  const [bare = ''] = address.split('%', 1);
  if (!ipaddr.isValid(bare)) return 'unknown';
  const parsed = ipaddr.process(bare);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const parts = (parsed as ipaddr.IPv6).parts.slice(0, 4);
  return `${parts.map((part) => part.toString(16)).join(':')}::/64`;
}

/**
 * The key of a bucket: what is limited, and for whom. Who is kept as a hash: the table of limits names no address and
 * no person, and a huge value takes no more room than a small one.
 */
export function bucketKey(bucket: string, whom: string): string {
  return `${bucket}:${createHash('sha256').update(whom, 'utf8').digest('base64url').slice(0, 27)}`;
}
