import { z } from 'zod';
import { givenInstant, id, instant, query } from '#kernel/contract/operation.ts';
import { page } from '#kernel/contract/paging.ts';
import { csvPart } from '#kernel/csv.ts';
import { figureFilters } from '#kernel/figures/figure.ts';
import { homeParts } from './home.ts';
import { programRef } from './shapes.ts';

const { country, source } = figureFilters.shape;
const asked = { program: id, from: givenInstant.optional(), to: givenInstant.optional(), country, source };
const ofProgram = { permission: 'applications.read', scope: { kind: 'program', field: 'program' } } as const;

/** All figures of a program. */
export const figuresContract = {
  programFigures: query({
    path: '/programs/{program}/figures',
    ...ofProgram,
    summary: 'All figures of a program for a period, each with what it was a year before',
    description:
      'Figures that are not told apart by a country or source that is asked for are left out; `left` names them.',
    input: z.object(asked),
    output: z.object({
      program: programRef,
      period: z.object({ from: instant, to: instant, zone: z.string() }),
      /** Those that applicants of the program are of. */
      countries: z.array(z.string()),
      groups: z.array(z.object({ name: z.string(), figures: homeParts.figures })),
      left: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  }),
  exportFigures: query({
    path: '/programs/{program}/figures/export',
    ...ofProgram,
    summary: 'The same as CSV: a line for each figure, and one for each of its parts',
    input: z.object({ ...asked, after: page.shape.after }),
    output: csvPart,
  }),
};
