import { z } from 'zod';

/** The checks that a policy can require, each with a runner under `checks/`. */
export const CHECKS = [
  'mail-confirmed',
  'control-proved',
  'repositories-public',
  'osi-licences',
  'country-allowed',
  'not-duplicate',
] as const;
export type CheckName = (typeof CHECKS)[number];

/** More than any membership has; the database counts seats as an integer. */
export const MOST_SEATS = 1_000_000;

const words = z.string().trim().min(1).max(20_000);

/**
 * What a program asks, promises and gives: versioned data, never code. An application is judged by the version that was in
 * force when it was submitted.
 */
export const policy = z.object({
  /** One or two sentences for the public page. */
  summary: words,
  benefit: z.object({
    words,
    /** By hosting: which SKU the member gets. */
    skus: z.object({ saas: z.string().min(1).max(100), 'self-managed': z.string().min(1).max(100) }),
    seats: z.number().int().positive().max(MOST_SEATS).nullable(),
    termMonths: z.number().int().min(1).max(120),
    /** Where a coupon is redeemed; the code is appended by the template. */
    checkoutUrl: z
      .url({ protocol: /^https?$/, error: 'Give the address of a web page, beginning with https://.' })
      .max(2000),
  }),
  /** Within how many business days an applicant hears the decision. */
  promiseDays: z.number().int().min(1).max(60),
  requirements: z
    .array(z.object({ check: z.enum(CHECKS), words }))
    .min(1)
    .max(20),
  /** What the applicant signs; each must be signed to apply. */
  statements: z.array(z.object({ code: z.string().regex(/^[a-z-]+$/), words })).max(20),
  /** Two-letter codes of countries that may not take part. */
  embargo: z.array(z.string().regex(/^[A-Z]{2}$/)).max(300),
  /** May the rule approve by itself when every requirement is met? */
  automatic: z.boolean(),
  /** For how long a person's decision can be undone before it takes effect. */
  undoMinutes: z.number().int().min(0).max(1440),
  agreement: z.object({ version: z.string().min(1).max(40), title: words, text: words }),
  privacy: z.object({ version: z.string().min(1).max(40), text: words }),
  /** Why an application can be refused: the code for figures, the label for reviewers, and advice to the applicant. */
  reasons: z
    .array(z.object({ code: z.string().regex(/^[a-z-]+$/), label: words, advice: words }))
    .min(1)
    .max(100),
  retention: z.object({
    /** Days after the last save. */
    draftDays: z.number().int().min(1).max(365),
    /** Days after which personal values of refused, withdrawn and unconfirmed applications are erased. */
    refusedDays: z.number().int().min(30).max(3650),
    /** Days after which an application whose mail was never confirmed lapses. */
    unconfirmedDays: z.number().int().min(1).max(90),
  }),
});
export type Policy = z.output<typeof policy>;
