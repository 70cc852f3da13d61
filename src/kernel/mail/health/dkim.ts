import { createPublicKey } from 'node:crypto';
import type { Dns } from './dns.ts';
import { type Line, line, tagsOf } from './line.ts';

const TITLE = 'DKIM: signatures';
const ROTATE = 'Have your mail provider make a key of 2048 bits, and publish it under a new selector.';

/**
 * Is the key that receivers check signatures with there, and long enough? RFC 6376 (3.6.1), RFC 8301 (3.2: under 1024 bits no
 * receiver accepts it), RFC 8463 for ed25519. Selectors cannot be listed, so without one nothing can be said.
 */
export async function checkDkim(dns: Dns, domain: string, selector: string | null): Promise<Line> {
  if (selector === null)
    return line('mail.dkim', TITLE, null).look(
      'Not checked: the selector is not known.',
      'Enter the selector that your mail provider signs with (the s= in the DKIM-Signature of a mail you got).',
    );
  const name = `${selector}._domainkey.${domain}`;
  const found = await dns.txt(name);
  if (found.is === 'silent') return line('mail.dkim', TITLE, null).silent(name, found.why);
  if (found.is === 'none')
    return line('mail.dkim', TITLE, null).broken(
      `There is no key at ${name}.`,
      'Publish the record that your mail provider shows, or correct the selector.',
    );
  const say = line('mail.dkim', TITLE, found.records.join('\n'));
  if (found.records.length > 1)
    return say.broken(`${name} has ${found.records.length} TXT records; receivers take any of them.`, 'Leave one.');
  const tags = tagsOf(found.records[0] ?? '');
  const kind = (tags.get('k') ?? 'rsa').toLowerCase();
  const key = tags.get('p')?.replaceAll(/\s/g, '');
  if ((tags.has('v') && tags.get('v') !== 'DKIM1') || key === undefined)
    return say.broken(`What stands at ${name} is no DKIM key.`, 'Publish the record that your mail provider shows.');
  if (key === '')
    return say.broken(`The key at ${name} was revoked (p= is empty).`, 'Enter the selector that signs now.');
  const bits = bitsOf(kind, key);
  if (bits === null)
    return say.broken(
      `The ${kind} key at ${name} cannot be read.`,
      'It was often cut off when it was pasted: publish it again, as one or several strings of one record.',
    );
  if (kind === 'rsa' && bits < 1024)
    return say.broken(`The key has ${bits} bits; receivers refuse fewer than 1024.`, ROTATE);
  if ((tags.get('t') ?? '').split(':').some((flag) => flag.trim() === 'y'))
    return say.look(
      'The key is marked as a test (t=y): receivers ignore what it signs.',
      'Remove t=y from the record.',
    );
  if (kind === 'rsa' && bits < 2048) return say.look(`The key has ${bits} bits; 2048 are usual today.`, ROTATE);
  if (kind === 'ed25519')
    return say.look(
      'The key is ed25519, which several large receivers cannot check yet.',
      'Sign with an RSA key of 2048 bits as well.',
    );
  return say.well(`A key of ${bits} bits is published for the selector ${selector}.`);
}

/** The length of a public key in bits; null: it is none. */
function bitsOf(kind: string, base64: string): number | null {
  const bytes = Buffer.from(base64, 'base64');
  if (kind === 'ed25519') return bytes.length === 32 ? 256 : null;
  if (kind !== 'rsa') return null;
  for (const type of ['spki', 'pkcs1'] as const) {
    try {
      const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({ key: bytes, format: 'der', type });
      if (asymmetricKeyType === 'rsa') return asymmetricKeyDetails?.modulusLength ?? null;
    } catch {
      // The other encoding, perhaps: RFC 6376 names PKCS #1, everybody publishes SPKI.
    }
  }
  return null;
}
