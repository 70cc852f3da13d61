import { z } from 'zod';
import { fact } from '../ledger/fact.ts';

/** A server refused a mail for good, or the time for trying was over. */
export const mailFailed = fact(
  'mail.failed',
  z.object({ message: z.uuid(), template: z.string() }),
  'could not deliver a mail',
);
/** A mail was handed to a server whose answer never came. */
export const mailUncertain = fact(
  'mail.uncertain',
  z.object({ message: z.uuid(), template: z.string() }),
  'handed a mail over and got no answer',
);
/** Somebody said what became of an uncertain mail, or had it sent once more. */
export const mailSettled = fact(
  'mail.settled',
  z.object({ message: z.uuid(), as: z.enum(['sent', 'failed', 'sent-again']) }),
  'said what became of a mail',
);
/** Somebody let mails out of the local outbox. */
export const heldMailsReleased = fact(
  'mail.held-released',
  z.object({ count: z.number().int() }),
  'let held mails go out',
);
/** Somebody changed how mail leaves the house. */
export const mailSettingsChanged = fact(
  'mail.settings-changed',
  z.object({ host: z.string().nullable(), port: z.number().int().nullable(), security: z.string().nullable() }),
  'changed how mail is sent',
);

export const mailFacts = [mailFailed, mailUncertain, mailSettled, heldMailsReleased, mailSettingsChanged];
