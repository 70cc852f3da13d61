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

const verification = z.uuid();
export const verificationBegun = fact(
  'application.verification-begun',
  z.object({ verification }),
  'went to the verifier',
);
export const verificationReported = fact(
  'application.verification-reported',
  z.object({
    verification,
    status: z.enum(['initialised', 'succeeded', 'rejected']),
    way: z.enum(['webhook', 'asked', 'hand']),
  }),
  'said what the verification came to',
);
export const bypassMade = fact(
  'application.bypass-made',
  z.object({ code: z.uuid() }),
  'made a code that stands in for the verifier',
);
export const bypassUsed = fact(
  'application.bypass-used',
  z.object({ code: z.uuid() }),
  'entered the code that stands in for the verifier',
);
export const verifierAdded = fact('verifier.added', z.object({}), 'added a verifier');
export const verifierChanged = fact('verifier.changed', z.object({}), 'changed a verifier');

/** What happens around checks. */
export const checkFacts = [
  customersBrought,
  customersRemoved,
  documentSent,
  documentOpened,
  documentJudged,
  documentPurged,
  verificationBegun,
  verificationReported,
  bypassMade,
  bypassUsed,
  verifierAdded,
  verifierChanged,
];
