import { z } from 'zod';
import { benefit } from './policy/benefit.ts';
import { form } from './policy/form.ts';
import { mails } from './policy/mails.ts';
import { membership, renewal } from './policy/membership.ts';
import { LOOKS_AT_REPOSITORIES, requirements } from './policy/requirements.ts';
import { appeal, review, satisfaction, silence } from './policy/review.ts';
import { code, unique, words } from './policy/words.ts';

/**
 * What a program asks, promises and gives: versioned data, never code. An application is judged by the version that was in
 * force when it was submitted. Every part that came later has a default that means what was true before it.
 */
export const policy = z
  .object({
    /** One or two sentences for the public page. */
    summary: words,
    form: form.prefault({}),
    benefit,
    /** Within how many business days an applicant hears the decision. */
    promiseDays: z.number().int().min(1).max(60),
    requirements,
    /** What the applicant signs; each must be signed to apply. */
    statements: z.array(z.object({ code, words })).max(20).refine(unique('code'), 'Two statements have the same code.'),
    /** Two-letter codes of countries that may not take part. */
    embargo: z.array(z.string().regex(/^[A-Z]{2}$/)).max(300),
    /** May the rule approve by itself when every requirement is met? */
    automatic: z.boolean(),
    /** For how long a person's decision can be undone before it takes effect. */
    undoMinutes: z.number().int().min(0).max(1440),
    review: review.prefault({}),
    silence,
    appeal,
    membership: membership.prefault({}),
    renewal: renewal.prefault({}),
    satisfaction,
    agreement: z.object({ version: z.string().min(1).max(40), title: words, text: words }),
    privacy: z.object({ version: z.string().min(1).max(40), text: words }),
    /** Why an application can be refused: the code for figures, the label for reviewers, and advice to the applicant. */
    reasons: z
      .array(z.object({ code, label: words, advice: words }))
      .min(1)
      .max(100)
      .refine(unique('code'), 'Two reasons have the same code.'),
    mails,
    /** By language and by the text's name (policy/texts.ts), what people read in place of the organisation's own words. */
    translations: z
      .record(z.string().regex(/^[a-z]{2}$/), z.record(z.string().max(200), z.string().trim().max(20_000)))
      .default({}),
    retention: z.object({
      /** Days after the last save. */
      draftDays: z.number().int().min(1).max(365),
      /** Days after which personal values of refused, withdrawn and unconfirmed applications are erased. */
      refusedDays: z.number().int().min(30).max(3650),
      /** Days after which an application whose mail was never confirmed lapses. */
      unconfirmedDays: z.number().int().min(1).max(90),
    }),
  })
  .refine(
    ({ form, requirements }) => form.repositories || !requirements.some((r) => LOOKS_AT_REPOSITORIES.includes(r.check)),
    { path: ['requirements'], error: 'A check looks at repositories, but the form does not ask for any.' },
  );
export type Policy = z.output<typeof policy>;
