import { z } from 'zod';
import { fact } from '#kernel/ledger/fact.ts';

const asking = z.uuid();

/** Somebody was asked by mail how satisfied they are. */
export const satisfactionAsked = fact(
  'satisfaction.asked',
  z.object({ asking, occasion: z.enum(['decision', 'yearly']) }),
  'asked how satisfied they are',
);
/** What was answered stands in the asking alone. `changed`: not for the first time. */
export const satisfactionAnswered = fact(
  'satisfaction.answered',
  z.object({ asking, changed: z.boolean() }),
  'said how satisfied they are',
);
export const satisfactionStopped = fact(
  'satisfaction.stopped',
  z.object({ asking }),
  'does not want to be asked any more',
);
export const satisfactionResumed = fact('satisfaction.resumed', z.object({ asking }), 'may be asked again');

export const satisfactionFacts = [satisfactionAsked, satisfactionAnswered, satisfactionStopped, satisfactionResumed];
