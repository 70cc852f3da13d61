import { z } from 'zod';
import { fact } from '../../ledger/fact.ts';
import { KINDS } from './classify.ts';

const nothing = z.object({});
const record = z.object({ kind: z.string(), id: z.string() });

/** A mail came in. `record`: what it belongs to, if that is known. */
export const mailCame = fact(
  'mail.came',
  z.object({ mailbox: z.uuid(), kind: z.enum(KINDS), record: record.nullable() }),
  'brought a mail in',
);
/** Somebody said which record a mail belongs to. */
export const mailAttached = fact(
  'mail.attached',
  z.object({ kind: z.enum(KINDS), record }),
  'attached a mail to a record',
);
/** Somebody said that a mail belongs to no record. */
export const mailDiscarded = fact('mail.discarded', nothing, 'discarded a mail');

export const mailboxAdded = fact('mailbox.added', z.object({ kind: z.string() }), 'added a mailbox');
export const mailboxChanged = fact('mailbox.changed', z.object({ fields: z.array(z.string()) }), 'changed a mailbox');
export const mailboxSwitched = fact('mailbox.switched', z.object({ on: z.boolean() }), 'switched a mailbox on or off');
export const mailboxRemoved = fact('mailbox.removed', nothing, 'removed a mailbox');
export const mailboxSecretRenewed = fact('mailbox.secret-renewed', nothing, 'gave a mailbox a new secret');
/** Looking at a mailbox failed where it had gone well before. */
export const mailboxFailing = fact('mailbox.failing', nothing, 'could not read a mailbox');

export const inboundFacts = [
  mailCame,
  mailAttached,
  mailDiscarded,
  mailboxAdded,
  mailboxChanged,
  mailboxSwitched,
  mailboxRemoved,
  mailboxSecretRenewed,
  mailboxFailing,
];
