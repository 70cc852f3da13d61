import type { Handlers } from '../contract/handlers.ts';
import type { Module } from '../module.ts';
import { needsMe, search } from './across.ts';
import { assign, assignment, unassign } from './assignments.ts';
import { addChannel, changeChannel, channels, removeChannel, testChannel } from './channels/channels.ts';
import { workContract } from './contract.ts';
import * as facts from './facts.ts';
import { recordsHandOver, todosHandOver } from './hands-over.ts';
import { addNote, listNotes, removeNote } from './notes.ts';
import {
  notificationHandlers,
  notificationJobs,
  notificationMails,
  notificationTimetables,
} from './notifications/index.ts';
import { kernelNotifies } from './notifications/kinds.ts';
import { ownHandlers } from './own/index.ts';
import { addTodo, completeTodo, listTodos, reopenTodo, todosNeedMe } from './todos.ts';

const handlers: Handlers<typeof workContract> = {
  channels,
  addChannel,
  changeChannel,
  removeChannel,
  testChannel,
  ...notificationHandlers,
  ...ownHandlers,
  listNotes,
  addNote,
  removeNote,
  listTodos,
  addTodo,
  completeTodo,
  reopenTodo,
  assign,
  unassign,
  assignment,
  needsMe,
  search,
};

/** Notes, to-dos and assignments about any record, and the two questions that go through all rooms. */
export const workModule: Module = {
  name: 'work',
  contract: workContract,
  handlers,
  permissions: [
    {
      name: 'work.read',
      words: 'Read notes, to-dos and who looks after what',
      roles: ['manager', 'program-manager', 'reviewer', 'analyst'],
    },
    {
      name: 'work.write',
      words: 'Write notes and to-dos, and assign records',
      roles: ['manager', 'program-manager', 'reviewer'],
    },
    {
      name: 'work.channels',
      words: 'Let channels of chat programs hear what happens in a program',
      roles: ['manager', 'program-manager'],
    },
    { name: 'work.remove-any-note', words: 'Remove notes that others wrote', roles: ['manager'] },
  ],
  facts: Object.values(facts),
  needsMe: [todosNeedMe],
  handsOver: [todosHandOver, recordsHandOver],
  notifies: kernelNotifies,
  jobs: notificationJobs,
  timetables: notificationTimetables,
  emails: notificationMails,
};
