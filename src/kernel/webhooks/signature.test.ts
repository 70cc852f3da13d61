import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { JITTER, nextAttempt, readRetryAfter, WAITS } from './backoff.ts';
import { newSecret, sign, signedHeaders } from './signature.ts';

describe('signatures', () => {
  // From the convention's own libraries (Go, Python, Ruby ...), where the vector is "sign function".
  const vector = {
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1614265330,
    body: '{"test": 2432232314}',
    expected: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  };

  test('are those of the official test vector, with and without the prefix', () => {
    const { secret, id, timestamp, body, expected } = vector;
    expect(sign(secret, id, timestamp, body)).toBe(expected);
    expect(sign(secret.slice('whsec_'.length), id, timestamp, body)).toBe(expected);
    expect(sign(newSecret(), id, timestamp, body)).not.toBe(expected);
  });

  test('any body verifies with the convention’s own library under every secret in force, and under no other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 4 }), (text, count) => {
        const secrets = Array.from({ length: count }, newSecret);
        const body = JSON.stringify({ text: text.toWellFormed() });
        const headers = signedHeaders(
          secrets,
          '019aa000-0000-7000-8000-000000000001',
          Math.floor(Date.now() / 1000),
          body,
        );
        for (const secret of secrets) expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
        expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow();
        expect(() => new Webhook(secrets[0] ?? '').verify(`${body} `, headers)).toThrow();
      }),
      { numRuns: 50 },
    );
  });

  test('a secret has as many bytes as the convention asks for, and an id cannot shift the parts', () => {
    expect(newSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(() => sign(vector.secret, 'a.b', 1, '')).toThrow(RangeError);
    expect(() => sign('whsec_', 'a', 1, '')).toThrow(RangeError);
  });
});

describe('when a delivery is tried again', () => {
  const now = Temporal.Instant.from('2026-03-10T09:00:00Z');
  const seconds = (at: Temporal.Instant | null) => (at ? (at.epochMilliseconds - now.epochMilliseconds) / 1000 : null);

  test('each wait is the convention’s, at most a fifth longer, and after ten attempts there is none', () => {
    expect(WAITS).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    expect(nextAttempt(10, now, null)).toBeNull();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (tries, chance) => {
        const wait = WAITS[tries - 1] ?? 0;
        const got = seconds(nextAttempt(tries, now, null, chance)) ?? 0;
        expect(got).toBeGreaterThanOrEqual(wait);
        expect(got).toBeLessThanOrEqual(wait * (1 + JITTER) + 0.001);
      }),
    );
  });

  test('a rest the receiver asked for is kept, and never shortens a wait', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 200_000 }), (tries, asked) => {
        const rest = readRetryAfter(String(asked), now);
        const got = seconds(nextAttempt(tries, now, rest, 0)) ?? 0;
        expect(got).toBe(Math.max(WAITS[tries - 1] ?? 0, Math.min(asked, 86_400)));
      }),
    );
  });

  test.each([
    ['7', 7],
    ['Tue, 10 Mar 2026 09:02:00 GMT', 120],
    ['Tue, 10 Mar 2036 09:02:00 GMT', 86_400],
    ['Mon, 09 Mar 2026 09:00:00 GMT', null],
    ['0', null],
    ['soon', null],
    ['-5', null],
    [undefined, null],
  ])('Retry-After %s is read as %s seconds', (header, wanted) => {
    expect(seconds(readRetryAfter(header, now))).toBe(wanted);
  });
});
