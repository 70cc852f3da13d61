import { z } from 'zod';
import { command, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { DELIVERIES } from '../policy/benefit.ts';
import { form } from '../policy/form.ts';
import { ENTRIES } from '../policy/membership.ts';
import { check, clock, decision, hosting, linkKey, message, stage, waitingFor, words } from './shapes.ts';

export const slug = z.string().regex(/^[a-z0-9-]{1,60}$/, 'There is no such program.');
export const address = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'At most 254 characters.')
  .pipe(z.email('Write a mail address such as name@example.org.'));

/**
 * A name, which stands in mails that go to whatever address was typed: with an address of a web page in it, the house would mail
 * strangers' advertisements to strangers.
 */
export const name = words(200).refine(
  (text) => !/:\/\/|\bwww\./i.test(text),
  'Write a name here, not the address of a web page.',
);

/** What the form asks. All of it may be half-filled in a draft. */
export const applicationForm = z.object({
  applicantName: name,
  address,
  country: z.string().regex(/^[A-Z]{2}$/, 'Choose a country.'),
  /** What takes part, by name; not asked where a person does. */
  project: name.optional(),
  /** A repository, or the namespace (group, organisation, user) that holds all of the project's repositories. */
  namespaceUrl: words(500).optional(),
  /** Further repositories, one a line; empty when the namespace names them all. */
  repositories: z
    .array(z.string().trim().min(1).max(500))
    .max(100, 'At most 100 repositories; name the namespace instead.')
    .default([]),
  hosting: hosting.optional(),
  /** What the project is and what it needs this for. */
  purpose: words(4000),
  /** To the fields that the policy asks, by their names; several choices as a list. */
  answers: z
    .record(z.string().max(60), z.union([z.string().max(4000), z.array(z.string().max(500)).max(100)]))
    .refine((a) => Object.keys(a).length <= 60, 'The form has too many fields.')
    .default({}),
  /** Codes of the policy's statements that were signed. */
  statements: z.array(z.string().max(60)).max(20).default([]),
  acceptsPrivacy: z.boolean(),
  wantsNews: z.boolean().default(false),
});

/** A draft keeps whatever was typed, right or wrong. */
const draftAnswers = z
  .record(z.string().max(60), z.union([z.string().max(20_000), z.array(z.string().max(500)).max(200)]))
  .refine((a) => Object.keys(a).length <= 120, 'The form has too many fields.');

/** A field that people do not see; programs that fill in everything give themselves away. */
export const honeypot = z.string().max(200).default('');

const publicProgram = z.object({
  slug: z.string(),
  name: z.string(),
  open: z.boolean(),
  /** Who can become a member: whoever applies, only those who were invited, or whoever applies or is nominated. */
  entry: z.enum(ENTRIES),
  /** That of the sample organisation: everything in it is invented. */
  sample: z.boolean(),
  summary: z.string(),
  benefit: z.string(),
  promiseDays: z.number().int(),
  requirements: z.array(z.object({ check: z.string(), words: z.string() })),
  statements: z.array(z.object({ code: z.string(), words: z.string() })),
  /** What the form asks besides what every program asks. */
  form,
  /** Among which the applicant chooses; at most one: nobody is asked. */
  hostings: z.array(hosting),
  tiers: z.array(z.object({ code: z.string(), label: z.string(), words: z.string() })),
  delivery: z.enum(DELIVERIES),
  /** Names of the texts (policy/texts.ts) that are told in the reader's language; all others are in the organisation's. */
  translated: z.array(z.string()),
  embargo: z.array(z.string()),
  agreement: z.object({ version: z.string(), title: z.string(), text: z.string() }),
  privacy: z.object({ version: z.string(), text: z.string() }),
  retention: z.object({ draftDays: z.number(), refusedDays: z.number(), unconfirmedDays: z.number() }),
});

export const applicantContract = {
  publicPrograms: query({
    path: '/public/programs',
    permission: 'public',
    summary: 'The programs that take applications',
    input: nothing,
    output: z.object({
      programs: z.array(
        z.object({
          slug: z.string(),
          name: z.string(),
          summary: z.string(),
          /** The summary is in the reader's language, not in the organisation's. */
          translated: z.boolean(),
          open: z.boolean(),
          sample: z.boolean(),
        }),
      ),
    }),
  }),
  publicProgram: query({
    path: '/public/programs/{program}',
    permission: 'public',
    summary: 'What a program asks, promises and gives',
    input: z.object({ program: slug }),
    output: publicProgram,
  }),
  saveDraft: command({
    secret: true,
    path: '/public/programs/{program}/drafts',
    permission: 'public',
    summary: 'Keep a half-filled application; answers the key to resume it',
    input: z.object({
      program: slug,
      key: linkKey.optional(),
      /** Of the invitation that opened the form. */
      invitation: linkKey.optional(),
      answers: draftAnswers,
    }),
    output: z.object({ key: linkKey, savedAt: instant, expiresAt: instant }),
  }),
  draft: query({
    path: '/public/drafts/{key}',
    permission: 'link',
    summary: 'A kept draft',
    input: z.object({ key: linkKey }),
    output: z.object({
      program: z.string(),
      answers: draftAnswers,
      /** Who is invited, by name, where it was begun with an invitation that still stands. */
      invited: z.string().nullable(),
      savedAt: instant,
      expiresAt: instant,
    }),
  }),
  mailDraftLink: command({
    path: '/public/drafts/{key}/mail',
    permission: 'link',
    summary: 'Mail the link to resume a draft',
    input: z.object({ key: linkKey, address }),
    output: nothing,
  }),
  submitApplication: command({
    path: '/public/programs/{program}/applications',
    permission: 'public',
    summary: 'Apply; a link to confirm the mail address is mailed',
    description:
      'Sending the same draft or the same Idempotency-Key again answers the application that was made first.',
    input: applicationForm.extend({
      program: slug,
      draft: linkKey.optional(),
      /** The key of an invitation; a draft that was begun with one needs none. */
      invitation: linkKey.optional(),
      website: honeypot,
    }),
    /** `confirmed`: the address is known to be theirs already, as in a renewal from the member's own page. */
    output: z.object({ number: z.string(), address: z.string(), confirmed: z.boolean() }),
  }),
  confirmMail: command({
    secret: true,
    path: '/public/applications/{key}/confirm-mail',
    permission: 'link',
    summary: 'Confirm the mail address by the mailed link; answers the key of the status page',
    input: z.object({ key: linkKey }),
    output: z.object({ key: linkKey }),
  }),
  application: query({
    path: '/public/applications/{key}',
    permission: 'link',
    summary: 'Where an application stands: what happens next, by when and why',
    input: z.object({ key: linkKey }),
    output: z.object({
      number: z.string(),
      program: z.object({ slug: z.string(), name: z.string(), sample: z.boolean() }),
      project: z.string(),
      applicantName: z.string().nullable(),
      address: z.string().nullable(),
      stage,
      since: instant,
      waitingFor,
      clock,
      checks: z.array(check.pick({ name: true, title: true, state: true, words: true, evidence: true })),
      proof: z
        .object({
          token: z.string(),
          places: z.array(z.object({ where: z.string(), how: z.string() })),
          lastLooked: instant.nullable(),
          /** Forges at which signing in shows control, too. */
          forges: z.array(z.object({ id, name: z.string() })),
        })
        .nullable(),
      question: z
        .object({
          words: z.string(),
          at: instant,
          /** What is to be filled in and signed, because the rules changed while we looked; null: words are the answer. */
          form: z
            .object({
              fields: form.shape.fields,
              statements: z.array(z.object({ code: z.string(), words: z.string() })),
              privacy: z.object({ version: z.string(), text: z.string() }).nullable(),
              translated: z.array(z.string()),
            })
            .nullable(),
        })
        .nullable(),
      messages: z.array(message),
      /** Only once it has taken effect. */
      decision: decision
        .omit({ by: true, secondedBy: true, tier: true, evidence: true })
        .extend({
          byRule: z.boolean(),
          /** `translated`: in the reader's language; else in the organisation's. */
          reason: z
            .object({ code: z.string(), label: z.string(), advice: z.string(), translated: z.boolean() })
            .nullable(),
        })
        .nullable(),
      /** Until when we can be asked to look at a refusal again, and what became of that. */
      appeal: z
        .object({
          until: instant,
          made: z
            .object({
              words: z.string(),
              at: instant,
              answer: z.object({ upheld: z.boolean(), words: z.string(), at: instant }).nullable(),
            })
            .nullable(),
        })
        .nullable(),
      /** When it ends by itself, unless the applicant is heard. */
      silence: z.object({ endsAt: instant }).nullable(),
      /** We took it up again: when and why; our clock began anew there. */
      again: z.object({ at: instant, words: z.string() }).nullable(),
      agreement: z
        .object({ version: z.string(), title: z.string(), text: z.string(), accepted: instant.nullable() })
        .nullable(),
      coupon: z.object({ code: z.string(), checkoutUrl: z.string(), sentAt: instant }).nullable(),
      membership: z.object({ startsAt: instant, endsAt: instant }).nullable(),
      consents: z.array(
        z.object({
          id,
          purpose: z.enum(['privacy-notice', 'news']),
          version: z.string(),
          givenAt: instant,
          withdrawnAt: instant.nullable(),
        }),
      ),
      may: z.object({
        withdraw: z.boolean(),
        appeal: z.boolean(),
        write: z.boolean(),
        answer: z.boolean(),
        proveControl: z.boolean(),
        acceptAgreement: z.boolean(),
        changeAddress: z.boolean(),
      }),
    }),
  }),
  mailLostLink: command({
    path: '/public/applications/lost-link',
    permission: 'public',
    summary:
      'Mail the links of all applications and memberships of an address to that address; the answer is always the same',
    input: z.object({ address, website: honeypot }),
    output: nothing,
  }),
  changeAddress: command({
    path: '/public/applications/{key}/address',
    permission: 'link',
    summary: 'Ask for another mail address; it counts once confirmed by the link mailed to it',
    input: z.object({ key: linkKey, address }),
    output: nothing,
  }),
  confirmAddress: command({
    secret: true,
    path: '/public/applications/{key}/confirm-address',
    permission: 'link',
    summary: 'Confirm the changed mail address by the mailed link',
    input: z.object({ key: linkKey }),
    output: z.object({ key: linkKey }),
  }),
  proveControl: command({
    path: '/public/applications/{key}/prove-control',
    permission: 'link',
    summary: 'Say that the proof token is in place; we look for it',
    input: z.object({ key: linkKey }),
    output: nothing,
  }),
  answerQuestion: command({
    path: '/public/applications/{key}/answer',
    permission: 'link',
    summary: 'Answer what the team asked; the clock runs again',
    description:
      'Where the question has fields to fill in (`question.form`), they are answered as in the form, and words may be left out.',
    input: z.object({
      key: linkKey,
      body: z.string().trim().max(20_000, 'At most 20000 characters.').default(''),
      answers: applicationForm.shape.answers,
      statements: applicationForm.shape.statements,
      acceptsPrivacy: z.boolean().default(false),
    }),
    output: nothing,
  }),
  writeToTeam: command({
    path: '/public/applications/{key}/messages',
    permission: 'link',
    summary: 'Write a message to the team',
    input: z.object({ key: linkKey, body: words(20_000) }),
    output: nothing,
  }),
  acceptAgreement: command({
    path: '/public/applications/{key}/agreement',
    permission: 'link',
    summary: 'Accept the program agreement; the coupon is sent next',
    input: z.object({ key: linkKey, version: z.string().max(40), signedName: words(200) }),
    output: nothing,
  }),
  withdrawApplication: command({
    path: '/public/applications/{key}/withdraw',
    permission: 'link',
    summary: 'Withdraw the application',
    input: z.object({ key: linkKey }),
    output: nothing,
  }),
  withdrawConsent: command({
    path: '/public/applications/{key}/consents/{consent}/withdraw',
    permission: 'link',
    summary: 'Withdraw a consent',
    input: z.object({ key: linkKey, consent: id }),
    output: nothing,
  }),
};
