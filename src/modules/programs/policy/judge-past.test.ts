import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Policy, policy as policyShape } from '../policy.ts';
import { openSourcePreset } from '../presets/open-source.ts';
import { differs, judgeUnder, type Past } from './judge-past.ts';

const policy: Policy = policyShape.parse({ ...openSourcePreset.policy, automatic: true });
const STATES = ['waiting', 'running', 'passed', 'failed', 'unsure', 'unavailable'] as const;
const passed = new Map(policy.requirements.map(({ check }) => [check, 'passed' as const]));
const past: Past = {
  made: 'rule-approved',
  answers: { country: 'DE', kind: 'new', size: '12' },
  country: 'DE',
  address: 'ada@example.org',
  states: passed,
  signed: policy.statements.map(({ code }) => code),
  tier: null,
  days: 3,
  kept: true,
};
const under = (candidate: unknown, change: Partial<Past> = {}) =>
  judgeUnder(policy, policyShape.parse(candidate))({ ...past, ...change });

const anyPast = fc
  .record({
    made: fc.constantFrom('rule-approved' as const, 'approved' as const, 'refused' as const),
    states: fc.dictionary(fc.constantFrom(...passed.keys()), fc.constantFrom(...STATES)),
    signed: fc.subarray([...past.signed]),
    country: fc.constantFrom('DE', 'CU', null),
    days: fc.nat({ max: 20 }),
  })
  .map(
    ({ states, ...rest }): Past => ({
      ...past,
      ...rest,
      states: new Map(Object.entries(states)),
      kept: rest.days <= policy.promiseDays,
    }),
  );

test('under the same rules nothing comes out differently, whatever was recorded', () => {
  fc.assert(
    fc.property(anyPast, (one) => {
      expect(differs(judgeUnder(policy, structuredClone(policy))(one))).toBe(false);
    }),
  );
});

test('the rule approves only what is certain: where it now does, nothing failed, everything passed and was signed', () => {
  const rule = { condition: { field: 'size', atMost: 100 }, words: 'Small.' };
  const candidate = policyShape.parse({
    ...policy,
    requirements: [...policy.requirements, { check: 'answers-meet', words: 'Small.', with: { all: [rule] } }],
  });
  fc.assert(
    fc.property(anyPast, (one) => {
      const { after } = judgeUnder(policy, candidate)(one);
      const states = policy.requirements.map(({ check }) => one.states.get(check));
      if (after === 'approves') {
        expect(one.signed).toHaveLength(policy.statements.length);
        // What was not recorded may be judged by what else was; nothing else but passing is certain.
        expect(states.every((state) => state === 'passed' || state === undefined)).toBe(true);
      }
      if (states.includes('failed')) expect(after).toBe('fails');
    }),
  );
});

test('what is new or set differently is judged by what was recorded, else it would have to be looked at anew', () => {
  expect(under({ ...policy, embargo: ['DE'] })).toMatchObject({
    before: 'approves',
    after: 'fails',
    because: ['check:country-allowed:failed'],
  });
  expect(under({ ...policy, embargo: ['DE'] }, { country: null })).toMatchObject({
    after: 'person',
    because: ['check:country-allowed:anew'],
  });
  const more = (condition: object) => ({
    ...policy,
    requirements: [
      ...policy.requirements,
      { check: 'answers-meet', words: 'x', with: { all: [{ condition, words: 'x' }] } },
    ],
  });
  expect(under(more({ field: 'size', atMost: 12 })).after).toBe('approves');
  expect(under(more({ field: 'size', atMost: 11 })).because).toEqual(['check:answers-meet:failed']);
  expect(under(more({ field: 'other', atMost: 11 })).because).toEqual(['check:answers-meet:unsure']);
  const limits = { check: 'within-limits', words: 'x', with: { verifications: 1 } };
  expect(under({ ...policy, requirements: [...policy.requirements, limits] })).toMatchObject({
    after: 'person',
    because: ['check:within-limits:anew'],
  });
});

test('statements, people in place of the rule, and requirements that are gone', () => {
  const statements = [...policy.statements, { code: 'new', words: 'New.' }];
  expect(under({ ...policy, statements })).toMatchObject({ after: 'person', because: ['statement:new'] });
  expect(under({ ...policy, automatic: false })).toMatchObject({ after: 'person', because: ['automatic:off'] });
  const failed = new Map([...passed, ['osi-licences', 'failed' as const]]);
  const fewer = policy.requirements.filter(({ check }) => check !== 'osi-licences');
  expect(under({ ...policy, requirements: fewer }, { made: 'refused', states: failed })).toMatchObject({
    before: 'fails',
    after: 'approves',
    because: ['check:osi-licences:gone'],
  });
});

test('tier and promise: a tier that a person chose stays while it is there', () => {
  const tiers = [
    { code: 'small', label: 'Small', when: [{ field: 'size', atMost: 10 }] },
    { code: 'large', label: 'Large' },
  ];
  const candidate = { ...policy, promiseDays: 2, benefit: { ...policy.benefit, tiers } };
  expect(under(candidate)).toMatchObject({ tierBefore: null, tierAfter: 'large', keptBefore: true, keptAfter: false });
  const tiered = policyShape.parse(candidate);
  const moved = { ...tiered, benefit: { ...tiered.benefit, tiers: tiered.benefit.tiers.toReversed() } };
  const judge = judgeUnder(tiered, moved);
  expect(judge({ ...past, made: 'approved', tier: 'small' })).toMatchObject({
    tierBefore: 'small',
    tierAfter: 'small',
  });
  expect(judge({ ...past, made: 'refused' })).toMatchObject({ tierBefore: null });
});
