import { z } from 'zod';
import { command, givenDay, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { linkKey } from './shapes.ts';

const ofApplication = { kind: 'application', field: 'id' } as const;
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
};
