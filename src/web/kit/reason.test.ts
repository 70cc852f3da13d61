import { expect, test } from 'vitest';
import { chooseReason, reasonProblem } from './reason.ts';

const reasons = [
  { id: 'licence', label: 'Licence', words: 'Choose an OSI-approved licence.' },
  { id: 'profit', label: 'Profit', words: 'The program is for non-profit projects.' },
];

test('the words follow the reason until somebody writes their own', () => {
  const first = chooseReason({ reason: null, words: '' }, 'licence', reasons);
  expect(first.words).toBe('Choose an OSI-approved licence.');
  expect(chooseReason(first, 'profit', reasons).words).toBe('The program is for non-profit projects.');
  expect(chooseReason({ reason: 'licence', words: 'My own words' }, 'profit', reasons)).toEqual({
    reason: 'profit',
    words: 'My own words',
  });
});

test('neither a reason without words nor words without a reason is enough', () => {
  expect(reasonProblem({ reason: null, words: 'x' })?.field).toBe('reason');
  expect(reasonProblem({ reason: 'licence', words: '  ' })?.field).toBe('words');
  expect(reasonProblem({ reason: 'licence', words: 'x' })).toBeNull();
});
