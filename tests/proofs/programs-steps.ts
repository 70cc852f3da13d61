import fc from 'fast-check';
import { DAY, HOSTINGS } from './programs-model.ts';

// Ahead of the database's clock, so that jobs are woken by the house's alone.
export const START = '2031-03-10T09:00:00Z';
const MINUTES = [1, 5, 11, 11, 11, 3 * DAY, 200 * DAY] as const;
const hosting = fc.constantFrom(...HOSTINGS);
const acts = {
  often: ['confirm', 'approve', 'accept', 'book'],
  usual: ['renew', 'refuse', 'undo', 'ask', 'answer', 'reopen', 'replace-code', 'replace-hosting', 'keep'],
  rare: ['withdraw', 'hand-back', 'alumni', 'reinstate', 'breach', 'cure', 'revoke', 'resend', 'ask-second', 'second'],
  hardly: ['severe', 'transfer', 'decline-second'],
} as const;
export type Act = (typeof acts)[keyof typeof acts][number];

export const anyStep = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('apply' as const), hosting }) },
  // What comes next for somebody, up to the next renewal: or hardly anybody would ever get that far.
  { weight: 30, arbitrary: fc.record({ act: fc.constant('forward' as const), of: fc.nat(29), reference: fc.nat(40) }) },
  {
    weight: 40,
    arbitrary: fc.record({
      act: fc.oneof(
        { weight: 20, arbitrary: fc.constantFrom<Act>(...acts.often) },
        { weight: 18, arbitrary: fc.constantFrom<Act>(...acts.usual) },
        { weight: 10, arbitrary: fc.constantFrom<Act>(...acts.rare) },
        { weight: 4, arbitrary: fc.constantFrom<Act>(...acts.hardly) },
      ),
      of: fc.nat(29),
      reference: fc.nat(40),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('stock' as const), hosting, codes: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constant('wait' as const), minutes: fc.constantFrom<number>(...MINUTES) }),
  },
  // To where something happens to a member: renewal opens, a reminder, the end, the end of grace.
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('ripen' as const),
      of: fc.nat(29),
      days: fc.constantFrom<number>(-60, -50, -20, -7, 0, 7, 30),
    }),
  },
);
export type Step = typeof anyStep extends fc.Arbitrary<infer S> ? S : never;
