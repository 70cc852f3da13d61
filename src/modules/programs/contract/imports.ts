import { z } from 'zod';
import { command, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { page, pageOf } from '#kernel/contract/paging.ts';
import { DATE_FORMS, IMPORT_KINDS } from '../imports/fields.ts';
import { words } from './shapes.ts';

const ofProgram = { kind: 'program', field: 'program' } as const;
const ofImport = { kind: 'import', field: 'id' } as const;
const MANAGE = 'programs.manage';
const kind = z.enum(IMPORT_KINDS);
/** Bytes of the file in base64: at most 6 MB a part. */
const content = z.base64().min(1).max(8_400_000, 'At most 6 MB a part.');
const cells = z.array(z.string());

const reading = z.object({
  /** For each column the field that it is, or null: it is left aside. */
  columns: z.array(z.string().max(60).nullable()).max(200),
  key: z.string().max(60),
  dates: z.enum(DATE_FORMS).default('iso'),
});
const counts = {
  added: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  refused: z.number().int(),
};
export const IMPORT_STATES = ['uploaded', 'running', 'finished', 'cancelled', 'failed', 'undoing', 'undone'] as const;
const row = z.object({
  id,
  kind,
  name: z.string(),
  state: z.enum(IMPORT_STATES),
  by: z.string().nullable(),
  at: instant,
  finishedAt: instant.nullable(),
  total: z.number().int().nullable(),
  /** Rows that were looked at. */
  done: z.number().int(),
  ...counts,
  undone: z.number().int(),
  /** Rows that could not be taken back, since something was done with them. */
  kept: z.number().int(),
  fault: z.string().nullable(),
  may: z.object({ start: z.boolean(), cancel: z.boolean(), undo: z.boolean() }),
});

/** Bringing members, past applications and coupons from a list: upload, preview, start, and what came of it. */
export const importContract = {
  uploadImport: command({
    path: '/programs/{program}/imports',
    permission: MANAGE,
    scope: ofProgram,
    summary: 'Upload a CSV list of members, past applications or coupons, or its first part; nothing is taken in yet',
    input: z.object({ program: id, kind, name: words(200), content }),
    output: z.object({ id }),
  }),
  addImportPart: command({
    path: '/programs/imports/{id}/parts',
    permission: MANAGE,
    scope: ofImport,
    summary: 'Upload another part of the same list; a part sent again takes the place of the one before',
    input: z.object({ id, position: z.number().int().min(1).max(20), content }),
    output: nothing,
  }),
  previewImport: query({
    method: 'POST',
    path: '/programs/imports/{id}/preview',
    permission: MANAGE,
    scope: ofImport,
    summary: 'How a list would be read and what would become of each row; nothing is written',
    input: z.object({ id, reading: reading.optional() }),
    output: z.object({
      /** Why the list cannot be read at all, or not in this way. */
      faults: z.array(z.string()),
      headers: cells,
      reading,
      fields: z.array(
        z.object({ name: z.string(), label: z.string(), required: z.boolean(), hint: z.string().nullable() }),
      ),
      keys: z.array(z.object({ name: z.string(), label: z.string() })),
      total: z.number().int(),
      ...counts,
      /** The first rows, and the first that would be refused. */
      rows: z.array(
        z.object({
          line: z.number().int(),
          outcome: z.enum(['added', 'changed', 'same', 'refused']),
          why: z.string().nullable(),
          cells,
        }),
      ),
    }),
  }),
  startImport: command({
    path: '/programs/imports/{id}/start',
    permission: MANAGE,
    scope: ofImport,
    summary:
      'Take a list in; rows that are refused are left out with their reasons, and nobody is mailed because of it',
    input: z.object({
      id,
      reading,
      /** The version of the policy that past applications count as judged by; without it, the one in force. */
      policyVersion: z.number().int().min(1).max(1_000_000).optional(),
    }),
    output: nothing,
  }),
  cancelImport: command({
    path: '/programs/imports/{id}/cancel',
    permission: MANAGE,
    scope: ofImport,
    summary:
      'Stop taking a list in, or throw one away that was not started; what was taken stays, and can be taken back',
    input: z.object({ id }),
    output: nothing,
  }),
  undoImport: command({
    path: '/programs/imports/{id}/undo',
    permission: MANAGE,
    scope: ofImport,
    summary: 'Take a list back: every row with which nothing was done since',
    input: z.object({ id }),
    output: nothing,
  }),
  listImports: query({
    path: '/programs/{program}/imports',
    permission: MANAGE,
    scope: ofProgram,
    summary: 'The lists that were brought, the newest first',
    input: page.extend({ program: id, text: z.string().trim().max(200).optional() }),
    output: pageOf(row),
  }),
  getImport: query({
    path: '/programs/imports/{id}',
    permission: MANAGE,
    scope: ofImport,
    summary: 'One list: how far it is, what came of it, and the first rows that were refused',
    input: z.object({ id }),
    output: row.extend({ refusals: z.array(z.object({ line: z.number().int(), why: z.string(), cells })) }),
  }),
  refusedRows: query({
    path: '/programs/imports/{id}/refused',
    permission: MANAGE,
    scope: ofImport,
    summary: 'The refused rows as CSV: the columns of the list, then the line and the reason; kept for 30 days',
    input: z.object({ id }),
    output: z.object({ csv: z.string(), count: z.number().int() }),
  }),
  importOf: query({
    path: '/programs/imported/{record}',
    permission: MANAGE,
    scope: 'filtered',
    summary: 'Which lists a record came with or was changed by, and in which line',
    input: z.object({ record: id }),
    output: z.object({
      imports: z.array(z.object({ id, name: z.string(), line: z.number().int(), added: z.boolean(), at: instant })),
    }),
  }),
};
