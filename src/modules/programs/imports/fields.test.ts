import { describe, expect, test } from 'vitest';
import { addressOf, cellText, countOf, instantOf } from './cells.ts';
import { guessColumns, guessKey, readingFaults } from './fields.ts';
import { readList } from './list-text.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('columns', () => {
  test('are guessed from their headers, however they are written; one column a field', () => {
    const columns = guessColumns('members', ['Project Name', 'E-Mail', 'START_DATE', 'Expires', 'Colour', 'Repo URL']);
    expect(columns).toEqual(['name', 'ownerAddress', 'startsOn', 'endsOn', null, 'namespace']);
    expect(guessKey('members', columns)).toBe('namespace');
    expect(guessColumns('members', ['member', 'name', 'project'])).toEqual([null, 'name', null]);
  });

  test('of an export are all known', () => {
    const head = [
      'member',
      'namespace',
      'owner',
      'sku',
      'granted_at',
      'starts_at',
      'ends_at',
      'term_starts_at',
      'term_ends_at',
    ];
    const columns = guessColumns('members', head);
    expect(columns).toEqual(['name', 'namespace', 'ownerName', 'sku', 'grantedOn', null, null, 'startsOn', 'endsOn']);
  });

  test('that are missing, double or unknown are said', () => {
    const faults = readingFaults('members', { columns: ['name', 'name', 'colour'], key: 'namespace', dates: 'iso' });
    expect(faults).toHaveLength(4);
    expect(faults.join(' ')).toContain('Two columns are “Member”');
    expect(readingFaults('coupons', { columns: ['code', 'sku'], key: 'code', dates: 'iso' })).toEqual([]);
  });
});

describe('cells', () => {
  test('hold days in the chosen form, instants of exports, and nothing that is no day', () => {
    expect(instantOf('31.03.2026', 'Day', 'day-month-year')?.toString()).toBe('2026-03-31T00:00:00Z');
    expect(instantOf('03/31/2026', 'Day', 'month-day-year')?.toString()).toBe('2026-03-31T00:00:00Z');
    expect(instantOf('2026-03-31T09:11:00.5Z', 'Day', 'iso')?.toString()).toBe('2026-03-31T09:11:00.5Z');
    for (const wrong of ['2026-02-30', '31.03.2026', 'soon', '0001-01-01', '2026-13-01'])
      expect(() => instantOf(wrong, 'Day', 'iso'), wrong).toThrow('is no date');
  });

  test('lose the apostrophe that a sheet needs, and refuse what is no address or number', () => {
    expect(cellText("'=SUM(A1)")).toBe('=SUM(A1)');
    expect(cellText("'twas")).toBe("'twas");
    expect(cellText("''=SUM(A1)")).toBe("'=SUM(A1)");
    expect(addressOf('Ada@Example.ORG', 'Mail')).toBe('ada@example.org');
    for (const wrong of ['ada', 'a@b', 'a b@example.org', 'a@example.org,b@example.org', 'o\u2019neill@example.org'])
      expect(() => addressOf(wrong, 'Mail'), wrong).toThrow('is no mail address');
    expect(() => countOf('0', 'Seats', 10)).toThrow('no whole number');
  });
});

describe('a list', () => {
  test('is read with a mark, semicolons or tabs; anything but UTF-8 is refused with what to do', () => {
    for (const text of ['\uFEFFname,since\r\nA,2026-01-01', 'name;since\nA;2026-01-01', 'name\tsince\nA\t2026-01-01']) {
      const list = readList(bytes(text));
      if ('fault' in list) throw new Error(list.fault);
      expect(list).toMatchObject({ headers: ['name', 'since'], total: 1 });
      // As often as it is gone through.
      for (const lines of [[...list.lines], [...list.lines]])
        expect(lines).toEqual([{ line: 2, cells: ['A', '2026-01-01'] }]);
    }
    expect(readList(Buffer.from('name\nMüller', 'latin1'))).toMatchObject({ fault: expect.stringContaining('UTF-8') });
    expect(readList(Buffer.from('name\nA', 'utf16le'))).toMatchObject({ fault: expect.any(String) });
    expect(readList(bytes('name'))).toMatchObject({ fault: expect.stringContaining('nothing') });
  });
});
