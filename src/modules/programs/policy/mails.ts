import { z } from 'zod';

/** The mails of which a policy can say the subject and the words itself, by what they tell. */
export const OWN_WORDS_MAILS = [
  'received',
  'approved',
  'refused',
  'coupon',
  'renewal-reminder',
  'silence-notice',
  'lapsed',
] as const;
export type OwnWordsMail = (typeof OWN_WORDS_MAILS)[number];

/**
 * The program's own words in a mail, in one language. They take the place of the subject and of the words before the facts
 * (number, decision, coupon), which the mail always states itself. Liquid, with the mail's data.
 */
export const mails = z
  .array(
    z.strictObject({
      mail: z.enum(OWN_WORDS_MAILS),
      language: z.string().regex(/^[a-z]{2}$/),
      subject: z.string().trim().max(200).default(''),
      words: z.string().trim().max(4000).default(''),
    }),
  )
  .max(100)
  .refine(
    (list) => new Set(list.map(({ mail, language }) => `${mail} ${language}`)).size === list.length,
    'The same mail stands there twice in one language.',
  )
  .default([]);
