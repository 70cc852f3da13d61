import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateFault, mayJudge, maySend, outcomeOfTries, type Try } from './document.ts';

const RULES = { attempts: 3, daysValid: 60 };
const one = (attempt: number, verdict: Try['verdict'], change: Partial<Try> = {}): Try => ({
  ...{ attempt, verdict, datedOn: '2026-03-01', sentOn: '2026-03-10' },
  ...{ words: verdict === 'rejected' ? 'It is blurred.' : '', judgedAt: verdict ? '2026-03-11T09:00:00Z' : null },
  ...change,
});

test.each([
  ['2026-03-10', null],
  ['2026-01-09', null],
  ['2026-01-08', 'The document is older than the 60 days that count.'],
  ['2026-03-11', null],
  ['2026-03-12', 'The date of the document lies in the future.'],
  ['1970-01-01', 'The document is older than the 60 days that count.'],
])('a document dated %s, on 10 March: %s', (datedOn, fault) => {
  expect(dateFault(datedOn, '2026-03-10', RULES)).toBe(fault);
});

test('without a bound every age counts', () => {
  expect(dateFault('1900-01-01', '2026-03-10', { daysValid: null })).toBeNull();
});

test.each<[Try[], string]>([
  [[], 'waiting'],
  [[one(1, null)], 'unsure'],
  [[one(1, 'rejected')], 'waiting'],
  [[one(1, 'rejected'), one(2, null)], 'unsure'],
  [[one(1, 'rejected'), one(2, 'accepted')], 'passed'],
  [[one(1, 'rejected'), one(2, 'rejected'), one(3, 'rejected')], 'failed'],
])('tries come to an outcome: %#', (tries, state) => {
  expect(outcomeOfTries(tries, RULES).state).toBe(state);
});

describe('any walk of sending and judging', () => {
  test('never has more tries than allowed, waits for somebody until it ends, and ends as its last verdict says', () => {
    const steps = fc.array(fc.constantFrom('send' as const, 'accepted' as const, 'rejected' as const), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 5 }), (walk, attempts) => {
        const rules = { attempts, daysValid: 60 };
        const tries: Try[] = [];
        for (const step of walk) {
          const last = tries.at(-1);
          if (step === 'send') {
            if (maySend(tries, rules) === null) tries.push(one(tries.length + 1, null));
          } else if (last && mayJudge(last) === null) tries[tries.length - 1] = one(last.attempt, step);
          const { state, evidence } = outcomeOfTries(tries, rules);
          const verdicts = tries.map(({ verdict }) => verdict);
          expect(tries.length).toBeLessThanOrEqual(attempts);
          expect(verdicts.slice(0, -1).every((verdict) => verdict === 'rejected')).toBe(true);
          // The applicant may send exactly while the check waits for them.
          expect(maySend(tries, rules) === null).toBe(state === 'waiting');
          expect(state === 'passed').toBe(verdicts.at(-1) === 'accepted');
          expect(state === 'failed').toBe(tries.length === attempts && verdicts.at(-1) === 'rejected');
          expect(evidence.length).toBe(state === 'passed' ? 1 : verdicts.filter((verdict) => verdict !== null).length);
        }
      }),
      { numRuns: 500 },
    );
  });
});
