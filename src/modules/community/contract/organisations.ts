import { z } from 'zod';
import { command, id, instant, query } from '#kernel/contract/operation.ts';
import { page, pageOf } from '#kernel/contract/paging.ts';
import { csvPart } from '#kernel/csv.ts';
import { merge, reason, text } from './shapes.ts';

const organisationRow = z.object({
  id,
  name: z.string(),
  domain: z.string().nullable(),
  people: z.number().int(),
  madeAt: instant,
});

export const organisationsContract = {
  listOrganisations: query({
    path: '/community/organisations',
    permission: 'people.read',
    summary: 'Organisations, the newest first',
    input: z.object({ text }).extend(page.shape),
    output: pageOf(organisationRow),
  }),
  exportOrganisations: query({
    path: '/community/organisations/export',
    permission: 'people.read',
    summary: 'The filtered organisations as CSV, at most 10,000 rows a part; `next` continues',
    input: z.object({ text, after: page.shape.after }),
    output: csvPart,
  }),
  organisation: query({
    path: '/community/organisations/{id}',
    permission: 'people.read',
    summary: 'An organisation by any of those it was merged from: its names, people and merges',
    input: z.object({ id }),
    output: z.object({
      id,
      name: z.string(),
      domain: z.string().nullable(),
      parts: z.array(z.object({ id, name: z.string(), domain: z.string().nullable(), madeAt: instant })),
      people: z.array(
        z.object({ id, name: z.string(), since: instant.nullable(), until: instant.nullable(), source: z.string() }),
      ),
      merges: z.array(merge),
      may: z.object({ merge: z.boolean() }),
    }),
  }),
  mergeOrganisations: command({
    path: '/community/organisations/merge',
    permission: 'people.merge',
    summary: 'Join two organisations; can be undone at any time',
    input: z.object({ one: id, other: id, reason }),
    output: z.object({ merge: id, organisation: id }),
  }),
  undoOrganisationMerge: command({
    path: '/community/organisation-merges/{id}/undo',
    permission: 'people.merge',
    summary: 'End a merge of organisations',
    input: z.object({ id }),
    output: z.object({ organisations: z.array(id) }),
  }),
};
