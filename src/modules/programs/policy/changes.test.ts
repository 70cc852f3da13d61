import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Policy, policy as policyShape } from '../policy.ts';
import { openSourcePreset } from '../presets/open-source.ts';
import { policyChanges, same } from './changes.ts';
import { labelOf, SECTIONS } from './labels.ts';
import { told } from './told.ts';

const policy: Policy = policyShape.parse({
  ...openSourcePreset.policy,
  form: {
    fields: [
      { name: 'size', kind: 'number', label: 'How many are you?', least: 1 },
      {
        name: 'stage',
        kind: 'choice',
        label: 'Which stage?',
        choices: [
          { value: 'seed', label: 'Seed' },
          { value: 'later', label: 'Later' },
        ],
        when: [{ field: 'size', atLeast: 2 }],
      },
    ],
  },
  benefit: {
    ...openSourcePreset.policy.benefit,
    tiers: [{ code: 'one', label: 'One', when: [{ field: 'size', atMost: 9 }] }],
  },
  review: { checklist: [{ code: 'read', words: 'Read it.' }], scoring: { criteria: [{ code: 'fit', label: 'Fit' }] } },
  silence: {},
  appeal: {},
  satisfaction: {},
  membership: {
    contacts: [{ role: 'lead', label: 'Lead' }],
    duties: [{ code: 'logo', words: 'Show the logo.' }],
    levels: [{ code: 'gold', label: 'Gold' }],
  },
  renewal: { reminders: [60, 30] },
  mails: [{ mail: 'received', language: 'de', subject: 'Danke' }],
  translations: { de: { summary: 'Kurz' } },
});

describe('policyChanges', () => {
  test('the same policy changes nothing, in whatever order its fields stand', () => {
    expect(policyChanges(policy, structuredClone(policy))).toEqual([]);
    const turned = Object.fromEntries(Object.entries(policy).toReversed()) as Policy;
    expect(policyChanges(policy, turned)).toEqual([]);
  });

  test('names what changed, with both values, and nothing else', () => {
    expect(policyChanges(policy, { ...policy, promiseDays: 3, automatic: !policy.automatic })).toEqual([
      { name: 'Promise', before: '5 business days', after: '3 business days' },
      expect.objectContaining({ name: expect.stringContaining('Approve automatically') }),
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
      { name: `Reason “${first.code}”: Advice to the applicant`, before: first.advice, after: 'Do this.' },
      { name: 'Reason “new”', before: null, after: 'Code: new. Reason: New. Advice to the applicant: That.' },
      {
        name: `Reason “${second.code}”`,
        before: `Code: ${second.code}. Reason: ${second.label}. Advice to the applicant: ${second.advice}`,
        after: null,
      },
    ]);
  });

  test('another order alone is a change too', () => {
    const after = { ...policy, reasons: policy.reasons.toReversed() };
    expect(policyChanges(policy, after).map(({ name }) => name)).toEqual(['Order of reasons to refuse']);
  });

  test('settings of a check, conditions and lists are told in words', () => {
    const rule = { condition: { field: 'country', isOneOf: ['DE', 'FR'] }, words: 'Only here.' };
    const after = policyShape.parse({
      ...policy,
      requirements: [...policy.requirements, { check: 'answers-meet', words: 'Fits.', with: { all: [rule] } }],
      embargo: ['CU'],
    });
    expect(policyChanges(policy, after)).toEqual([
      {
        name: 'Requirement “answers-meet”',
        before: null,
        after:
          'Check: answers-meet. In words for applicants: Fits. Settings of the check: Rules for answers: The answer: country is one of Germany, France. In words: Only here.',
      },
      expect.objectContaining({ name: 'Countries that may not take part', after: 'Cuba' }),
    ]);
  });

  /** Every place of a policy at which a value stands, and every list and record. */
  function placesIn(value: unknown, at: PropertyKey[] = []): PropertyKey[][] {
    if (typeof value !== 'object' || value === null) return [at];
    return [at, ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...at, key]))];
  }
  const places = placesIn(policy).filter((at) => at.length > 0);
  const anything = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.integer({ min: -400, max: 400 }),
    fc.string({ maxLength: 12 }),
    fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 }),
    fc.record({ code: fc.constantFrom('one', 'read', 'x'), label: fc.string({ maxLength: 5 }) }),
  );
  const changed = (one: Policy, edits: readonly (readonly [number, unknown, 'set' | 'drop' | 'twice'])[]): Policy => {
    const next = structuredClone(one);
    for (const [place, value, how] of edits) {
      const at = places[place % places.length] as PropertyKey[];
      const holder = at
        .slice(0, -1)
        .reduce<unknown>((from, key) => (from as Record<PropertyKey, unknown> | null)?.[key], next);
      if (typeof holder !== 'object' || holder === null) continue;
      const last = at.at(-1) as string;
      if (how === 'set') (holder as Record<string, unknown>)[last] = structuredClone(value);
      else if (Array.isArray(holder))
        holder.splice(Number(last), how === 'drop' ? 1 : 0, ...(how === 'twice' ? [structuredClone(value)] : []));
      else if (how === 'drop') delete (holder as Record<string, unknown>)[last];
    }
    return next;
  };

  test('whatever two policies differ in is listed, and what is the same is not', () => {
    const edit = fc.tuple(fc.nat({ max: 10_000 }), anything, fc.constantFrom('set', 'drop', 'twice'));
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 4 }), (edits) => {
        const after = changed(policy, edits);
        const changes = policyChanges(policy, after);
        expect(changes.length > 0).toBe(!same(policy, after));
        for (const { before, after: then } of changes) expect(before).not.toBe(then);
      }),
      { numRuns: 500 },
    );
  });

  test('each top part that differs is among the changes, however many differ at once', () => {
    const names = Object.keys(policy) as (keyof Policy)[];
    fc.assert(
      fc.property(fc.subarray(names, { minLength: 1 }), (chosen) => {
        const after = { ...policy, ...Object.fromEntries(chosen.map((name) => [name, `other ${name}`])) } as Policy;
        expect(policyChanges(policy, after)).toHaveLength(chosen.length);
      }),
    );
  });
});

test('every part of a policy stands in one section', () => {
  const listed = SECTIONS.flatMap(({ paths }) => paths);
  expect(listed.toSorted()).toEqual(Object.keys(policyShape.shape).toSorted());
});

test('a part that nobody has words for is told by its name', () => {
  expect(labelOf('check.funding.mostRaised').label).toBe('Most raised');
  expect(told('check.funding', { mostRaised: 5, stages: ['seed'] })).toBe('Most raised: 5. Stages: seed');
});

test('a part that ends a sentence itself needs no second mark', () => {
  const field = { label: 'How many contribute?', hint: 'All who ever did.', required: true };
  expect(told('form.fields.*', field)).toMatch(/How many contribute\? .*All who ever did\. [^.]+$/);
});
