import { z } from 'zod';
import { command, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { page, pageOf } from '#kernel/contract/paging.ts';
import { csvPart } from '#kernel/csv.ts';
import { stage, words } from './shapes.ts';

const MANAGE = 'programs.manage';
const ofProgram = { kind: 'program', field: 'program' } as const;
const ofApplication = { kind: 'application', field: 'id' } as const;
const ofMoving = { kind: 'policy-moving', field: 'id' } as const;
const version = z.coerce.number().int().min(1).max(1_000_000);
const reason = words(2000);

/** So many are judged for one preview; the job has no such bound. */
export const MOST_PREVIEWED = 5000;

const named = z.object({ name: z.string(), title: z.string() });
const text = z.string().nullable();
const movingOutcome = z.enum(['moved', 'left', 'waiting']);

/** What a move would do with one application; with an objection nothing would be done. */
const move = z.object({
  application: id,
  number: z.string(),
  project: z.string(),
  stage,
  /** The version it is judged by now. */
  version: z.number().int(),
  objection: z.object({ rule: z.string(), words: z.string() }).nullable(),
  checks: z.object({
    kept: z.array(named),
    anew: z.array(named),
    added: z.array(named),
    dropped: z.array(named),
  }),
  /** What the applicant is asked for: fields of the form, statements to sign, and whether the privacy notice is another one. */
  asks: z.object({
    fields: z.array(z.object({ name: z.string(), label: z.string() })),
    statements: z.array(z.object({ code: z.string(), words: z.string() })),
    privacy: z.boolean(),
  }),
  /** New checks that wait for something only the applicant can do. */
  toDo: z.array(named),
  /** What of the benefit becomes another, in words. */
  benefit: z.array(z.object({ name: z.string(), before: text, after: text })),
  /** Business days; never more than were promised. */
  promise: z.object({ before: z.number().int(), after: z.number().int() }),
  dueBefore: instant.nullable(),
  /** Never later; with a question, as it is until the question stops the clock. */
  dueAfter: instant.nullable(),
  /** The rule of the policy would approve at once. */
  approves: z.boolean(),
});

const moving = z.object({
  id,
  version: z.number().int(),
  reason: z.string(),
  leaveAsked: z.boolean(),
  by: z.string().nullable(),
  at: instant,
  of: z.number().int(),
  done: z.number().int(),
  moved: z.number().int(),
  /** Of those moved, whose applicants were asked something. */
  asked: z.number().int(),
  left: z.number().int(),
  stoppedAt: instant.nullable(),
  finishedAt: instant.nullable(),
});

/** Having running applications judged by a newer version of the policy: what it would do, doing it, and what came of it. */
export const movesContract = {
  previewMoves: query({
    path: '/programs/{program}/policy/moves/preview',
    permission: MANAGE,
    scope: ofProgram,
    summary: 'What would become of each running application of older versions if it were moved to this version',
    description: `Without \`version\`: the one in force. The first ${MOST_PREVIEWED} by their number are judged; \`more\`: there are others.`,
    input: page.extend({
      program: id,
      version: version.optional(),
      /** `moves`: without asking anything; `asks`: the applicant would be asked; `stays`: it cannot be moved. */
      outcome: z.enum(['moves', 'asks', 'stays']).optional(),
    }),
    output: pageOf(move).extend({
      version: z.number().int(),
      more: z.boolean(),
      totals: z.object({
        all: z.number().int(),
        moves: z.number().int(),
        asks: z.number().int(),
        stays: z.number().int(),
        /** Of those that move: with checks that are new or looked at anew, with another benefit, approved at once by the rule. */
        checks: z.number().int(),
        benefit: z.number().int(),
        approves: z.number().int(),
      }),
    }),
  }),
  previewMove: query({
    path: '/programs/applications/{id}/move',
    permission: MANAGE,
    scope: ofApplication,
    summary:
      'What would become of one application if it were moved to a version; without `version`, to the one in force',
    input: z.object({ id, version: version.optional() }),
    output: move.extend({ to: z.number().int() }),
  }),
  moveApplication: command({
    path: '/programs/applications/{id}/move',
    permission: MANAGE,
    scope: ofApplication,
    summary: 'Have one undecided application judged by a newer version of its policy from now on',
    description: 'Checks that are alike stay; the applicant is mailed only where something is wanted of them.',
    input: z.object({ id, version, reason }),
    output: z.object({ asked: z.boolean() }),
  }),
  moveApplications: command({
    path: '/programs/{program}/policy/moves',
    permission: MANAGE,
    scope: ofProgram,
    summary: 'Have the running applications of older versions judged by this version from now on; a job moves them',
    input: z.object({
      program: id,
      version,
      reason,
      /** Those whose applicants would have to be asked something stay as they are. */
      leaveAsked: z.boolean().default(false),
      /** These alone; left out, all of older versions. */
      applications: z.array(id).min(1).max(1000).optional(),
    }),
    output: z.object({ id, count: z.number().int() }),
  }),
  stopMoving: command({
    path: '/programs/policy-movings/{id}/stop',
    permission: MANAGE,
    scope: ofMoving,
    summary: 'Move no more of these applications; those that were moved stay so',
    input: z.object({ id }),
    output: nothing,
  }),
  listMovings: query({
    path: '/programs/{program}/policy/moves',
    permission: MANAGE,
    scope: ofProgram,
    summary: 'When running applications were moved to a version of the policy, the latest first',
    input: z.object({ program: id }),
    output: z.object({ movings: z.array(moving) }),
  }),
  getMoving: query({
    path: '/programs/policy-movings/{id}',
    permission: MANAGE,
    scope: ofMoving,
    summary: 'How far it is, and how many were moved and left',
    input: z.object({ id }),
    output: moving,
  }),
  listMovingRows: query({
    path: '/programs/policy-movings/{id}/rows',
    permission: MANAGE,
    scope: ofMoving,
    summary: 'What became of each application, with the reason where it was left',
    input: page.extend({ id, outcome: movingOutcome.optional() }),
    output: pageOf(
      z.object({
        application: id,
        number: z.string(),
        project: z.string(),
        outcome: movingOutcome,
        asked: z.boolean(),
        rule: text,
        words: text,
        at: instant.nullable(),
      }),
    ),
  }),
  exportMovingRows: query({
    path: '/programs/policy-movings/{id}/export',
    permission: MANAGE,
    scope: ofMoving,
    summary: 'The same as CSV, at most 20,000 rows a part; `next` continues',
    input: z.object({ id, outcome: movingOutcome.optional(), after: page.shape.after }),
    output: csvPart,
  }),
};
