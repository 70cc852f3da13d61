import { z } from 'zod';
import type { Context } from '../context.ts';
import { givenInstant } from '../contract/operation.ts';

/** The filters that every figure understands. `program` null: all programs the viewer may see. Periods are half-open. */
export const figureFilters = z.object({
  program: z.uuid().nullable().default(null),
  from: givenInstant.nullable().default(null),
  to: givenInstant.nullable().default(null),
});
export type FigureFilters = {
  programs: 'all' | string[];
  from: Temporal.Instant | null;
  to: Temporal.Instant | null;
  zone: string;
};

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
  unit: 'count' | 'business days' | 'share' | 'days';
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
