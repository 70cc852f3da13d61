import { z } from 'zod';
import { isZone } from '../calendar/zone.ts';
import type { Context } from '../context.ts';
import { givenInstant } from '../contract/operation.ts';

/** Filters that some figures understand: where people are, and how they came. */
export const NARROWINGS = ['country', 'source'] as const;
export type Narrowing = (typeof NARROWINGS)[number];

/**
 * The filters of figures. `program` null: all programs the viewer may see. Periods are half-open. `zone` (IANA) null: the
 * organisation's. `country` (ISO 3166) and `source` are understood by the figures that name them in `by`.
 */
export const figureFilters = z.object({
  program: z.uuid().nullable().default(null),
  from: givenInstant.nullable().default(null),
  to: givenInstant.nullable().default(null),
  zone: z
    .string()
    .max(100)
    .refine(isZone, 'There is no such time zone. Use a name such as Europe/Berlin.')
    .nullable()
    .default(null),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Use the two letters of a country.')
    .nullable()
    .default(null),
  source: z.string().max(60).nullable().default(null),
});
export type FigureFilters = {
  programs: 'all' | string[];
  from: Temporal.Instant | null;
  to: Temporal.Instant | null;
  zone: string;
  country: string | null;
  source: string | null;
};

export const UNITS = ['count', 'business days', 'share', 'days', 'score'] as const;

/** `value` null means: nothing to measure yet. It is never shown as 0. `of` is the count of rows behind the value. */
export type Reading = { value: number | null; of: number; parts?: { label: string; value: number }[] };

/** One row behind a figure, as people can check it. */
export type FigureRow = {
  id: string;
  label: string;
  href: string | null;
  at: string | null;
  counts: number | null;
  note: string | null;
};

/** A figure: what it means, how it is worked out, and the rows it is made of. One file each, registered by its module. */
export type Figure = {
  /** `programs.kept-promise` */
  id: string;
  name: string;
  /** What it tells, in one or two sentences. */
  words: string;
  /** The exact formula, in words a colleague can recompute it by. */
  formula: string;
  /** `score`: from 1 to 5. */
  unit: (typeof UNITS)[number];
  /** Which further filters it understands; none where it is left out. */
  by?: readonly Narrowing[];
  /** What one row is. */
  grain: string;
  permission: string;
  /** Whether more or less is better; for the colour of a trend. */
  better: 'more' | 'less' | 'neither';
  target?: number;
  read: (c: Context, filters: FigureFilters) => Promise<Reading>;
  rows: (
    c: Context,
    filters: FigureFilters,
    page: { after: string | null; limit: number },
  ) => Promise<{ rows: FigureRow[]; next: string | null }>;
};

/** Registers a figure; only there to give the definition its type. */
export const figure = (definition: Figure): Figure => definition;
