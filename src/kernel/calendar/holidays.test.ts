import { describe, expect, test } from 'vitest';
import { dayNumber, isoDate } from './day.ts';
import { HOLIDAY_YEARS, holidaysOf } from './holidays.ts';

const inYear = (names: ReadonlyMap<number, string>, year: string) =>
  [...names.keys()].map(isoDate).filter((date) => date.startsWith(year));

describe('holidaysOf', () => {
  test('the public holidays of the United States, with the day off in place of one on a Saturday', async () => {
    const us = await holidaysOf('US');
    expect(inYear(us.names, '2026')).toEqual([
      '2026-01-01',
      '2026-01-19',
      '2026-02-16',
      '2026-05-25',
      '2026-06-19',
      '2026-07-03',
      '2026-07-04',
      '2026-09-07',
      '2026-10-12',
      '2026-11-11',
      '2026-11-26',
      '2026-12-25',
    ]);
    expect(us.has(dayNumber('2026-11-26'))).toBe(true);
    expect(us.names.get(dayNumber('2026-11-26'))).toBe('Thanksgiving Day');
    expect(us.has(dayNumber('2026-11-27'))).toBe(false);
  });

  test('a state has its own besides: Epiphany is one in Bavaria, not in all of Germany', async () => {
    const epiphany = dayNumber('2026-01-06');
    expect((await holidaysOf('DE', 'BY')).has(epiphany)).toBe(true);
    expect((await holidaysOf('DE')).has(epiphany)).toBe(false);
  });

  test('several days count as several; a holiday that begins at noon is no day off', async () => {
    const turkey = await holidaysOf('TR');
    expect(['2026-03-20', '2026-03-21', '2026-03-22', '2026-03-23'].map((date) => turkey.has(dayNumber(date)))).toEqual(
      [true, true, true, false],
    );
    const iceland = await holidaysOf('IS');
    expect(['2026-12-24', '2026-12-25'].map((date) => iceland.has(dayNumber(date)))).toEqual([false, true]);
  });

  test('a holiday on the day the clock goes forward is one', async () => {
    // Easter Sunday 2024 was 31 March; Sundays in Albania's list of public holidays.
    expect((await holidaysOf('AL')).has(dayNumber('2024-03-31'))).toBe(true);
  });

  test('outside the known years it does not guess', async () => {
    const us = await holidaysOf('US');
    expect(us.has(dayNumber(`${HOLIDAY_YEARS.from}-01-01`))).toBe(true);
    expect(us.has(dayNumber(`${HOLIDAY_YEARS.through}-12-25`))).toBe(true);
    expect(() => us.has(dayNumber(`${HOLIDAY_YEARS.from - 1}-12-31`))).toThrow(/not for 1999-12-31/);
    expect(() => us.has(dayNumber(`${HOLIDAY_YEARS.through + 1}-01-01`))).toThrow(RangeError);
  });

  test('a place that is not known is refused; one that is known is read once', async () => {
    await expect(holidaysOf('XX')).rejects.toThrow(/country XX/);
    await expect(holidaysOf('DE', 'ZZ')).rejects.toThrow(/ZZ in DE/);
    await expect(holidaysOf('toString')).rejects.toThrow(RangeError);
    expect(await holidaysOf('US')).toBe(await holidaysOf('US'));
  });
});
