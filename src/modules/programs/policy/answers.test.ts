import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answersInWords, asked, readAnswers } from './answers.ts';
import { holds, numberIn } from './condition.ts';
import { form as formSchema } from './form.ts';

const { fields } = formSchema.parse({
  subject: 'company',
  repositories: false,
  fields: [
    { name: 'funded', kind: 'yes-no', label: 'Do you have funding from outside?' },
    {
      name: 'amount',
      kind: 'money',
      label: 'How much?',
      currency: 'USD',
      least: 1,
      when: [{ field: 'funded', isOneOf: ['yes'] }],
    },
    {
      name: 'stage',
      kind: 'choice',
      label: 'Which round?',
      choices: [
        { value: 'seed', label: 'Seed' },
        { value: 'a', label: 'Series A' },
      ],
      when: [{ field: 'amount', atLeast: 5_000_000 }],
    },
    { name: 'founded', kind: 'date', label: 'Founded on', required: false },
    { name: 'proof', kind: 'url', label: 'Where can we read it?', required: false },
    {
      name: 'uses',
      kind: 'choices',
      label: 'What for?',
      choices: [
        { value: 'ci', label: 'CI' },
        { value: 'plan', label: 'Planning' },
      ],
    },
  ],
});
const read = (given: Record<string, string | string[]>) => readAnswers(fields, given, { country: 'DE' });

describe('answers to the fields of a policy', () => {
  test('a field whose condition does not hold is not asked, and what was typed there is left out', () => {
    expect(read({ funded: 'no', amount: '7', stage: 'seed', uses: ['ci'] })).toEqual({
      answers: { funded: 'no', uses: ['ci'] },
      faults: [],
    });
  });

  test('conditions follow one another: an amount asks for the round', () => {
    expect(read({ funded: 'yes', amount: '5,000,000', uses: 'plan' }).faults).toEqual([
      { field: 'answers.stage', message: 'Choose one of these.' },
    ]);
    expect(read({ funded: 'yes', amount: '4 999 999', uses: 'plan' })).toEqual({
      answers: { funded: 'yes', amount: '4 999 999', uses: ['plan'] },
      faults: [],
    });
  });

  test.each([
    [{ funded: 'maybe' }, 'answers.funded', 'Answer with yes or no.'],
    [{ amount: 'much' }, 'answers.amount', 'Write an amount, such as 2500000.'],
    [{ amount: '0' }, 'answers.amount', 'At least 1.'],
    [{ amount: '9000000', stage: 'b' }, 'answers.stage', 'Choose among the answers that are offered.'],
    [{ founded: '2026-02-30' }, 'answers.founded', 'Give a date as year-month-day, such as 2026-03-31.'],
    [
      { proof: 'javascript:alert(1)' },
      'answers.proof',
      'Give the whole address of a web page, beginning with https://.',
    ],
    [
      { proof: 'https://me:secret@example.org' },
      'answers.proof',
      'Give the whole address of a web page, beginning with https://.',
    ],
    [{ uses: [] }, 'answers.uses', 'Choose at least one of these.'],
    [{ uses: ['ci', 'other'] }, 'answers.uses', 'Choose among the answers that are offered.'],
  ])('%j is told what to do', (change, field, message) => {
    const given = { funded: 'yes', amount: '10', uses: ['ci'], ...change };
    expect(read(given).faults).toContainEqual({ field, message });
  });

  test('whatever is typed: every asked field is answered, faulty, or optional; nothing that was not asked is kept', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('yes', 'no', 'seed', 'ci', '5000000', '2026-01-31', 'https://example.org'),
    );
    const given = fc.dictionary(
      fc.constantFrom(...fields.map(({ name }) => name), 'other'),
      fc.oneof(text, fc.array(text, { maxLength: 4 })),
    );
    fc.assert(
      fc.property(given, (typed) => {
        const { answers, faults } = read(typed);
        const names = asked(fields, { ...answers, country: 'DE' }).map(({ name }) => name);
        expect(names).toEqual(expect.arrayContaining(Object.keys(answers)));
        for (const name of names) {
          const field = fields.find((each) => each.name === name);
          const faulty = faults.some((fault) => fault.field === `answers.${name}`);
          expect(name in answers || faulty || field?.required === false).toBe(true);
        }
        // What was kept is taken again as it is.
        expect(read(answers).answers).toEqual(answers);
      }),
    );
  });
});

test('answers are told in words, and those of fields that are gone keep their names', () => {
  expect(
    answersInWords(fields, {
      purpose: 'x',
      funded: 'yes',
      amount: '5000000',
      stage: 'a',
      uses: ['ci', 'plan'],
      old: 'kept',
    }),
  ).toEqual([
    { name: 'funded', label: 'Do you have funding from outside?', value: 'yes' },
    { name: 'amount', label: 'How much?', value: '5,000,000 USD' },
    { name: 'stage', label: 'Which round?', value: 'Series A' },
    { name: 'uses', label: 'What for?', value: 'CI, Planning' },
    { name: 'old', label: 'old', value: 'kept' },
  ]);
});

test.each([
  ['5,000,000', 5_000_000],
  ['5 000 000', 5_000_000],
  ['1,5', 1.5],
  ['-3.25', -3.25],
  ['5e6', null],
  ['', null],
  ['12,34,567', null],
  ['1,500', 1500],
  ['1.234.567', 1_234_567],
  ['1.234.567,89', 1_234_567.89],
  ["1'500", 1500],
])('%j is the number %j', (text, number) => {
  expect(numberIn(text)).toBe(number);
});

test('a condition about what was not answered is open', () => {
  expect(holds({ field: 'age', atLeast: 13 }, {})).toBeNull();
  expect(holds({ field: 'age', atLeast: 13 }, { age: 'twelve' })).toBeNull();
  expect(holds({ field: 'age', atLeast: 13 }, { age: '12' })).toBe(false);
  expect(holds({ field: 'age', atLeast: 13 }, { age: '13' })).toBe(true);
});
