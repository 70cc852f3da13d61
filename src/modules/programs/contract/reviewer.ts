import { z } from 'zod';
import { command, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { page, pageOf } from '#kernel/contract/paging.ts';
import { csvPart } from '#kernel/csv.ts';
import { bounce, teamMessage } from './answers.ts';
import { check, clock, decision, hosting, programRef, stage, statement, waitingFor, words } from './shapes.ts';
import { review } from './workbench.ts';

/** Of the policy's tiers; left out: the one that the rule would take. */
const tier = z.string().max(60).optional();
const ofApplication = { kind: 'application', field: 'id' } as const;

export const applicationFilters = z.object({
  program: id.optional(),
  /** One stage or several, separated by commas. */
  stage: z.string().max(200).optional(),
  waitingFor: waitingFor.optional(),
  assignee: z.union([id, z.literal('me'), z.literal('nobody')]).optional(),
  /** `needs-attention`: at risk or late. */
  health: z.enum(['at-risk', 'late', 'needs-attention']).optional(),
  hosting: hosting.optional(),
  /** `open`: the applicant appealed and waits for an answer. */
  appeal: z.enum(['open']).optional(),
  /** Found in number, project, namespace, applicant's name or address. */
  text: z.string().trim().max(200).optional(),
});

const row = z.object({
  id,
  number: z.string(),
  program: programRef,
  project: z.string(),
  namespace: z.string().nullable(),
  applicantName: z.string().nullable(),
  hosting: hosting.nullable(),
  stage,
  since: instant,
  waitingFor,
  submittedAt: instant,
  clock,
  assignee: z.object({ id, name: z.string() }).nullable(),
  checks: z.object({ passed: z.number(), failed: z.number(), open: z.number() }),
});
export type ApplicationRow = z.output<typeof row>;

export const reviewerContract = {
  listApplications: query({
    path: '/programs/applications',
    permission: 'applications.read',
    scope: 'filtered',
    summary: 'Applications, filtered and paged; newest, oldest in stage, or first due',
    input: applicationFilters
      .extend(page.shape)
      .extend({ sort: z.enum(['newest', 'oldest', 'due']).default('newest') }),
    output: pageOf(row),
  }),
  applicationBoard: query({
    path: '/programs/applications/board',
    permission: 'applications.read',
    scope: 'filtered',
    summary: 'The board: per stage the count and the applications that have waited longest',
    input: applicationFilters
      .omit({ stage: true })
      .extend({ perStage: z.coerce.number().int().min(1).max(50).default(20) }),
    output: z.object({ columns: z.array(z.object({ stage, count: z.number().int(), rows: z.array(row) })) }),
  }),
  exportApplications: query({
    path: '/programs/applications/export',
    permission: 'applications.read',
    scope: 'filtered',
    summary: 'The filtered applications as CSV, at most 50,000 rows a part; `next` continues',
    input: applicationFilters.extend({ after: z.string().max(500).optional() }),
    output: csvPart,
  }),
  getApplication: query({
    path: '/programs/applications/{id}',
    permission: 'applications.read',
    scope: ofApplication,
    summary: 'One application with its checks, decision, messages and timeline, and what the viewer may do',
    input: z.object({ id }),
    output: row.extend({
      kind: z.enum(['new', 'renewal']),
      address: z.string().nullable(),
      mailConfirmedAt: instant.nullable(),
      country: z.string().nullable(),
      /** The language that the applicant chose to read, by its two letters: pages and mails speak it as far as the house does. */
      language: z.string(),
      /** The viewer must not know yet who applied: name, address and country are left out, identity and person are the nil id. */
      blind: z.boolean(),
      identity: id,
      person: id,
      organisation: z.object({ id, name: z.string() }).nullable(),
      namespaceUrl: z.string().nullable(),
      purpose: z.string(),
      /** What was answered to the fields of the policy, in its order, in words. */
      answers: z.array(z.object({ name: z.string(), label: z.string(), value: z.string() })),
      repositories: z.array(z.object({ key: z.string(), url: z.string() })),
      statements: z.array(statement),
      policy: z.object({
        version: z.number().int(),
        /** The version in force: it can be judged by that one from now on. */
        newest: z.number().int(),
        automatic: z.boolean(),
        reasons: z.array(z.object({ code: z.string(), label: z.string(), advice: z.string() })),
        undoMinutes: z.number().int(),
      }),
      checkList: z.array(check),
      question: z.object({ words: z.string(), at: instant }).nullable(),
      messages: z.array(teamMessage),
      /** Mails that came back or are late, the newest first. */
      bounces: z.array(bounce),
      decision: decision.nullable(),
      /** How it ended without a decision. */
      withdrawal: z.enum(['applicant', 'silence']).nullable(),
      agreementAcceptedAt: instant.nullable(),
      coupon: z.object({ sku: z.string(), ending: z.string(), sentAt: instant }).nullable(),
      membership: z
        .object({
          id,
          startsAt: instant.nullable(),
          endsAt: instant.nullable(),
          bookingReference: z.string().nullable(),
        })
        .nullable(),
      notes: z.array(z.object({ id, author: z.string(), body: z.string(), at: instant })),
      timeline: z.array(
        z.object({ id: z.string(), at: instant, kind: z.string(), who: z.string(), words: z.string() }),
      ),
      earlier: z.array(
        z.object({ id, number: z.string(), project: z.string(), stage, submittedAt: instant, because: z.string() }),
      ),
      review,
      may: z.object({
        approve: z.boolean(),
        refuse: z.boolean(),
        ask: z.boolean(),
        undo: z.boolean(),
        rerun: z.boolean(),
        move: z.boolean(),
        score: z.boolean(),
        propose: z.boolean(),
        answerProposal: z.boolean(),
        takeBackProposal: z.boolean(),
        tick: z.boolean(),
        askException: z.boolean(),
        answerException: z.boolean(),
        takeBackException: z.boolean(),
        declareConflict: z.boolean(),
        endConflict: z.boolean(),
        giveMoreTime: z.boolean(),
        remind: z.boolean(),
        reopen: z.boolean(),
        answerAppeal: z.boolean(),
        claim: z.boolean(),
        assign: z.boolean(),
        write: z.boolean(),
        confirmBooking: z.boolean(),
      }),
      erasedAt: instant.nullable(),
    }),
  }),
  claimApplication: command({
    path: '/programs/applications/{id}/claim',
    permission: 'applications.review',
    scope: ofApplication,
    summary: 'Take an application on; refused when somebody else has it',
    input: z.object({ id }),
    output: nothing,
  }),
  assignApplication: command({
    path: '/programs/applications/{id}/assign',
    permission: 'applications.review',
    scope: ofApplication,
    summary: 'Hand an application to somebody, or (null) back to the pool',
    input: z.object({ id, account: id.nullable() }),
    output: nothing,
  }),
  rerunCheck: command({
    path: '/programs/applications/{id}/checks/{check}/run',
    permission: 'applications.review',
    scope: ofApplication,
    summary: 'Run a check again; the earlier run stays as history',
    input: z.object({ id, check: z.string().max(60) }),
    output: nothing,
  }),
  askApplicant: command({
    path: '/programs/applications/{id}/ask',
    permission: 'applications.review',
    scope: ofApplication,
    summary: 'Ask the applicant for something; the clock pauses until the answer',
    input: z.object({ id, words: words(4000) }),
    output: nothing,
  }),
  writeToApplicant: command({
    path: '/programs/applications/{id}/messages',
    permission: 'applications.review',
    scope: ofApplication,
    summary: 'Write the applicant a message; the clock goes on',
    input: z.object({ id, body: words(20_000) }),
    output: nothing,
  }),
  approveApplication: command({
    path: '/programs/applications/{id}/approve',
    permission: 'applications.decide',
    scope: ofApplication,
    summary: 'Approve; it takes effect after the time to undo',
    input: z.object({ id, words: z.string().trim().max(4000).default(''), tier }),
    output: z.object({ finalAt: instant }),
  }),
  refuseApplication: command({
    path: '/programs/applications/{id}/refuse',
    permission: 'applications.decide',
    scope: ofApplication,
    summary: 'Refuse, with a reason from the list and words to the applicant',
    input: z.object({ id, reason: z.string().max(60), words: words(4000) }),
    output: z.object({ finalAt: instant }),
  }),
  undoDecision: command({
    path: '/programs/applications/{id}/undo-decision',
    permission: 'applications.decide',
    scope: ofApplication,
    summary: 'Undo a decision before it takes effect',
    input: z.object({ id }),
    output: nothing,
  }),
  confirmBooking: command({
    path: '/programs/applications/{id}/booking',
    permission: 'bookings.confirm',
    scope: ofApplication,
    summary: 'Confirm by hand that the coupon was redeemed; the membership becomes active',
    input: z.object({ id, reference: words(200) }),
    output: nothing,
  }),
};
