import { z } from 'zod';
import { id } from '#kernel/contract/operation.ts';
import { mailAddress, UnfitForMail } from '#kernel/mail/address.ts';
import { GREATEST_LENGTH } from './password.ts';
import { ROLE_NAMES } from './roles.ts';

// Whatever a name holds may stand in a mail's subject line or a log: no control characters, no marks that turn the reading direction.
const UNFIT = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** A name of a person or token: one line, 1 to 120 characters. */
export const personName = z
  .string()
  .trim()
  .min(1, 'Give a name.')
  .max(120, 'Use at most 120 characters.')
  .refine((name) => !UNFIT.test(name), 'Write the name on one line, without control characters.');

/** A mail address, in the form mail servers take. */
export const mail = z
  .string()
  .max(1000)
  .transform((written, context) => {
    try {
      return mailAddress(written);
    } catch (fault) {
      if (!(fault instanceof UnfitForMail)) throw fault;
      context.addIssue({ code: 'custom', message: fault.message });
      return z.NEVER;
    }
  });

/** A new password. Its rules are in password.ts; here only its size is bounded. */
export const password = z.string().max(GREATEST_LENGTH * 4);
/** The key of a mailed or printed link. */
export const secretKey = z.string().min(1, 'The link is incomplete. Open it again, or copy it whole.').max(200);
/** A built-in role, or the id of one made here. */
export const role = z.union([z.enum(ROLE_NAMES), id], { error: 'Choose one of the roles.' });
/** null: for all programs. It must be said; nobody gets everything by leaving a field out. */
export const programOrAll = id.nullable();
