import { z } from 'zod';
import { command, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { breach, contact, duty, memberState, referenceConsent, transfer } from './member-shapes.ts';
import { contactGiven, referenceGiven } from './members.ts';
import { hosting, linkKey, words } from './shapes.ts';

const key = { key: linkKey };
const address = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('Write a mail address such as name@example.org.'));
const name = words(200).refine(
  (text) => !/:\/\/|\bwww\./i.test(text),
  'Write a name here, not the address of a web page.',
);

/** What the owner of a membership sees and does, under a private link: that of the membership, or of an application that led to it. */
export const memberPageContract = {
  memberPage: query({
    path: '/public/members/{key}',
    permission: 'link',
    summary: 'A membership as its owner sees it',
    input: z.object(key),
    output: z.object({
      program: z.object({ slug: z.string(), name: z.string(), sample: z.boolean() }),
      name: z.string(),
      owner: z.object({ name: z.string().nullable(), address: z.string().nullable() }),
      state: memberState,
      since: instant,
      level: z.string().nullable(),
      startsAt: instant.nullable(),
      endsAt: instant.nullable(),
      /** How renewal works, and what stands in its way now: the rule's code, or null when it can be asked for. */
      renewal: z.object({
        mode: z.enum(['fresh', 'automatic', 'none']),
        opensAt: instant.nullable(),
        graceUntil: instant.nullable(),
        refusedBy: z.string().nullable(),
        pending: z.boolean(),
      }),
      entitlements: z.array(
        z.object({
          id,
          kind: z.enum(['main', 'second', 'replacement']),
          sku: z.string(),
          hosting: hosting.nullable(),
          seats: z.number().int().nullable(),
          code: z.object({ code: z.string(), at: instant, checkoutUrl: z.string() }).nullable(),
          booked: z.boolean(),
        }),
      ),
      /** What was asked for and is not decided yet. */
      asked: z.array(z.object({ kind: z.enum(['replacement', 'second']), at: instant })),
      otherHostings: z.array(hosting),
      breach: breach.pick({ words: true, openedAt: true, cureUntil: true, answer: true, answeredAt: true }).nullable(),
      contacts: z.array(contact.omit({ changedAt: true })),
      duties: z.array(duty.pick({ code: true, words: true, dueOn: true, doneAt: true })),
      references: z.array(referenceConsent),
      transfer: transfer
        .pick({ name: true, address: true, expiresAt: true, givenAway: true, takenOver: true })
        .nullable(),
      /** Names of the policy's texts that are told in the reader's language. */
      translated: z.array(z.string()),
      may: z.object({
        renew: z.boolean(),
        replace: z.boolean(),
        second: z.boolean(),
        answerBreach: z.boolean(),
        handBack: z.boolean(),
        offer: z.boolean(),
        change: z.boolean(),
      }),
    }),
  }),
  startRenewal: command({
    secret: true,
    path: '/public/members/{key}/renew',
    permission: 'link',
    summary: 'Begin a renewal: a draft with everything prefilled from the last application; answers its key',
    input: z.object(key),
    output: z.object({ program: z.string(), draft: linkKey }),
  }),
  saveOwnContact: command({
    path: '/public/members/{key}/contacts',
    permission: 'link',
    summary: 'Name the contact for a role; empty name and address take it away',
    input: z.object({ ...key, ...contactGiven }),
    output: nothing,
  }),
  giveReference: command({
    path: '/public/members/{key}/references',
    permission: 'link',
    summary: 'Agree to be named: for what, in which scope, until when, who may speak',
    input: z.object({ ...key, ...referenceGiven }),
    output: nothing,
  }),
  takeReferenceBack: command({
    path: '/public/members/{key}/references/{reference}/withdraw',
    permission: 'link',
    summary: 'Withdraw a consent to be named',
    input: z.object({ ...key, reference: id }),
    output: nothing,
  }),
  askReplacement: command({
    path: '/public/members/{key}/replacement',
    permission: 'link',
    summary: 'Ask for another hosting in place of the one that was chosen, with the reason',
    input: z.object({ ...key, hosting, words: words(4000) }),
    output: nothing,
  }),
  askSecondSubscription: command({
    path: '/public/members/{key}/second',
    permission: 'link',
    summary: 'Ask for a second subscription, with the reason',
    input: z.object({ ...key, words: words(4000) }),
    output: nothing,
  }),
  answerBreach: command({
    path: '/public/members/{key}/breach/answer',
    permission: 'link',
    summary: 'Answer the notice of a breach',
    input: z.object({ ...key, body: words(20_000) }),
    output: nothing,
  }),
  handBack: command({
    path: '/public/members/{key}/hand-back',
    permission: 'link',
    summary: 'Give the membership back',
    input: z.object({ ...key, words: z.string().trim().max(4000).default('') }),
    output: nothing,
  }),
  offerOwner: command({
    path: '/public/members/{key}/transfer',
    permission: 'link',
    summary: 'Offer the membership to another owner: both confirm by mailed links',
    input: z.object({ ...key, name, address }),
    output: nothing,
  }),
  giveAway: command({
    path: '/public/transfers/{key}/give',
    permission: 'link',
    summary: 'Confirm, as the owner, that the membership goes to the other owner',
    input: z.object(key),
    output: z.object({ done: z.boolean() }),
  }),
  takeOver: command({
    path: '/public/transfers/{key}/take',
    permission: 'link',
    summary: 'Confirm, as the new owner, that the membership is taken over',
    input: z.object(key),
    output: z.object({ done: z.boolean() }),
  }),
  memberData: query({
    path: '/public/members/{key}/data',
    permission: 'link',
    summary: 'Everything that is held of a membership, for its owner to keep',
    input: z.object(key),
    output: z.object({ data: z.record(z.string(), z.unknown()) }),
  }),
};
