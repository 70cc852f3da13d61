import { z } from 'zod';
import { command, givenInstant, id, instant, nothing, query } from '../contract/operation.ts';
import { page, pageOf } from '../contract/paging.ts';
import { auditSettings } from './facts.ts';

const READ = { permission: 'audit.read', scope: 'filtered' } as const;
const KEEP = { permission: 'audit.settings', scope: 'everywhere' } as const;
const kind = z.string().min(1).max(100);

/** Half-open: from `since` to before `until`. */
const filters = {
  who: id.optional(),
  kinds: z.array(kind).max(100).optional(),
  aboutKind: kind.optional(),
  about: id.optional(),
  program: id.optional(),
  from: z.string().trim().min(2).max(60).optional(),
  since: givenInstant.optional(),
  until: givenInstant.optional(),
  text: z.string().trim().max(200).optional(),
};

const place = z.object({ kind: z.string(), id: z.string(), title: z.string().nullable(), href: z.string().nullable() });
const entry = z.object({
  id,
  at: instant,
  kind: z.string(),
  words: z.string(),
  /** `kind`: account, applicant, system or stranger. */
  who: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
  about: place,
  program: id.nullable(),
  /** null: not known, or forgotten by rule. */
  from: z.object({ address: z.string(), agent: z.string().nullable() }).nullable(),
  /** The session or token it was done with. */
  with: z.object({ kind: z.string(), id, name: z.string().nullable() }).nullable(),
});

export const auditContract = {
  log: query({
    ...READ,
    path: '/audit',
    summary: 'What happened, newest first: who, when, from where, with what; by every filter at once',
    description:
      '`from`: a network address or the prefix that is kept of it. `text`: the kind or words of a fact, a name of an account, an id, or words of what changed. Whoever holds the permission in some programs sees their facts only.',
    input: page.extend(filters),
    output: pageOf(entry),
  }),
  entry: query({
    ...READ,
    path: '/audit/{id}',
    summary: 'One fact with everything it carries, and what changed',
    input: z.object({ id }),
    output: entry.extend({
      request: z.string().nullable(),
      data: z.unknown(),
      changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
      /** Others of the same request, what followed from it among them. */
      together: z.array(z.object({ id, at: instant, kind: z.string(), words: z.string() })),
    }),
  }),
  kinds: query({
    ...READ,
    path: '/audit/kinds',
    summary: 'Kinds of facts with their words, for filters',
    input: nothing,
    output: z.object({ kinds: z.array(z.object({ kind: z.string(), words: z.string(), area: z.string() })) }),
  }),
  exportLog: command({
    ...READ,
    path: '/audit/export',
    summary: 'The log as CSV or as JSON lines, in parts; that it was exported is written down',
    input: z.object({
      ...filters,
      format: z.enum(['csv', 'jsonl']).default('csv'),
      after: z.string().max(500).optional(),
    }),
    output: z.object({ text: z.string(), rows: z.number().int(), next: z.string().nullable() }),
  }),
  settings: query({
    ...KEEP,
    path: '/audit/settings',
    summary: 'For how long addresses and agents are kept beside facts',
    input: nothing,
    output: auditSettings,
  }),
  updateSettings: command({
    ...KEEP,
    method: 'PUT',
    path: '/audit/settings',
    summary: 'Say for how long addresses and agents are kept; facts stay for ever',
    input: auditSettings,
    output: auditSettings,
  }),
};
