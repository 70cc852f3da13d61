import { z } from 'zod';
import { fact } from '../ledger/fact.ts';

const id = z.uuid();

export const noteAdded = fact('note.added', z.object({ note: id, mentions: z.array(id).default([]) }), 'wrote a note');
export const noteRemoved = fact('note.removed', z.object({ note: id }), 'removed a note');
export const todoAdded = fact('todo.added', z.object({ todo: id, assignee: id }), 'added a to-do');
export const todoCompleted = fact('todo.completed', z.object({ todo: id }), 'ticked a to-do off');
export const todoReopened = fact('todo.reopened', z.object({ todo: id }), 'opened a to-do again');
export const todoHandedOver = fact(
  'todo.handed-over',
  z.object({ todo: id, before: id, assignee: id }),
  'handed a to-do over',
);
export const channelAdded = fact('channel.added', z.object({ kinds: z.array(z.string()) }), 'added a channel');
export const channelChanged = fact(
  'channel.changed',
  z.object({ fields: z.array(z.enum(['name', 'kinds', 'address'])) }),
  'changed a channel',
);
export const channelRemoved = fact('channel.removed', z.object({}), 'removed a channel');
export const recordAssigned = fact(
  'record.assigned',
  z.object({ assignment: id, account: id, before: id.nullable() }),
  'assigned it',
);
export const recordUnassigned = fact(
  'record.unassigned',
  z.object({ assignment: id, account: id }),
  'ended its assignment',
);
