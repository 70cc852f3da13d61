import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { invalid } from '../errors.ts';

/** Input of every list: `after` is the cursor that the page before returned as `next`. */
export const page = z.object({
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Output of every list. `next` is null on the last page. `total` counts all rows that fit the filters. */
export const pageOf = <R extends z.ZodType>(row: R) =>
  z.object({ rows: z.array(row), next: z.string().nullable(), total: z.number().int().optional() });

type Position = readonly [sort: string | number | null, id: string];

/** Turns the last row's place into the cursor that strangers may carry but gain nothing from reading. */
export const cursorOf = (position: Position): string => Buffer.from(JSON.stringify(position)).toString('base64url');

/** Reads a cursor back. Throws `invalid` when it is not one of ours. */
export function positionOf(cursor: string): Position {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(value) && value.length === 2 && typeof value[1] === 'string' && isUuid(value[1])) {
      const sort: unknown = value[0];
      if (sort === null || typeof sort === 'string' || typeof sort === 'number') return [sort, value[1]];
    }
  } catch {
    // falls through to the one clear answer below
  }
  throw invalid([
    { field: 'after', message: 'This page marker is not valid any more. Start again from the first page.' },
  ]);
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

function isInstant(text: string): boolean {
  // Years as PostgreSQL reads them: four digits, and no year 0.
  if (!/^(?!0000)\d{4}-/.test(text)) return false;
  try {
    Temporal.Instant.from(text);
    return true;
  } catch {
    return false;
  }
}

/** What a marker must hold for the database to take it as this type: anything else was not made by the list it came to. */
const FITS = {
  timestamptz: (sort) => typeof sort === 'string' && isInstant(sort),
  text: (sort) => typeof sort === 'string' && sort.isWellFormed() && !sort.includes('\0'),
  uuid: (sort) => typeof sort === 'string' && isUuid(sort),
  bigint: (sort) => Number.isSafeInteger(sort),
  'double precision': (sort) => Number.isFinite(sort),
} satisfies Record<string, (sort: Position[0]) => boolean>;
type Cast = keyof typeof FITS;

/**
 * The condition "comes after the cursor" for rows sorted by (column, id), both in the same direction.
 * The column must never be null. `cast` is the column's PostgreSQL type, such as `timestamptz`.
 */
export function isAfter(
  column: RawBuilder<unknown>,
  idColumn: RawBuilder<unknown>,
  cursor: string,
  direction: 'asc' | 'desc',
  cast: Cast,
): RawBuilder<boolean> {
  const [sort, id] = positionOf(cursor);
  if (!FITS[cast](sort)) throw badCursor();
  const sign = sql.raw(direction === 'asc' ? '>' : '<');
  return sql<boolean>`(${column}, ${idColumn}) ${sign} (${sort}::${sql.raw(cast)}, ${id}::uuid)`;
}

const badCursor = () =>
  invalid([{ field: 'after', message: 'This page marker belongs to another list. Start again from the first page.' }]);

/** Cuts a result that was read with `limit + 1` rows into a page and its cursor. */
export function cut<R>(rows: R[], limit: number, position: (row: R) => Position): { rows: R[]; next: string | null } {
  if (rows.length <= limit) return { rows, next: null };
  const kept = rows.slice(0, limit);
  return { rows: kept, next: cursorOf(position(kept[kept.length - 1] as R)) };
}
