import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signedHeaders } from '#kernel/webhooks/signature.ts';
import { withoutPerson } from './commands/erase-evidence.ts';
import {
  foldBypassCode,
  mayBegin,
  newBypassCode,
  outcomeOfVerification,
  type Report,
  reportOf,
} from './verification.ts';
import { readWebhook } from './verifier-protocol.ts';

const OUTSIDE = { name: 'Proxi', local: false };
const HAND = { name: 'The team', local: true };
const at = (minute: number) => Temporal.Instant.from('2026-03-10T09:00:00Z').add({ minutes: minute }).toString();
const report = (status: Report['status'], minute = 0, feedback = ''): Report => ({
  status,
  feedback,
  at: at(minute),
  way: 'webhook',
});
const asked = (...reports: Report[]) => [{ askedAt: at(0), goesTo: 'https://proxi.example/go', reports }];

test.each([
  [OUTSIDE, [], null, 'waiting', 'We wait for you to go to Proxi.'],
  [OUTSIDE, [{ askedAt: at(0), goesTo: null, reports: [] }], null, 'waiting', 'We wait for you to go to Proxi.'],
  [OUTSIDE, asked(), null, 'waiting', 'Proxi has not heard of you yet.'],
  [
    OUTSIDE,
    asked(report('initialised')),
    null,
    'waiting',
    'Begun at Proxi; it is not known whether it goes on there or was given up.',
  ],
  [OUTSIDE, asked(report('succeeded')), null, 'passed', 'Proxi confirms it.'],
  [OUTSIDE, asked(report('rejected')), null, 'failed', 'Proxi does not confirm it.'],
  [
    OUTSIDE,
    asked(report('rejected')),
    { usedAt: at(9), words: '' },
    'passed',
    'A code that the team gave stands in for the verifier.',
  ],
  [HAND, [], null, 'unsure', 'A person of the team verifies this by hand.'],
  [HAND, asked(report('succeeded')), null, 'passed', 'The team confirms it.'],
] as const)('%#: what is known comes to an outcome', (verifier, known, bypass, state, words) => {
  const outcome = outcomeOfVerification(verifier, known, bypass);
  expect([outcome.state, outcome.words]).toEqual([state, words]);
});

describe('reports', () => {
  const reports = fc.array(
    fc.record({
      status: fc.constantFrom('initialised' as const, 'succeeded' as const, 'rejected' as const),
      minute: fc.integer({ min: 0, max: 1000 }),
    }),
    { maxLength: 8 },
  );

  test('in whatever order and however often they come, the same one counts: the last that ends it', () => {
    fc.assert(
      fc.property(reports, fc.integer(), (drawn, seed) => {
        const unique = [...new Map(drawn.map((one) => [one.minute, report(one.status, one.minute)])).values()];
        const shuffled = unique.toSorted(
          (a, b) => Number((BigInt(seed) + BigInt(a.at.length)) % 3n) - 1 || (a.at < b.at ? 1 : -1),
        );
        const counted = reportOf(unique);
        expect(reportOf([...shuffled, ...unique])).toEqual(counted);
        const ends = unique
          .filter(({ status }) => status !== 'initialised')
          .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
        if (ends.length > 0) expect(counted).toEqual(ends.at(-1));
        else expect(counted?.status).toBe(unique.length > 0 ? 'initialised' : undefined);
        // Whoever is waited for may go there, and nobody else.
        const { state } = outcomeOfVerification(OUTSIDE, asked(...unique), null);
        expect(mayBegin(asked(...unique), false) === null).toBe(state === 'waiting');
      }),
      { numRuns: 500 },
    );
  });
});

test('the verifier’s words are erased with the person', () => {
  const outcome = outcomeOfVerification(OUTSIDE, asked(report('rejected', 0, 'Ada is a student')), null);
  expect(outcome.evidence[0]?.words).toBe('Not verified. “Ada is a student”');
  const left = withoutPerson({ name: 'external-verifier', ...outcome }, { name: null, address: null });
  expect(JSON.stringify(left)).not.toContain('student');
});

test('a code has twelve letters that nobody mistakes, and is compared as people type it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (drawn) => {
      let next = 0;
      const code = newBypassCode((most) => (drawn[next++] as number) % most);
      expect(code).toMatch(/^([A-HJKMNP-TV-Z2-9]{4}-){2}[A-HJKMNP-TV-Z2-9]{4}$/);
      expect(foldBypassCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(foldBypassCode(code));
    }),
  );
});

describe('a webhook', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const now = Temporal.Instant.from('2026-03-10T09:00:00Z');
  const seconds = Math.floor(now.epochMilliseconds / 1000);
  const body = JSON.stringify({ tracking_id: 't-1', status: 'succeeded' });
  const read = (headers: Record<string, string>, text = body, key = secret) =>
    readWebhook(key, new Headers(headers), Buffer.from(text), now);

  test('that is signed now is read; by another secret, for another body, or at another time it is nobody’s', () => {
    const headers = signedHeaders([secret], 'msg_1', seconds, body);
    expect(read(headers)).toMatchObject({ tracking: 't-1', status: 'succeeded', message: 'msg_1', feedback: '' });
    expect(read({ ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` })).not.toBeNull();
    expect(read(headers, body.replace('succeeded', 'rejected'))).toBeNull();
    expect(read(headers, body, `whsec_${Buffer.alloc(32, 8).toString('base64')}`)).toBeNull();
    for (const late of [-301, 301]) expect(read(signedHeaders([secret], 'msg_1', seconds + late, body))).toBeNull();
    for (const name of Object.keys(headers)) expect(read({ ...headers, [name]: '' })).toBeNull();
  });

  test('that is signed, but is not what was agreed, is said to be so; whatever else comes is nobody’s', () => {
    for (const odd of ['', '[]', '{"tracking_id":"t"}', '{"tracking_id":"t","status":"perhaps"}'])
      expect(() => read(signedHeaders([secret], 'msg_1', seconds, odd), odd)).toThrow('protocol of verifiers');
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (id, signature, text) => {
        const headers = {
          'webhook-timestamp': String(seconds),
          'webhook-signature': encodeURIComponent(signature),
          'webhook-id': encodeURIComponent(id),
        };
        expect(read(headers, text)).toBeNull();
      }),
    );
  });
});
