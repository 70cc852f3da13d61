import { z } from 'zod';
import { command, givenDay, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { VERIFICATION_STATUSES } from '../verification.ts';
import { linkKey } from './shapes.ts';

const ofApplication = { kind: 'application', field: 'id' } as const;
const verifierCode = z.string().regex(/^[a-z0-9-]{1,60}$/, 'Small letters, digits and hyphens.');
const verifierName = z.string().trim().min(1, 'Give the verifier a name.').max(120);
const verifierUrl = z
  .url({ protocol: /^https?$/, error: 'Give the address of its interface, beginning with https://.' })
  .max(1000)
  .refine((url) => !/[?#]/.test(url), 'The address ends before ? and #.');
const verdict = z.enum(['accepted', 'rejected']);

/** What applicants do for checks that wait for them, and what people of the team do for checks that wait for a person. */
export const checksContract = {
  applicationTasks: query({
    path: '/public/applications/{key}/tasks',
    permission: 'link',
    summary: 'What checks of an application need from the applicant',
    input: z.object({ key: linkKey }),
    output: z.object({
      document: z
        .object({
          shows: z.string(),
          /** That text is in the reader's language; else it is as the organisation wrote it. */
          translated: z.boolean(),
          attemptsLeft: z.number().int(),
          daysValid: z.number().int().nullable(),
          mostMegabytes: z.number().int(),
          maySend: z.boolean(),
          tries: z.array(
            z.object({
              attempt: z.number().int(),
              name: z.string(),
              datedOn: z.iso.date(),
              sentAt: instant,
              verdict: verdict.nullable(),
              words: z.string(),
              purged: z.boolean(),
            }),
          ),
        })
        .nullable(),
      verification: z
        .object({
          name: z.string(),
          /** The team verifies by hand. */
          local: z.boolean(),
          /** Where to go; null before the verifier answered. */
          goesTo: z.string().nullable(),
          /** Since when the verifier knows of it, without an end. */
          begunAt: instant.nullable(),
          mayBegin: z.boolean(),
          mayEnterCode: z.boolean(),
        })
        .nullable(),
    }),
  }),
  sendDocument: command({
    secret: true,
    path: '/public/applications/{key}/documents',
    permission: 'link',
    summary: 'Send a document that a check asks for: PDF, PNG or JPEG, told by its content',
    input: z.object({
      key: linkKey,
      name: z.string().max(500).default(''),
      datedOn: givenDay,
      /** Base64. */
      content: z.string().min(1, 'Choose a file.').max(16_000_000),
    }),
    output: nothing,
  }),
  listDocuments: query({
    path: '/programs/applications/{id}/documents',
    permission: 'applications.read',
    scope: ofApplication,
    summary: 'The documents that an applicant sent for a check, with what was said of each',
    input: z.object({ id }),
    output: z.object({
      /** What the document has to show; null where the policy asks for none. */
      shows: z.string().nullable(),
      attempts: z.number().int(),
      daysValid: z.number().int().nullable(),
      purgeDays: z.number().int(),
      documents: z.array(
        z.object({
          id,
          attempt: z.number().int(),
          name: z.string(),
          mediaType: z.string(),
          size: z.number().int(),
          datedOn: z.iso.date(),
          sentAt: instant,
          verdict: verdict.nullable(),
          words: z.string(),
          judgedAt: instant.nullable(),
          judgedBy: z.string().nullable(),
          purgedAt: instant.nullable(),
          mayJudge: z.boolean(),
        }),
      ),
    }),
  }),
  openDocument: command({
    path: '/programs/applications/{id}/documents/{document}/open',
    permission: 'applications.review',
    scope: ofApplication,
    summary:
      'Note that a document is opened; the file itself is at /programs/applications/{id}/documents/{document}/file',
    input: z.object({ id, document: z.uuid() }),
    output: z.object({ name: z.string(), mediaType: z.string(), size: z.number().int() }),
  }),
  judgeDocument: command({
    path: '/programs/applications/{id}/documents/{document}/judge',
    permission: 'applications.review',
    scope: ofApplication,
    summary: 'Accept a document, or reject it with words that the applicant gets',
    input: z.object({
      id,
      document: z.uuid(),
      verdict,
      words: z.string().trim().max(4000, 'At most 4,000 characters.').default(''),
      /** The date on the document, where it is not the one that was given. */
      datedOn: givenDay.optional(),
    }),
    output: nothing,
  }),
  beginVerification: command({
    path: '/public/applications/{key}/verification',
    permission: 'link',
    summary: 'Go to the verifier outside: it is told a tracking id, and answers where to go',
    input: z.object({ key: linkKey }),
    output: nothing,
  }),
  enterBypassCode: command({
    secret: true,
    path: '/public/applications/{key}/bypass',
    permission: 'link',
    summary: 'Enter the code that the team gave, which stands in for the verifier',
    input: z.object({ key: linkKey, code: z.string().trim().min(1, 'Write the code.').max(100) }),
    output: nothing,
  }),
  listVerifications: query({
    path: '/programs/applications/{id}/verifications',
    permission: 'applications.read',
    scope: ofApplication,
    summary: 'What was asked of the verifier for an application, and what it said',
    input: z.object({ id }),
    output: z.object({
      verifier: z
        .object({
          code: z.string(),
          name: z.string(),
          local: z.boolean(),
          on: z.boolean(),
          bypassDays: z.number().int(),
        })
        .nullable(),
      verifications: z.array(
        z.object({
          id,
          tracking: z.string(),
          askedAt: instant,
          reports: z.array(
            z.object({
              status: z.enum(VERIFICATION_STATUSES),
              feedback: z.string(),
              at: instant,
              way: z.enum(['webhook', 'asked', 'hand']),
            }),
          ),
        }),
      ),
      bypass: z
        .object({ madeAt: instant, expiresAt: instant, usedAt: instant.nullable(), words: z.string() })
        .nullable(),
      mayReport: z.boolean(),
      mayBypass: z.boolean(),
    }),
  }),
  makeBypassCode: command({
    secret: true,
    path: '/programs/applications/{id}/bypass',
    permission: 'applications.decide',
    scope: ofApplication,
    summary: 'Make a code that stands in for the verifier; it is shown once and ends after the days of the policy',
    input: z.object({ id, words: z.string().trim().min(1, 'Say why; colleagues read it.').max(2000) }),
    output: z.object({ code: z.string(), expiresAt: instant }),
  }),
  reportVerification: command({
    path: '/programs/applications/{id}/verifications/report',
    permission: 'applications.review',
    scope: ofApplication,
    summary: 'Say what a verification by the team itself came to',
    input: z.object({
      id,
      status: z.enum(['succeeded', 'rejected']),
      feedback: z.string().trim().max(2000).default(''),
    }),
    output: nothing,
  }),
  listVerifiers: query({
    path: '/programs/verifiers',
    permission: 'verifiers.manage',
    summary: 'Verifiers outside, which policies name by their code',
    input: nothing,
    output: z.object({
      /** The code of the one that is always there: the team itself. */
      local: z.string(),
      verifiers: z.array(
        z.object({
          id,
          code: z.string(),
          name: z.string(),
          url: z.string(),
          on: z.boolean(),
          changedAt: instant,
          /** Where it tells us what it found. */
          webhook: z.string(),
        }),
      ),
    }),
  }),
  addVerifier: command({
    secret: true,
    path: '/programs/verifiers',
    permission: 'verifiers.manage',
    summary: 'Add a verifier outside; the answer is the only time its secret is seen',
    input: z.object({ code: verifierCode, name: verifierName, url: verifierUrl }),
    output: z.object({ id, secret: z.string() }),
  }),
  changeVerifier: command({
    method: 'PUT',
    path: '/programs/verifiers/{id}',
    permission: 'verifiers.manage',
    summary: 'Change a verifier, or take it out of use and back',
    input: z.object({ id, name: verifierName, url: verifierUrl, on: z.boolean() }),
    output: nothing,
  }),
  renewVerifierSecret: command({
    secret: true,
    path: '/programs/verifiers/{id}/secret',
    permission: 'verifiers.manage',
    summary: 'Give a verifier a new secret; the old one ends at once',
    input: z.object({ id }),
    output: z.object({ secret: z.string() }),
  }),
};
