import { z } from 'zod';
import { fact } from '../ledger/fact.ts';

const name = z.string();

/** A business calendar is new. */
export const calendarAdded = fact(
  'calendar.added',
  z.object({ name, isDefault: z.boolean() }),
  'added a business calendar',
);
/** A business calendar is another one now; the details say what each of its fields was and is. */
export const calendarChanged = fact(
  'calendar.changed',
  z.object({ name, fields: z.array(z.string()) }),
  'changed a business calendar',
);
/** All that names no calendar counts by this one from now on. */
export const calendarMadeDefault = fact(
  'calendar.made-default',
  z.object({ name, before: z.uuid().nullable() }),
  'made a business calendar the default',
);
/** A business calendar is gone; the details say what it was. */
export const calendarRemoved = fact('calendar.removed', z.object({ name }), 'removed a business calendar');

export const calendarFacts = [calendarAdded, calendarChanged, calendarMadeDefault, calendarRemoved];
