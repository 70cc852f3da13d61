import { z } from 'zod';
import { command, givenDay, id, instant, nothing, query } from '../contract/operation.ts';
import { page, pageOf } from '../contract/paging.ts';
import { channelsContract } from './channels/contract.ts';
import { notificationsContract } from './notifications/contract.ts';
import { ownContract } from './own/contract.ts';

/** Any record of the house, by its kind and id. Whose program it is, the room that owns the kind says (its scopes). */
const about = z.object({ kind: z.string().regex(/^[a-z][a-z-]{0,39}$/), id });
const person = z.object({ id: z.uuid(), name: z.string() });
const day = z.iso.date();

const note = z.object({
  id,
  body: z.string(),
  /** null: the house itself. */
  author: person.nullable(),
  writtenAt: instant,
  mayRemove: z.boolean(),
});
const todo = z.object({
  id,
  title: z.string(),
  about: about.nullable(),
  assignee: person,
  dueOn: day.nullable(),
  late: z.boolean(),
  madeBy: person.nullable(),
  madeAt: instant,
  doneAt: instant.nullable(),
});
const item = z.object({
  source: z.string(),
  id: z.string(),
  title: z.string(),
  words: z.string(),
  href: z.string(),
  due: z.string().nullable(),
  health: z.enum(['in-time', 'at-risk', 'late']).nullable(),
});
const hit = z.object({
  kind: z.string(),
  id: z.string(),
  title: z.string(),
  words: z.string(),
  href: z.string(),
  /** The words by which it was found, folded, for marking them. */
  matched: z.array(z.string()),
});

/** Notes, to-dos, assignments, what waits for the viewer, and the search across all rooms. */
export const workContract = {
  ...notificationsContract,
  ...channelsContract,
  ...ownContract,
  listNotes: query({
    path: '/work/notes',
    permission: 'work.read',
    scope: 'filtered',
    summary: 'Notes about a record, newest first',
    input: z.object({ kind: about.shape.kind, id }).extend(page.shape),
    output: pageOf(note),
  }),
  addNote: command({
    path: '/work/notes',
    permission: 'work.write',
    scope: 'filtered',
    summary: 'Write a note about a record',
    input: z.object({
      about,
      body: z.string().trim().min(1, 'Write something first.').max(20_000),
      /** Accounts that are told that they are mentioned (`@Name` in the words); each must be one that may read the record. */
      mentions: z.array(id).max(50).optional(),
    }),
    output: z.object({ id }),
  }),
  removeNote: command({
    method: 'DELETE',
    path: '/work/notes/{id}',
    permission: 'work.write',
    scope: 'filtered',
    summary: 'Remove a note that you wrote',
    input: z.object({ id }),
    output: nothing,
  }),
  listTodos: query({
    path: '/work/todos',
    permission: 'work.read',
    scope: 'filtered',
    summary: 'To-dos: the viewer’s own open ones by due day, or all about a record',
    input: z
      .object({
        kind: about.shape.kind.optional(),
        id: id.optional(),
        done: z
          .enum(['true', 'false'])
          .transform((v) => v === 'true')
          .or(z.boolean())
          .default(false),
      })
      .refine((i) => (i.kind === undefined) === (i.id === undefined), {
        error: 'Give kind and id together, or neither.',
        path: ['id'],
      }),
    output: z.object({ rows: z.array(todo) }),
  }),
  addTodo: command({
    path: '/work/todos',
    permission: 'work.write',
    scope: 'filtered',
    summary: 'Add a to-do for yourself or a colleague, about a record or on its own',
    input: z.object({
      title: z.string().trim().min(1, 'Say what is to be done.').max(300),
      about: about.optional(),
      /** An account; left out: yourself. */
      assignee: id.optional(),
      dueOn: givenDay.optional(),
    }),
    output: z.object({ id }),
  }),
  completeTodo: command({
    path: '/work/todos/{id}/complete',
    permission: 'work.write',
    scope: 'filtered',
    summary: 'Tick a to-do off',
    input: z.object({ id }),
    output: nothing,
  }),
  reopenTodo: command({
    path: '/work/todos/{id}/reopen',
    permission: 'work.write',
    scope: 'filtered',
    summary: 'Open a to-do again that was ticked off',
    input: z.object({ id }),
    output: nothing,
  }),
  assign: command({
    path: '/work/assignments',
    permission: 'work.write',
    scope: 'filtered',
    summary: 'Make an account look after a record; whoever did before no longer does',
    input: z.object({ about, account: id.optional() }),
    output: z.object({ account: person }),
  }),
  unassign: command({
    path: '/work/assignments/end',
    permission: 'work.write',
    scope: 'filtered',
    summary: 'End the assignment of a record',
    input: z.object({ about }),
    output: nothing,
  }),
  assignment: query({
    path: '/work/assignments',
    permission: 'work.read',
    scope: 'filtered',
    summary: 'Who looks after a record',
    input: z.object({ kind: about.shape.kind, id }),
    output: z.object({ account: person.nullable(), since: instant.nullable() }),
  }),
  needsMe: query({
    path: '/work/needs-me',
    permission: 'signed-in',
    summary: 'What waits for the viewer in all rooms, the most urgent first',
    input: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
    output: z.object({
      total: z.number().int(),
      items: z.array(item),
      sources: z.array(z.object({ name: z.string(), total: z.number().int() })),
    }),
  }),
  search: query({
    path: '/work/search',
    permission: 'signed-in',
    summary: 'Find records of all rooms by what somebody types, misspellings included, the likeliest first',
    input: z.object({ text: z.string().trim().max(200), limit: z.coerce.number().int().min(1).max(20).default(6) }),
    output: z.object({ groups: z.array(z.object({ source: z.string(), hits: z.array(hit) })) }),
  }),
};
