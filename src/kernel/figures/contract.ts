import { z } from 'zod';
import { instant, query } from '../contract/operation.ts';
import { page, pageOf } from '../contract/paging.ts';
import { figureFilters, NARROWINGS, UNITS } from './figure.ts';

const definition = z.object({
  id: z.string(),
  name: z.string(),
  words: z.string(),
  formula: z.string(),
  unit: z.enum(UNITS),
  grain: z.string(),
  by: z.array(z.enum(NARROWINGS)),
  better: z.enum(['more', 'less', 'neither']),
  target: z.number().nullable(),
});

const reading = z.object({
  figure: definition,
  /** null: nothing to measure yet; never shown as 0. */
  value: z.number().nullable(),
  of: z.number().int(),
  parts: z.array(z.object({ label: z.string(), value: z.number() })),
  filters: z.object({
    program: z.uuid().nullable(),
    from: instant.nullable(),
    to: instant.nullable(),
    zone: z.string(),
    country: z.string().nullable(),
    source: z.string().nullable(),
  }),
  asOf: instant,
});

export const figuresContract = {
  list: query({
    path: '/figures',
    permission: 'signed-in',
    summary: 'Every figure the viewer may read, with its definition',
    input: z.object({}),
    output: z.object({ figures: z.array(definition) }),
  }),
  read: query({
    path: '/figures/{figure}',
    permission: 'signed-in',
    summary: 'A figure with its definition, filters, time zone and as-of time',
    input: figureFilters.extend({ figure: z.string().max(100) }),
    output: reading,
  }),
  rows: query({
    path: '/figures/{figure}/rows',
    permission: 'signed-in',
    summary: 'The rows that a figure is made of',
    input: figureFilters.extend({ figure: z.string().max(100) }).extend(page.shape),
    output: pageOf(
      z.object({
        id: z.string(),
        label: z.string(),
        href: z.string().nullable(),
        at: z.string().nullable(),
        counts: z.number().nullable(),
        note: z.string().nullable(),
      }),
    ),
  }),
};
