import { z } from 'zod';
import { command, givenDay, id, instant, query } from '#kernel/contract/operation.ts';
import { applicationFilters } from './reviewer.ts';
import { words } from './shapes.ts';

/** What can be done with many applications at once; each is an operation of its own for one. */
const BULK_ACTS = [
  'claim',
  'assign',
  'deal',
  'ask',
  'remind',
  'more-time',
  'rerun',
  'approve',
  'refuse',
  'undo',
] as const;
export type BulkAct = (typeof BULK_ACTS)[number];

/** All of a filter, but no more than this. */
export const MOST_SELECTED = 1000;
/** So many in one request; whoever has more sends them in turn. */
const MOST_AT_ONCE = 50;

const act = z.enum(BULK_ACTS);
const objection = z.object({ rule: z.string(), words: z.string() }).nullable();

export const bulkContract = {
  previewAct: query({
    method: 'POST',
    path: '/programs/applications/acts/preview',
    permission: 'applications.review',
    scope: 'filtered',
    summary:
      'What an act would do with each of these applications, or why it would be refused; by ids or by filters, 1,000 at most',
    input: z
      .object({
        act,
        ids: z.array(id).min(1).max(MOST_SELECTED).optional(),
        filters: applicationFilters.optional(),
        /** assign: to whom; null back to the pool. */
        account: id.nullable().optional(),
        /** more-time: through the end of this day. */
        until: givenDay.optional(),
        /** refuse: a code; left out, it is not judged yet. */
        reason: z.string().max(60).optional(),
      })
      .refine((i) => (i.ids === undefined) !== (i.filters === undefined), {
        error: 'Give ids or filters.',
        path: ['ids'],
      }),
    output: z.object({
      rows: z.array(
        z.object({
          id,
          number: z.string(),
          project: z.string(),
          program: id,
          /** Who looks after it now. */
          assignee: id.nullable(),
          /** What would happen, for people; with an objection nothing would. */
          outcome: z.string(),
          objection,
          /** Minutes for which it could be undone: of decisions those of the policy; null where it is no decision. */
          undoMinutes: z.number().int().nullable(),
        }),
      ),
      /** More fit the filters than can be done at once. */
      more: z.boolean(),
      /** Reasons for refusal that the policies of all these have. */
      reasons: z.array(z.object({ code: z.string(), label: z.string() })),
    }),
  }),
  actOnApplications: command({
    path: '/programs/applications/acts',
    permission: 'applications.review',
    scope: 'filtered',
    apart: true,
    summary:
      'Claim, assign (to somebody or by turns), ask, remind, give more time, run checks again, approve, refuse or undo with up to 50 applications, each in a transaction of its own; the answer says what became of each',
    input: z.object({
      act,
      ids: z.array(id).min(1).max(MOST_AT_ONCE),
      /** assign: to whom; null back to the pool. */
      account: id.nullable().optional(),
      /** more-time: through the end of this day. */
      until: givenDay.optional(),
      /** refuse: a code of the policy's list. */
      reason: z.string().max(60).optional(),
      /** ask, refuse: needed; approve: may stay empty. */
      words: words(4000).optional(),
    }),
    output: z.object({
      rows: z.array(z.object({ id, done: z.boolean(), objection, finalAt: instant.nullable() })),
    }),
  }),
};
