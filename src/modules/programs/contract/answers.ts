import { z } from 'zod';
import { command, id, instant, nothing } from '#kernel/contract/operation.ts';
import { addressField } from '#kernel/mail/settings.ts';
import { message } from './shapes.ts';

const ofApplication = { permission: 'applications.review', scope: { kind: 'application', field: 'id' } } as const;

/** A message as the team sees it. */
export const teamMessage = message.extend({
  /** It came by mail; null: it was written on the page. */
  mail: z
    .object({
      /** The mail itself. */
      incoming: id,
      /** null: it came from the applicant's own address. */
      from: z.string().nullable(),
      files: z.array(z.object({ id, name: z.string(), size: z.number().int() })),
      leftOut: z.array(z.object({ name: z.string(), why: z.string() })),
    })
    .nullable(),
  /** Written after the decision had taken effect. */
  afterDecision: z.boolean(),
  /** Nobody has answered it, or said that it needs no answer. */
  unseen: z.boolean(),
  may: z.object({ countAsAnswer: z.boolean(), see: z.boolean() }),
});

/** A mail that came back, or is late. */
export const bounce = z.object({
  id,
  /** What the mail was, in words. */
  what: z.string(),
  address: z.string().nullable(),
  /** What the server said. */
  words: z.string(),
  status: z.string().nullable(),
  /** It did not arrive; false: it is still being tried. */
  gaveUp: z.boolean(),
  permanent: z.boolean(),
  at: instant,
  incoming: id,
  /** It concerns somebody until the address is another one, or somebody says that it is seen to. */
  open: z.boolean(),
});

/** What comes back by mail. */
export const answersContract = {
  handleBounce: command({
    path: '/programs/bounces/{bounce}/handled',
    permission: 'applications.review',
    scope: { kind: 'bounce', field: 'bounce' },
    summary: 'Say that a mail that came back has been seen to',
    input: z.object({ bounce: id }),
    output: nothing,
  }),
  countAsAnswer: command({
    path: '/programs/applications/{id}/messages/{message}/answer',
    ...ofApplication,
    summary: 'Take a message for the answer to the open question, such as one that came from another address',
    input: z.object({ id, message: id }),
    output: nothing,
  }),
  seeMessage: command({
    path: '/programs/applications/{id}/messages/{message}/seen',
    ...ofApplication,
    summary: 'Say that what was written after the decision needs no answer',
    input: z.object({ id, message: id }),
    output: nothing,
  }),
  askNewAddress: command({
    path: '/programs/applications/{id}/address',
    ...ofApplication,
    summary:
      'Ask at another mail address whether it is the applicant’s; it counts once the link mailed there was opened',
    input: z.object({ id, address: addressField }),
    output: nothing,
  }),
};
