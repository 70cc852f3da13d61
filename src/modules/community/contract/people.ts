import { z } from 'zod';
import { command, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { page, pageOf } from '#kernel/contract/paging.ts';
import { attribute, identity, merge, named, reason, text, timelineEntry } from './shapes.ts';

const filters = z.object({
  /** Finds names, addresses and handles that hold it. */
  text,
  /** Only people with an identity there, such as `gitlab.com`. */
  platform: z.string().max(100).optional(),
  organisation: id.optional(),
});

const personRow = z.object({
  /** The smallest identity of the person; any identity of theirs leads to the same page. */
  id,
  name: z.string(),
  address: z.string().nullable(),
  identities: z.number().int(),
  platforms: z.array(z.string()),
  organisation: z.string().nullable(),
  firstSeenAt: instant,
});

const side = z.object({ person: id, name: z.string(), identities: z.array(identity), firstSeenAt: instant });

const suggestion = z.object({
  one: identity,
  other: identity,
  /** Every reason why these may be one person; a reason is never a proof. */
  reasons: z.array(
    z.object({ code: z.enum(['same-address', 'noreply-address', 'same-name', 'same-handle']), words: z.string() }),
  ),
  strength: z.enum(['strong', 'weak']),
});

export const peopleContract = {
  listPeople: query({
    path: '/community/people',
    permission: 'people.read',
    scope: 'filtered',
    summary: 'People, the newest first; with a grant for one program those who had to do with it',
    input: filters.extend(page.shape),
    output: pageOf(personRow),
  }),
  person: query({
    path: '/community/people/{id}',
    permission: 'people.read',
    scope: 'filtered',
    summary: 'A person by any of their identities: identities, merges, employers, panels of all rooms, newest timeline',
    input: z.object({ id }),
    output: z.object({
      id,
      name: z.string(),
      address: z.string().nullable(),
      identities: z.array(identity),
      attributes: z.array(attribute),
      affiliations: z.array(
        z.object({ organisation: named, since: instant.nullable(), until: instant.nullable(), source: z.string() }),
      ),
      merges: z.array(merge),
      neverMerged: z.array(
        z.object({ id, with: named, reason: z.string(), madeBy: named.nullable(), madeAt: instant }),
      ),
      panels: z.array(
        z.object({
          name: z.string(),
          title: z.string(),
          rows: z.array(z.object({ label: z.string(), value: z.string(), href: z.string().nullable() })),
        }),
      ),
      timeline: z.object({ rows: z.array(timelineEntry), next: z.string().nullable() }),
      may: z.object({ merge: z.boolean(), export: z.boolean(), erase: z.boolean(), note: z.boolean() }),
    }),
  }),
  timeline: query({
    path: '/community/people/{id}/timeline',
    permission: 'people.read',
    scope: 'filtered',
    summary: 'What a person did and what we did for them, from all rooms, newest first',
    input: z.object({ id }).extend(page.shape),
    output: z.object({ rows: z.array(timelineEntry), next: z.string().nullable() }),
  }),
  previewMerge: query({
    path: '/community/people/merge-preview',
    permission: 'people.merge',
    summary: 'What a merge would join, and whether a rule speaks against it; changes nothing',
    input: z.object({ one: id, other: id }),
    output: z.object({
      one: side,
      other: side,
      name: z.string(),
      address: z.string().nullable(),
      /** null: the merge may be made. */
      refusal: z.object({ rule: z.string(), words: z.string() }).nullable(),
    }),
  }),
  mergePeople: command({
    path: '/community/people/merge',
    permission: 'people.merge',
    summary: 'Join two people: one row, which can be undone at any time and in any order',
    input: z.object({ one: id, other: id, reason }),
    output: z.object({ merge: id, person: id }),
  }),
  undoMerge: command({
    path: '/community/merges/{id}/undo',
    permission: 'people.merge',
    summary: 'End a merge: everything is again as if it had not been made',
    input: z.object({ id }),
    output: z.object({ people: z.array(id) }),
  }),
  mergeHistory: query({
    path: '/community/people/{id}/merges',
    permission: 'people.read',
    scope: 'filtered',
    summary: 'All merges that a person’s identities ever had, ended ones too',
    input: z.object({ id }),
    output: z.object({ rows: z.array(merge) }),
  }),
  neverMerge: command({
    path: '/community/people/never-merge',
    permission: 'people.merge',
    summary: 'Remember that two are different people: never suggested, never merged',
    input: z.object({ one: id, other: id, reason }),
    output: z.object({ id }),
  }),
  allowMerge: command({
    path: '/community/never-merge/{id}/end',
    permission: 'people.merge',
    summary: 'Take back that two are different people',
    input: z.object({ id }),
    output: nothing,
  }),
  suggestMerges: query({
    path: '/community/merge-suggestions',
    permission: 'people.merge',
    summary: 'Pairs that may be one person, each with its reasons; nothing is ever merged by itself',
    input: z.object({
      /** Only pairs with this person. */
      person: id.optional(),
      /** Only those with more than a shared handle. */
      strong: z
        .enum(['true', 'false'])
        .transform((v) => v === 'true')
        .or(z.boolean())
        .default(false),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(suggestion), more: z.boolean() }),
  }),
  exportPeople: command({
    path: '/community/people/export',
    permission: 'people.export',
    summary: 'People as CSV, under the same filters as the list; the export is recorded',
    input: filters,
    output: z.object({ name: z.string(), text: z.string(), rows: z.number().int() }),
  }),
  exportPerson: command({
    path: '/community/people/{id}/export',
    permission: 'people.export',
    summary: 'Everything the house holds about a person, as JSON; the export is recorded',
    input: z.object({ id }),
    output: z.object({ name: z.string(), data: z.record(z.string(), z.unknown()) }),
  }),
  erasePerson: command({
    path: '/community/people/{id}/erase',
    permission: 'people.erase',
    summary: 'Erase a person’s names, addresses and handles for good; what happened stays, without saying to whom',
    input: z.object({
      id,
      reason,
      /** Typed by whoever erases, since it cannot be undone: the person’s name as shown. */
      confirm: z.string().trim().max(500),
    }),
    output: z.object({ identities: z.number().int() }),
  }),
};
