import { Secret } from 'otpauth';
import { expect, test } from 'vitest';
import { enrolment, newCodeSecret, newRecoveryCodes, readCode, stepOfCode } from './one-time-code.ts';

// RFC 6238, appendix B: the secret "12345678901234567890", of the eight digits the last six.
const secret = Secret.fromLatin1('12345678901234567890').base32;
const VECTORS = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
] as const;

test.each(VECTORS)('at %i seconds the code is %s, as RFC 6238 says', (seconds, code) => {
  const now = Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
  expect(stepOfCode(secret, code, now)).toBe(Math.floor(seconds / 30));
});

test('counts one step early or late, and names the step it belongs to; two are too many', () => {
  const now = Temporal.Instant.fromEpochMilliseconds(1111111109_000);
  const step = Math.floor(1111111109 / 30);
  expect(stepOfCode(secret, '081804', now.add({ seconds: 30 }))).toBe(step);
  expect(stepOfCode(secret, '081804', now.subtract({ seconds: 30 }))).toBe(step);
  expect(stepOfCode(secret, '081804', now.add({ seconds: 60 }))).toBeNull();
  expect(stepOfCode(secret, '081804', now.subtract({ seconds: 60 }))).toBeNull();
});

test('a secret has 160 bits, and the address names organisation and account', () => {
  const made = newCodeSecret();
  expect(Secret.fromBase32(made).bytes.length).toBe(20);
  const { address, picture } = enrolment(made, { issuer: 'Example: Ltd', label: 'ada@example.org' });
  const url = new URL(address);
  expect([url.protocol, url.host, decodeURIComponent(url.pathname)]).toEqual([
    'otpauth:',
    'totp',
    '/Example  Ltd:ada@example.org',
  ]);
  expect(url.searchParams.get('secret')).toBe(made);
  expect(picture).toMatch(/^<svg .*<\/svg>$/s);
});

test('recovery codes are ten, all different, of 120 bits, and read back however they are typed', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    expect(code).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){5}$/);
    expect(readCode(` ${code.toUpperCase().replaceAll('-', ' ')} `)).toEqual({
      kind: 'recovery-code',
      text: code.replaceAll('-', ''),
    });
  }
  expect(readCode('abcd-efgh-ijkl-mnop')).toMatchObject({ kind: 'recovery-code' });
  expect(readCode('123 456')).toEqual({ kind: 'code', text: '123456' });
  for (const neither of ['', '12345', '1234567', 'abcd-efgh', 'abcd-efgh-ijkl-mno1'])
    expect(readCode(neither)).toBeNull();
});
