import { z } from 'zod';
import { givenInstant, id, instant, query } from '#kernel/contract/operation.ts';
import { UNITS } from '#kernel/figures/figure.ts';
import { programRef, stage } from './shapes.ts';

/** What a home shows of its programs for a period. */
export const homeParts = {
  period: z.object({ from: instant, to: instant, zone: z.string() }),
  figures: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      words: z.string(),
      unit: z.enum(UNITS),
      better: z.enum(['more', 'less', 'neither']),
      target: z.number().nullable(),
      value: z.number().nullable(),
      of: z.number().int(),
      before: z.number().nullable(),
      parts: z.array(z.object({ label: z.string(), value: z.number() })),
    }),
  ),
  stages: z.array(z.object({ stage, count: z.number().int(), late: z.number().int() })),
  weeks: z.array(
    z.object({
      week: z.string(),
      submitted: z.number().int(),
      approved: z.number().int(),
      refused: z.number().int(),
    }),
  ),
  happened: z.array(
    z.object({ id: z.string(), at: instant, who: z.string(), words: z.string(), href: z.string().nullable() }),
  ),
};

const seen = programRef.extend({ sample: z.boolean() });

export const homeContract = {
  houseHome: query({
    path: '/home/programs',
    permission: 'applications.read',
    scope: 'filtered',
    summary: 'Home: the first figures of the viewer’s programs, or of one, how it went by week, and what happened last',
    description:
      'Without a program: all of them. While the sample program is there, that is left out: the one with real applications is shown, or the sample where none has any.',
    input: z.object({
      program: z.union([id, z.literal('all')]).optional(),
      from: givenInstant.optional(),
      to: givenInstant.optional(),
    }),
    output: z.object({
      /** Which is shown; null: all of `programs`. */
      program: seen.nullable(),
      programs: z.array(seen),
      ...homeParts,
      /** What brings the first application; null: there is one, or it is not the viewer's to do. */
      firstStep: z.object({ what: z.enum(['open', 'add-coupons', 'send-address']), program: programRef }).nullable(),
    }),
  }),
};
