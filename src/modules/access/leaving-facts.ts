import { z } from 'zod';
import { fact } from '#kernel/ledger/fact.ts';

/** `what` the account held, such as `programs.applications`; `to` null: back to the pool. */
export const accountHandedOver = fact(
  'account.handed-over',
  z.object({ what: z.string(), to: z.uuid().nullable(), count: z.number().int() }),
  'handed over what an account looked after',
);

export const accountErased = fact('account.erased', z.object({}), 'erased the name and address of an account');

export const leavingFacts = [accountHandedOver, accountErased];
