import { z } from 'zod';
import { command, givenInstant, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { page, pageOf } from '#kernel/contract/paging.ts';
import { csvPart } from '#kernel/csv.ts';
import { LEAST_SCORE, MOST_SCORE } from '../satisfaction.ts';
import { linkKey } from './shapes.ts';

const ofProgram = { permission: 'applications.read', scope: { kind: 'program', field: 'program' } } as const;
const score = z.number().int().min(LEAST_SCORE).max(MOST_SCORE);

const filters = {
  program: id,
  /** This one alone. */
  asking: id.optional(),
  /** `scored`: with a score; `declined`: would rather not say; `silent`: nothing came. */
  answer: z.enum(['scored', 'declined', 'silent']).optional(),
  score: z.coerce.number().int().min(LEAST_SCORE).max(MOST_SCORE).optional(),
  occasion: z.enum(['decision', 'yearly']).optional(),
  /** Only those with words. */
  comment: z.enum(['with']).optional(),
  /** Asked in this period. */
  from: givenInstant.optional(),
  to: givenInstant.optional(),
  /** Words of the comment, or a part of the project’s name. */
  text: z.string().max(200).optional(),
};

/** What people are asked about how it was. */
export const satisfactionContract = {
  asking: query({
    path: '/satisfaction/{key}',
    permission: 'link',
    summary: 'What somebody is asked, and what they answered, for their private page',
    input: z.object({ key: linkKey }),
    output: z.object({
      program: z.string(),
      /** The project or member it is about. */
      about: z.string(),
      occasion: z.enum(['decision', 'yearly']),
      question: z.string(),
      /** The question is in the language of the mail; otherwise in the organisation’s own. */
      translated: z.boolean(),
      /** Of the mail (BCP 47). */
      language: z.string(),
      askedAt: instant,
      answeredAt: instant.nullable(),
      score: score.nullable(),
      declined: z.boolean(),
      comment: z.string(),
      /** Until when it can be answered or changed; null: no more. */
      until: instant.nullable(),
      stopped: z.boolean(),
    }),
  }),
  answerAsking: command({
    path: '/satisfaction/{key}',
    permission: 'link',
    summary: 'Answer with a score from 1 to 5, or (score null) say that one would rather not; again, to change it',
    input: z.object({
      key: linkKey,
      score: score.nullable(),
      comment: z.string().trim().max(4000, 'At most 4000 characters.').default(''),
    }),
    output: nothing,
  }),
  stopAskings: command({
    path: '/satisfaction/{key}/stop',
    permission: 'link',
    summary: 'Be asked no more, in any program; (stop: false) be asked again',
    input: z.object({ key: linkKey, stop: z.boolean().default(true) }),
    output: nothing,
  }),
  listSatisfaction: query({
    path: '/programs/{program}/satisfaction',
    ...ofProgram,
    summary: 'Everybody who was asked, with what they answered, the latest asking first',
    input: page.extend(filters),
    output: pageOf(
      z.object({
        id,
        occasion: z.enum(['decision', 'yearly']),
        /** The number of the application, or the member’s name. */
        about: z.string(),
        project: z.string(),
        href: z.string(),
        /** null: erased. */
        who: z.string().nullable(),
        language: z.string(),
        verdict: z.enum(['approved', 'refused']).nullable(),
        askedAt: instant,
        answeredAt: instant.nullable(),
        score: score.nullable(),
        declined: z.boolean(),
        comment: z.string(),
        erased: z.boolean(),
      }),
    ),
  }),
  exportSatisfaction: query({
    path: '/programs/{program}/satisfaction/export',
    ...ofProgram,
    summary: 'The filtered answers as CSV, at most 50,000 rows a part; `next` continues',
    input: z.object({ ...filters, after: page.shape.after }),
    output: csvPart,
  }),
};
