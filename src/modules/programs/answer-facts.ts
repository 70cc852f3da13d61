import { z } from 'zod';
import { fact } from '#kernel/ledger/fact.ts';

const id = z.uuid();
const nothing = z.object({});
const report = z.object({ bounce: id, template: z.string(), permanent: z.boolean() });

/** What comes back by mail. */
export const mailBounced = fact('application.mail-bounced', report, 'learned that a mail did not arrive');
export const mailDelayed = fact('application.mail-delayed', report, 'learned that a mail is late');
export const automaticMailCame = fact(
  'application.automatic-mail-came',
  z.object({ incoming: id }),
  'got an automatic answer from the applicant’s mail program',
);
export const mailComplained = fact(
  'application.mail-complained',
  z.object({ incoming: id }),
  'learned that the applicant called a mail unwanted',
);
export const bounceHandled = fact(
  'application.bounce-handled',
  z.object({ bounce: id }),
  'saw to a mail that came back',
);
export const messageSeen = fact(
  'application.message-seen',
  z.object({ message: id }),
  'noted what was written after the decision',
);
export const newAddressAsked = fact(
  'application.new-address-asked',
  nothing,
  'asked at another address whether it is the applicant’s',
);
/** For a member whom no application is known of. */
export const memberMailCame = fact(
  'membership.mail-came',
  z.object({ incoming: id, kind: z.string() }),
  'got a mail about the membership',
);

export const answerFacts = [
  mailBounced,
  mailDelayed,
  automaticMailCame,
  mailComplained,
  bounceHandled,
  messageSeen,
  newAddressAsked,
  memberMailCame,
];
