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

const document = z.uuid();
export const documentSent = fact(
  'application.document-sent',
  z.object({ document, attempt: z.number().int() }),
  'sent a document',
);
export const documentOpened = fact('application.document-opened', z.object({ document }), 'opened the document');
export const documentJudged = fact(
  'application.document-judged',
  z.object({ document, verdict: z.enum(['accepted', 'rejected']) }),
  'judged the document',
);
export const documentPurged = fact(
  'application.document-purged',
  z.object({ document }),
  'purged the document, as the policy says',
);

/** What happens around checks. */
export const checkFacts = [
  customersBrought,
  customersRemoved,
  documentSent,
  documentOpened,
  documentJudged,
  documentPurged,
];
