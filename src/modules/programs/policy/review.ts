import { z } from 'zod';
import { LEAST_SCORE, MOST_SCORE } from '../satisfaction.ts';
import { code, maybeWords, unique, words } from './words.ts';

const days = (least: number, most: number) => z.number().int().min(least).max(most);

/** How applications are looked at. */
export const review = z.strictObject({
  /** `round-robin`: an application that waits for us goes to the reviewer who has the fewest and was given one longest ago. */
  assignment: z.enum(['manual', 'round-robin']).default('manual'),
  /** At most so many open applications a reviewer by round-robin; null: any number. */
  capacity: days(1, 10_000).nullable().default(null),
  /** Which decisions need the agreement of a second person before they are made. */
  secondOpinion: z.enum(['never', 'refusals', 'approvals', 'always']).default('never'),
  /** What a reviewer goes through; null words: nothing. */
  checklist: z
    .array(z.strictObject({ code, words }))
    .max(50)
    .refine(unique('code'), 'Two entries have the same code.')
    .default([]),
  /** For competitive rounds: several people score, then the best are taken. */
  scoring: z
    .strictObject({
      criteria: z
        .array(
          z.strictObject({
            code,
            label: words,
            words: maybeWords,
            weight: z.number().min(0).max(100).default(1),
            /** Scores go from 0 to this. */
            most: days(1, 100).default(5),
          }),
        )
        .min(1)
        .max(20)
        .refine(unique('code'), 'Two criteria have the same code.'),
      /** How the totals of several reviewers become one. */
      combine: z.enum(['mean', 'median']).default('mean'),
      /** Reviewers see neither the applicant nor one another's scores before they gave theirs. */
      blind: z.boolean().default(false),
      /** So many have to score before it counts. */
      leastReviewers: days(1, 50).default(2),
    })
    .nullable()
    .default(null),
  /** How many others must agree to an exception from the requirements. */
  exceptionApprovals: days(1, 5).default(1),
});
export type Review = z.output<typeof review>;

/** Applicants who do not answer: calendar days since we began to wait. null: we wait for ever. */
export const silence = z
  .strictObject({ noticeAfterDays: days(1, 365).default(14), endsAfterDays: days(2, 365).default(20) })
  .refine((s) => s.noticeAfterDays < s.endsAfterDays, 'The notice has to come before the end.')
  .nullable()
  .default(null);

/** For how many calendar days after a refusal takes effect an applicant can ask us to look again; null: not at all. */
export const appeal = z
  .strictObject({ days: days(1, 365).default(30) })
  .nullable()
  .default(null);

/** What applicants and members are asked about how it was. */
export const satisfaction = z
  .strictObject({
    question: words.default('How satisfied are you with how we handled this?'),
    afterDecision: z.boolean().default(true),
    yearly: z.boolean().default(true),
    /** Answers up to this score are told to those who run the program; null: none is. */
    noticeUpTo: z.number().int().min(LEAST_SCORE).max(MOST_SCORE).nullable().default(2),
  })
  .nullable()
  .default(null);
