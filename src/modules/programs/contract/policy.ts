import { z } from 'zod';
import { command, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { page, pageOf } from '#kernel/contract/paging.ts';
import { csvPart } from '#kernel/csv.ts';
import { LANGUAGES } from '#kernel/language/languages.ts';
import { WAYS } from '../policy/judge-past.ts';
import { OWN_WORDS_MAILS } from '../policy/mails.ts';
import { COUNTED } from '../policy/preview-totals.ts';
import { policy } from '../policy.ts';

const ofProgram = { kind: 'program', field: 'program' } as const;
const MOST_LETTERS = 2_000_000;
const version = z.coerce.number().int().min(1).max(1_000_000);
const edit = z.number().int().min(0).max(1_000_000_000);

/** A policy while it is written: it need not be a whole one yet. */
const draft = z
  .record(z.string().max(100), z.unknown())
  .refine((value) => JSON.stringify(value).length <= MOST_LETTERS, 'This is too long to be a policy.');
const faults = z.array(z.object({ field: z.string(), message: z.string() }));
const change = z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() });

const ofPreview = { kind: 'policy-preview', field: 'id' } as const;
const preview = z.object({
  id,
  /** null: it was the draft as it stood then. */
  version: z.number().int().nullable(),
  /** Decisions made until then were looked at. */
  asOf: instant,
  askedBy: z.string().nullable(),
  looked: z.number().int(),
  of: z.number().int(),
  finishedAt: instant.nullable(),
  /** How many: as they were decided, what the rule came to and would come to, promises kept, and what differs. */
  totals: z.object(
    Object.fromEntries(COUNTED.map((name) => [name, z.number().int()])) as Record<(typeof COUNTED)[number], z.ZodInt>,
  ),
});
const way = z.enum(WAYS);
const made = z.enum(['rule-approved', 'approved', 'refused']);
const previewFilters = {
  id,
  /** `fails`, `approves`, `person`: where the rule would now come to that; `against`: to the opposite of what was decided. */
  change: z.enum(['fails', 'approves', 'person', 'tier', 'promise', 'against']).optional(),
  made: made.optional(),
};

export const policyContract = {
  publishPolicy: command({
    path: '/programs/{program}/policy',
    permission: 'programs.manage',
    scope: ofProgram,
    summary: 'Publish a new version of the policy; applications already sent keep theirs',
    description:
      'With `draft`, the edit of the draft that is published: the draft ends with it. Words of mails are tried first.',
    input: z.object({
      program: id,
      policy,
      basedOn: z.number().int().min(1).max(1_000_000),
      draft: edit.optional(),
    }),
    output: z.object({ version: z.number().int() }),
  }),
  policyDraft: query({
    path: '/programs/{program}/policy/draft',
    permission: 'programs.manage',
    scope: ofProgram,
    summary: 'What somebody is changing in the policy, with its faults; without a draft, the policy in force',
    input: z.object({ program: id }),
    output: z.object({
      /** JSON Schema of a policy (draft 2020-12), by which the editor draws itself. */
      shape: z.record(z.string(), z.unknown()),
      /** Titles of the checks that can be required. */
      checks: z.array(z.object({ check: z.string(), title: z.string() })),
      /** By mail, the values that own words can name. */
      mailValues: z.array(z.object({ mail: z.enum(OWN_WORDS_MAILS), values: z.array(z.string()) })),
      inForce: z.object({ version: z.number().int(), policy }),
      policy: z.record(z.string(), z.unknown()),
      faults,
      /** 0: nothing was saved yet. */
      edit: z.number().int(),
      basedOn: z.number().int(),
      savedAt: instant.nullable(),
      savedBy: z.string().nullable(),
    }),
  }),
  savePolicyDraft: command({
    method: 'PUT',
    path: '/programs/{program}/policy/draft',
    permission: 'programs.manage',
    scope: ofProgram,
    summary: 'Save what is being changed; it need not be right yet',
    description:
      '`edit` is the one that was seen last (0: none): whoever saves over an edit they have not seen is told.',
    input: z.object({ program: id, policy: draft, basedOn: z.number().int().min(1).max(1_000_000), edit }),
    output: z.object({ edit: z.number().int(), savedAt: instant, faults }),
  }),
  discardPolicyDraft: command({
    method: 'DELETE',
    path: '/programs/{program}/policy/draft',
    permission: 'programs.manage',
    scope: ofProgram,
    summary: 'Throw the draft of the policy away',
    input: z.object({ program: id, edit: z.coerce.number().int().min(1).max(1_000_000_000) }),
    output: nothing,
  }),
  policyAffects: query({
    path: '/programs/{program}/policy/affects',
    permission: 'programs.manage',
    scope: ofProgram,
    summary: 'Whom a new version concerns: applications under way, drafts of applicants, members',
    input: z.object({ program: id }),
    output: z.object({
      /** Sent and undecided: they keep their version. */
      undecided: z.number().int(),
      /** Begun and not sent: they are judged by the version in force when they are sent. */
      drafts: z.number().int(),
      /** In their term: their renewal is judged by the version then in force. */
      members: z.number().int(),
    }),
  }),
  tryMailWords: query({
    method: 'POST',
    path: '/programs/{program}/policy/mail-words',
    permission: 'programs.manage',
    scope: ofProgram,
    summary: 'Own words of a mail, rendered with invented values',
    input: z.object({
      program: id,
      mail: z.enum(OWN_WORDS_MAILS),
      language: z.enum(LANGUAGES),
      subject: z.string().max(200),
      words: z.string().max(4000),
    }),
    output: z.object({ subject: z.string(), words: z.string(), faults }),
  }),
  listPolicyVersions: query({
    path: '/programs/{program}/policy/versions',
    permission: 'applications.read',
    scope: ofProgram,
    summary: 'Every version of the policy, the newest first: who published it, when, and what it changed',
    input: page.extend({ program: id }),
    output: pageOf(
      z.object({
        id,
        version: z.number().int(),
        publishedAt: instant,
        publishedBy: z.string().nullable(),
        /** Undecided applications that are judged by it. */
        undecided: z.number().int(),
        changes: z.array(change),
      }),
    ),
  }),
  getPolicyVersion: query({
    path: '/programs/{program}/policy/version',
    permission: 'applications.read',
    scope: ofProgram,
    summary: 'One version of the policy, whole, beside another one: by default the one in force beside the one before',
    input: z.object({ program: id, version: version.optional(), against: version.optional() }),
    output: z.object({
      version: z.number().int(),
      publishedAt: instant,
      publishedBy: z.string().nullable(),
      policy,
      against: z.object({ version: z.number().int(), changes: z.array(change) }).nullable(),
    }),
  }),
  restorePolicyVersion: command({
    path: '/programs/{program}/policy/restore',
    permission: 'programs.manage',
    scope: ofProgram,
    summary: 'Begin a draft with an older version of the policy',
    description: '`edit` is that of the draft that may be replaced by it; 0: there is none.',
    input: z.object({ program: id, version, edit }),
    output: z.object({ edit: z.number().int() }),
  }),
  previewPolicy: command({
    path: '/programs/{program}/policy/previews',
    permission: 'programs.manage',
    scope: ofProgram,
    summary: 'Hold the draft, or a version, against past applications: which decisions would differ',
    description:
      'What was recorded is judged again; nothing outside is looked at. The result is kept for 14 days. Without `version`: the draft.',
    input: z.object({ program: id, version: version.optional() }),
    output: z.object({ id }),
  }),
  listPolicyPreviews: query({
    path: '/programs/{program}/policy/previews',
    permission: 'programs.manage',
    scope: ofProgram,
    summary: 'The latest previews of the policy against past applications',
    input: z.object({ program: id }),
    output: z.object({ previews: z.array(preview) }),
  }),
  policyPreview: query({
    path: '/programs/policy-previews/{id}',
    permission: 'programs.manage',
    scope: ofPreview,
    summary: 'How far a preview is, and what came of it',
    input: z.object({ id }),
    output: preview,
  }),
  listPolicyPreviewRows: query({
    path: '/programs/policy-previews/{id}/rows',
    permission: 'programs.manage',
    scope: ofPreview,
    summary: 'Past applications that would come out differently, and why',
    input: page.extend(previewFilters),
    output: pageOf(
      z.object({
        application: id,
        number: z.string(),
        project: z.string(),
        decidedAt: instant,
        made,
        before: way,
        after: way,
        tierBefore: z.string().nullable(),
        tierAfter: z.string().nullable(),
        keptBefore: z.boolean(),
        keptAfter: z.boolean(),
        because: z.array(z.string()),
      }),
    ),
  }),
  exportPolicyPreview: query({
    path: '/programs/policy-previews/{id}/export',
    permission: 'programs.manage',
    scope: ofPreview,
    summary: 'The same as CSV, at most 20,000 rows a part; `next` continues',
    input: z.object({ ...previewFilters, after: page.shape.after }),
    output: csvPart,
  }),
};
