import { describe, expect, test } from 'vitest';
import { type ListState, readList } from '#web/kit/list.ts';
import { answerable, applicationsInput, filtersInput, otherFields, stageField } from './listInput.ts';

const fields = [stageField, ...otherFields];
const list = (search: Record<string, string>): ListState => readList(search, fields);

describe('filtersInput', () => {
  test('stages go as they are, or as all the others', () => {
    expect(filtersInput(list({ stage: 'review,checking' })).stage).toBe('checking,review');
    expect(filtersInput(list({ stage: '!review' })).stage?.split(',')).toHaveLength(10);
    expect(filtersInput(list({}))).toEqual({});
  });
  test('whose turn it is: one goes by name, more and "not" become stages', () => {
    expect(filtersInput(list({ waiting: 'us' }))).toEqual({ waitingFor: 'us' });
    expect(filtersInput(list({ waiting: '!us' })).stage).not.toContain('review');
    expect(filtersInput(list({ waiting: 'us,nobody' })).stage).toBe(
      'checking,review,awaiting-coupon,active,refused,withdrawn',
    );
  });
  test('what no stage fits asks for what cannot be, not for everything', () => {
    expect(filtersInput(list({ waiting: 'us,them', stage: 'active' }))).toEqual({ stage: 'active', waitingFor: 'us' });
  });
  test('nonsense in an address is left out', () => {
    expect(filtersInput(list({ health: 'rotten', hosting: 'moon' }))).toEqual({});
  });
});

test('the order is the one the server has, and a second press lets go of it', () => {
  const none = list({});
  const first = answerable({ ...none, sort: { field: 'submitted', descending: false } }, none);
  expect(first.sort).toEqual({ field: 'submitted', descending: true });
  expect(applicationsInput(first).sort).toBe('newest');
  const due = answerable({ ...none, sort: { field: 'due', descending: false } }, none);
  expect(applicationsInput(due).sort).toBe('due');
  expect(answerable({ ...due, sort: { field: 'due', descending: true } }, due).sort).toBeNull();
  expect(answerable({ ...none, sort: { field: 'name', descending: true } }, none).sort).toBeNull();
});

test('of a field with one value the one chosen last counts', () => {
  const next = answerable({ ...list({ health: '!at-risk,late' }) }, list({ health: 'at-risk' }));
  expect(next.filters).toEqual([{ field: 'health', not: false, values: ['late'] }]);
});
