import { z } from 'zod';
import { command, givenDay, id, instant, nothing } from '#kernel/contract/operation.ts';
import { linkKey, words } from './shapes.ts';

const ofApplication = { kind: 'application', field: 'id' } as const;
const person = z.string();

/** What was done about an application beside its decision in force, as its page shows it; the latest first. */
export const review = z.object({
  /** Decisions that were told and taken up again, and ends by silence. */
  earlier: z.array(
    z.object({
      id,
      verdict: z.enum(['approved', 'refused']).nullable(),
      reason: z.string().nullable(),
      words: z.string(),
      /** null: the rule of the policy, or silence. */
      by: person.nullable(),
      at: instant,
      reopened: z.object({ at: instant, by: person.nullable(), words: z.string() }),
    }),
  ),
  appeals: z.array(
    z.object({
      id,
      words: z.string(),
      at: instant,
      answer: z.object({ upheld: z.boolean(), words: z.string(), by: person.nullable(), at: instant }).nullable(),
    }),
  ),
  /** We wait, and it ends by itself: when, whether the applicant was told, and until when time was given. */
  silence: z.object({ endsAt: instant, told: z.boolean(), moreTime: instant.nullable() }).nullable(),
  /** Why the viewer may not do what they might expect to, by act. */
  mayNot: z.object({ answerAppeal: z.string().nullable() }),
});

export const workbenchContract = {
  reopenApplication: command({
    path: '/programs/applications/{id}/reopen',
    permission: 'applications.decide',
    scope: ofApplication,
    summary: 'Take a refused application, or one that ended by silence, up again; the applicant is mailed the words',
    input: z.object({ id, words: words(4000) }),
    output: nothing,
  }),
  answerAppeal: command({
    path: '/programs/applications/{id}/appeal/answer',
    permission: 'applications.decide',
    scope: ofApplication,
    summary:
      'Answer an appeal against a decision of others: uphold it, which re-opens, or deny it; the applicant is told why',
    input: z.object({ id, upheld: z.boolean(), words: words(4000) }),
    output: nothing,
  }),
  giveMoreTime: command({
    path: '/programs/applications/{id}/more-time',
    permission: 'applications.review',
    scope: ofApplication,
    summary:
      'Give an applicant for whom we wait time until the end of a day: the application does not end by silence before',
    input: z.object({ id, until: givenDay }),
    output: nothing,
  }),
  remindApplicant: command({
    path: '/programs/applications/{id}/remind',
    permission: 'applications.review',
    scope: ofApplication,
    summary: 'Mail the applicant once more what we wait for; once a day at most',
    input: z.object({ id }),
    output: nothing,
  }),
  appealDecision: command({
    path: '/public/applications/{key}/appeal',
    permission: 'link',
    summary: 'Ask the team to look at a refusal again, once, within the days that the policy gives',
    input: z.object({ key: linkKey, words: words(20_000) }),
    output: nothing,
  }),
};
