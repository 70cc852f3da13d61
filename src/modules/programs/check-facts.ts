import { z } from 'zod';
import { fact } from '#kernel/ledger/fact.ts';

/** A list of paying customers was brought. */
export const customersBrought = fact(
  'customers.brought',
  z.object({ added: z.number().int(), changed: z.number().int(), same: z.number().int(), refused: z.number().int() }),
  'brought a list of customers',
);
export const customersRemoved = fact(
  'customers.removed',
  z.object({ count: z.number().int() }),
  'took customers off the list',
);

/** What happens around checks. */
export const checkFacts = [customersBrought, customersRemoved];
