import { describe, expect, test } from 'vitest';
import { policy as policyShape } from '../policy.ts';
import { openSourcePreset } from '../presets/open-source.ts';
import { policyChanges, policyFacts, reasonCode } from './policyWords.ts';

const { policy } = openSourcePreset;

describe('policyChanges', () => {
  test('the same policy changes nothing', () => {
    expect(policyChanges(policy, structuredClone(policy))).toEqual([]);
  });
  test('names what changed, with both values, and nothing else', () => {
    const after = { ...policy, promiseDays: 3, automatic: false };
    expect(policyChanges(policy, after)).toEqual([
      { name: 'Promise', before: 'a decision within 5 business days', after: 'a decision within 3 business days' },
      {
        name: 'Decided by',
        before: 'the rule, where every requirement is met for certain; a person in every other case',
        after: 'a person, always',
      },
    ]);
  });
  test('reasons that come, go and change', () => {
    const [first, second, ...rest] = policy.reasons;
    if (!first || !second) throw new Error('the preset has reasons');
    const after = {
      ...policy,
      reasons: [{ ...first, advice: 'Do this.' }, ...rest, { code: 'new', label: 'New', advice: 'That.' }],
    };
    expect(policyChanges(policy, after)).toEqual([
      {
        name: `Reason “${first.code}”`,
        before: `${first.label}. Advice: ${first.advice}`,
        after: `${first.label}. Advice: Do this.`,
      },
      { name: `Reason “${second.code}”`, before: `${second.label}. Advice: ${second.advice}`, after: null },
      { name: 'Reason “new”', before: null, after: 'New. Advice: That.' },
    ]);
  });
  test('another order alone is a change too', () => {
    expect(policyChanges(policy, { ...policy, reasons: policy.reasons.toReversed() }).map(({ name }) => name)).toEqual([
      'Order of the reasons',
    ]);
  });
});

test('every rule has words', () => {
  for (const { value } of policyFacts(policy)) expect(value).toMatch(/\S/);
});

test('a new code fits the shape of the policy, whatever the label', () => {
  const taken = ['licence', 'reason'];
  for (const label of ['Licence', 'Zu wenig Öffentlichkeit', '日本', '42', ' - ']) {
    const code = reasonCode(label, taken);
    expect(taken).not.toContain(code);
    expect(policyShape.shape.reasons.safeParse([{ code, label: 'x', advice: 'y' }]).success).toBe(true);
  }
});
