import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { renderSVG } from 'uqr';

/** RFC 6238 with what every authenticator app takes: SHA-1, six digits, a new code every 30 seconds. */
const SHAPE = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** A code of the step before or after counts as well: clocks differ, and people type slowly. */
const WINDOW = 1;

/** A new secret for an authenticator app: 160 random bits in base32 (RFC 4226, section 4). */
export const newCodeSecret = (): string => new Secret({ size: 20 }).base32;

/** How an authenticator app takes the secret: as an `otpauth:` address, and as a picture of it (SVG). */
export function enrolment(
  secret: string,
  who: { issuer: string; label: string },
): { address: string; picture: string } {
  // A colon would split the label (Key URI format).
  const plain = (text: string) => text.replaceAll(':', ' ');
  const totp = new TOTP({
    ...SHAPE,
    issuer: plain(who.issuer),
    label: plain(who.label),
    secret: Secret.fromBase32(secret),
  });
  const address = totp.toString();
  return { address, picture: renderSVG(address, { ecc: 'M', border: 4 }) };
}

/** The step of 30 seconds to which a code belongs, or null if it is none of about this instant. */
export function stepOfCode(secret: string, code: string, now: Temporal.Instant): number | null {
  const totp = new TOTP({ ...SHAPE, secret: Secret.fromBase32(secret) });
  const timestamp = now.epochMilliseconds;
  const delta = totp.validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}

/** How many recovery codes there are at a time. */
export const RECOVERY_CODES = 10;

/** New recovery codes: 120 random bits each, as six groups of base32; a plain hash of so many is as good as a slow one (ASVS 5, 6.5.2). */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () => {
    const letters = new Secret({ buffer: Uint8Array.from(randomBytes(15)).buffer }).base32.toLowerCase();
    return letters.match(/.{4}/g)?.join('-') ?? letters;
  });

/** A code as it was typed: digits of an app, or the letters of a recovery code; null if it can be neither. */
export function readCode(typed: string): { kind: 'code' | 'recovery-code'; text: string } | null {
  const bare = typed.replace(/[\s\u2010-\u2015-]/g, '').toLowerCase();
  if (/^\d{6}$/.test(bare)) return { kind: 'code', text: bare };
  // Codes of before had 16 letters.
  return /^([a-z2-7]{16}|[a-z2-7]{24})$/.test(bare) ? { kind: 'recovery-code', text: bare } : null;
}
