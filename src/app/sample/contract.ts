import { z } from 'zod';
import { command, id, instant, nothing, query } from '#kernel/contract/operation.ts';

/** What must be typed to remove the sample organisation. */
export const CONFIRMATION = 'remove sample';

export const sampleContract = {
  state: query({
    path: '/sample',
    permission: 'sample.manage',
    scope: 'everywhere',
    summary: 'Whether the sample organisation is loaded, and how far loading it has come',
    input: nothing,
    output: z.object({
      state: z.enum(['none', 'loading', 'loaded', 'failed']),
      /** The moment at which its story ends. */
      endsAt: instant.nullable(),
      program: id.nullable(),
      applications: z.number().int(),
      people: z.number().int(),
      /** null: nothing is under way. */
      progress: z.object({ done: z.number().int(), total: z.number().int().nullable(), words: z.string() }).nullable(),
      /** What to type to remove it. */
      confirmation: z.string(),
    }),
  }),
  load: command({
    path: '/sample/load',
    permission: 'sample.manage',
    scope: 'everywhere',
    summary: 'Load the sample organisation: one invented company with two years of history',
    description: 'Refused while one is loaded, and while a mail server is set up. Loading takes about a minute.',
    input: nothing,
    output: nothing,
  }),
  remove: command({
    path: '/sample/remove',
    permission: 'sample.manage',
    scope: 'everywhere',
    summary: 'Remove the sample organisation with all that was done with it; real records stay',
    input: z.object({
      confirm: z.literal(CONFIRMATION, { error: `Type "${CONFIRMATION}" to remove the sample organisation.` }),
    }),
    output: nothing,
  }),
};
