import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { smallHouse } from '#tests/support/small-house.ts';
import { asArray } from './as-array.ts';

const { house } = await smallHouse([]);

test('PostgreSQL reads the texts that were given', async () => {
  const letter = fc.constantFrom(
    'a',
    '"',
    '\\',
    ',',
    '{',
    '}',
    ' ',
    '\n',
    '\t',
    '\u0001',
    'ü',
    '🙂',
    'NULL',
    'null',
    "'",
  );
  const text = fc.oneof(
    fc.constant(null),
    fc.array(letter, { maxLength: 6 }).map((letters) => letters.join('')),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 8 }), async (texts) => {
      const { rows } = await sql<{ read: (string | null)[] }>`select ${asArray(texts)}::text[] read`.execute(
        house.database.kysely,
      );
      expect(rows[0]?.read).toEqual(texts);
    }),
    { numRuns: 300 },
  );
});

test('other types that are written as text, and what is missing', async () => {
  const { rows } = await sql<{ days: string[]; none: null[] }>`
    select ${asArray(['2026-03-31T00:00:00Z'])}::timestamptz[]::text[] days, ${asArray([undefined, null])}::uuid[] none`.execute(
    house.database.kysely,
  );
  expect(rows).toEqual([{ days: ['2026-03-31 00:00:00+00'], none: [null, null] }]);
});
