import { describe, expect, test } from 'vitest';
import { dayAfter, newForm, timeOf, withInterval } from './calendarForm.ts';
import { causeWords, holidayWords, hoursWords, spanWords, weekWords } from './calendarWords.ts';

const hours = (...list: [string, string][]) => list.map(([from, to]) => ({ from, to }));

describe('what is typed', () => {
  test.each([
    ['9', '09:00'],
    ['09:00', '09:00'],
    ['9.30', '09:30'],
    ['930', '09:30'],
    [' 1730 ', '17:30'],
    ['24', '24:00'],
    ['24:01', null],
    ['25', null],
    ['9:60', null],
    ['noon', null],
    ['', null],
  ])('%j as a time is %j', (typed, time) => expect(timeOf(typed)).toBe(time));

  test('one interval more begins an hour after the last one, and none after a full day', () => {
    expect(withInterval([])).toEqual(hours(['09:00', '17:00']));
    expect(withInterval(hours(['09:00', '12:30']))).toEqual(hours(['09:00', '12:30'], ['13:30', '17:00']));
    expect(withInterval(hours(['09:00', '17:00']))).toEqual(hours(['09:00', '17:00'], ['18:00', '24:00']));
    expect(withInterval(hours(['09:00', '23:00']))).toBeNull();
    expect(withInterval(hours(['09:00', '24:00']))).toBeNull();
    expect(withInterval(hours(['09:00', 'late']))).toBeNull();
  });

  test('the day after the last of a year is the first of the next', () => {
    expect(dayAfter('2026-12-31')).toBe('2027-01-01');
  });
});

describe('in words', () => {
  test('a week: days of the same hours that follow each other stand together', () => {
    const { week } = newForm('UTC');
    expect(weekWords(week)).toBe('Mon–Fri 09:00–17:00');
    expect(weekWords({ ...week, 3: [], 5: hours(['09:00', '12:00'], ['13:00', '15:00']) })).toBe(
      'Mon–Tue 09:00–17:00; Thu 09:00–17:00; Fri 09:00–12:00, 13:00–15:00',
    );
    expect(hoursWords([])).toBe('Closed');
  });

  test('holidays by their place, by its codes while the names are not there', () => {
    const places = [{ code: 'DE', name: 'Germany', states: [{ code: 'BY', name: 'Bayern' }] }];
    expect(holidayWords({ country: 'DE', state: 'BY' }, places)).toBe('Public holidays of Germany, Bayern');
    expect(holidayWords({ country: 'FR', state: null }, [])).toBe('Public holidays of France');
    expect(holidayWords({ country: null, state: null }, [])).toBe('No public holidays');
  });

  test('dates from and through', () => {
    expect(spanWords('2026-12-25', '2026-12-25')).toBe('25 Dec 2026');
    expect(spanWords('2026-12-24', '2026-12-31')).toBe('24–31 Dec 2026');
    expect(spanWords('2026-12-24', '2027-01-02')).toBe('24 Dec 2026 – 2 Jan 2027');
  });

  test('a day says what makes it another one than usual', () => {
    const day = { date: '2026-12-24', weekday: 4, hours: [], name: '' };
    expect(causeWords({ ...day, cause: 'week', name: null })).toBeNull();
    expect(causeWords({ ...day, cause: 'closure' })).toBe('Closure');
    expect(causeWords({ ...day, cause: 'holiday', name: 'Neujahr' })).toBe('Neujahr');
    expect(causeWords({ ...day, cause: 'opening', hours: hours(['09:00', '12:00']) })).toBe('Own hours');
  });
});
