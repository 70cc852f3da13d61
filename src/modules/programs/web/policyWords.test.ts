import { expect, test } from 'vitest';
import { policy as policyShape } from '../policy.ts';
import { openSourcePreset } from '../presets/open-source.ts';
import { codeOf, policyFacts, translatedInto } from './policyWords.ts';

const { policy } = openSourcePreset;

test('every rule has a name and words, each name once', () => {
  const facts = policyFacts(policy);
  for (const { value } of facts) expect(value).toMatch(/\S/);
  expect(new Set(facts.map(({ name }) => name)).size).toBe(facts.length);
  expect(facts).toContainEqual({ name: 'Promise', value: '5 business days' });
  expect(facts).toContainEqual({
    name: 'Appeal',
    value: policy.appeal ? expect.any(String) : 'nobody can ask us to look again',
  });
});

test('translations are counted', () => {
  expect(translatedInto({ ...policy, translations: { de: { summary: 'Kurz', privacy: 'Daten' } } })).toEqual([
    { language: 'German', texts: 2 },
  ]);
});

test('a new code fits the shape of the policy, whatever the label', () => {
  const taken = ['licence', 'entry'];
  for (const label of ['Licence', 'Zu wenig Öffentlichkeit', '日本', '42', ' - ']) {
    const code = codeOf(label, taken);
    expect(taken).not.toContain(code);
    expect(policyShape.shape.reasons.safeParse([{ code, label: 'x', advice: 'y' }]).success).toBe(true);
  }
});
