import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GONE, withoutPerson } from '../commands/erase-evidence.ts';
import { answersMeetCheck } from './answers-meet.ts';
import { checkedOf, runAlone } from './fixtures.ts';

const all = [
  { condition: { field: 'profit', isOneOf: ['no'] }, words: 'The institution does not seek profit.', when: [] },
  {
    condition: { field: 'youngest', atLeast: 13 },
    words: 'Whoever uses it is at least 13 years old.',
    when: [{ field: 'hosting', isNoneOf: ['self-managed'] }],
  },
];
const judged = (answers: Record<string, string | string[]>) =>
  runAlone(
    answersMeetCheck,
    checkedOf({ answers, requirements: [{ check: 'answers-meet', words: 'It fits.', with: { all } }] }),
  );

describe('answers against the policy', () => {
  test.each([
    [{ profit: 'no', youngest: '18', hosting: 'saas' }, 'passed', ['good', 'good']],
    [{ profit: 'yes', youngest: '18', hosting: 'saas' }, 'failed', ['bad', 'good']],
    [{ profit: 'no', hosting: 'self-managed' }, 'passed', ['good', 'good']],
    [{ profit: 'no', youngest: '12', hosting: 'saas' }, 'failed', ['good', 'bad']],
    [{ profit: 'no', hosting: 'saas' }, 'unsure', ['good', 'unclear']],
    [{ profit: 'no', youngest: 'grown-ups', hosting: 'saas' }, 'unsure', ['good', 'unclear']],
    [{ hosting: 'saas' }, 'unsure', ['unclear', 'unclear']],
  ] as const)('%j is %s', async (answers, state, findings) => {
    const outcome = await judged(answers);
    expect([outcome.state, outcome.evidence.map(({ finding }) => finding)]).toEqual([state, findings]);
    expect(outcome.evidence.map(({ subject }) => subject)).toEqual(all.map(({ words }) => words));
  });

  test('what was answered is told in part and erased whole, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 2000, unit: 'grapheme' }), async (answer) => {
        const outcome = await judged({ profit: `“${answer}” or so`, youngest: '18', hosting: 'saas' });
        expect(outcome.evidence[0]?.words.length).toBeLessThan(260);
        const left = withoutPerson({ name: 'answers-meet', ...outcome }, { name: null, address: null });
        expect(left.evidence[0]?.words).toBe(`“${GONE}” does not meet it.`);
      }),
      { numRuns: 200 },
    );
  });
});
