import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new secret for a link, a session or an API token: 256 random bits as 43 characters of base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What is stored of a token and looked up by: its SHA-256 (32 bytes). A token carries 256 random bits, so a plain
 * hash cannot be searched; passwords need argon2id instead.
 */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

/** Whether two tokens are the same, in a time that says nothing about where they differ. */
export function sameToken(left: string, right: string): boolean {
  return timingSafeEqual(tokenHash(left), tokenHash(right));
}
