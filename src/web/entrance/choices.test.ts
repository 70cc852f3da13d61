import { expect, test } from 'vitest';
import { countries, months, zones } from './choices.ts';

test('choices hold real countries once each, all zones, all months', () => {
  const byCode = new Map(countries().map(({ value, label }) => [value, label]));
  expect(byCode.get('DE')).toBe('Germany');
  for (const gone of ['DD', 'SU', 'YU', 'EU', 'ZZ', 'UK']) expect(byCode.has(gone)).toBe(false);
  expect(new Set(byCode.values()).size).toBe(byCode.size);
  expect(byCode.size).toBeGreaterThan(240);
  expect(byCode.size).toBeLessThan(252);
  expect(zones().map(({ value }) => value)).toEqual(expect.arrayContaining(['UTC', 'Europe/Berlin']));
  expect(months().map(({ label }) => label)).toEqual(expect.arrayContaining(['January', 'December']));
});
