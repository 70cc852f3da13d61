import { expect, test } from 'vitest';
import { formFaults, knownOf } from '../form-faults.ts';
import { hostingsOf, offerOf, tierFor } from '../policy/benefit.ts';
import { textsOf } from '../policy/texts.ts';
import { policy as policySchema } from '../policy.ts';
import { PRESETS } from './index.ts';

test.each(PRESETS.map((preset) => [preset.code, preset] as const))('%s is a whole policy', (_code, preset) => {
  const policy = policySchema.parse(preset.policy);
  // Published, read and published again it stays the same.
  expect(policySchema.parse(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
  const names = textsOf(policy).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(preset.prefix).toMatch(/^[A-Z]{2,5}$/);
});

test('presets differ in code, name and letters', () => {
  for (const key of ['code', 'name', 'prefix'] as const)
    expect(new Set(PRESETS.map((preset) => preset[key])).size).toBe(PRESETS.length);
});

test.each(PRESETS.map((preset) => [preset.code, preset] as const))(
  '%s asks about nothing that does not stand in its form',
  (_code, preset) => {
    const policy = policySchema.parse(preset.policy);
    const known = new Set([...policy.form.fields.map(({ name }) => name), 'country', 'hosting', 'kind', 'year']);
    const asked = [
      ...policy.form.fields.flatMap(({ when }) => when),
      ...policy.benefit.tiers.flatMap(({ when }) => when),
      ...policy.requirements.flatMap((r) => (r.check === 'answers-meet' ? r.with.all.map((one) => one.condition) : [])),
    ];
    for (const { field } of asked) expect(known).toContain(field);
    const hostings = hostingsOf(policy.benefit);
    const faults = formFaults(
      { ...policy, hostings },
      { answers: {}, statements: [], acceptsPrivacy: false },
      knownOf({}, { kind: 'new', year: 1 }),
    );
    expect(faults.map(({ field }) => field)).toContain('acceptsPrivacy');
  },
);

test('a tier without a SKU has nothing to deliver', () => {
  const heroes = policySchema.parse(PRESETS.find(({ code }) => code === 'heroes')?.policy);
  expect(offerOf(heroes.benefit, 'saas', 'contributor')).toMatchObject({ sku: null, delivery: 'none', termMonths: 6 });
  expect(offerOf(heroes.benefit, 'saas', 'hero')).toMatchObject({ sku: 'HER-SAAS-6M', delivery: 'coupon', seats: 1 });
  expect(tierFor(heroes.benefit, {})).toBe('contributor');
});
