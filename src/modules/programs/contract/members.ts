import { z } from 'zod';
import { command, givenDay, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { page, pageOf } from '#kernel/contract/paging.ts';
import { csvPart } from '#kernel/csv.ts';
import { MOST_SEATS } from '../policy/benefit.ts';
import { member, memberFilters, memberRow, referenceConsent, referenceKind, SUPERSEDED } from './member-shapes.ts';
import { hosting, words } from './shapes.ts';

const ofProgram = { kind: 'program', field: 'program' } as const;
const ofMember = { kind: 'membership', field: 'id' } as const;
const ofEntitlement = { kind: 'entitlement', field: 'id' } as const;
const READ = 'applications.read';
const MANAGE = 'memberships.manage';
const why = words(4000);
const seats = z.number().int().positive().max(MOST_SEATS);
const address = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('Write a mail address such as name@example.org.'));

/** Somebody whom we can turn to; all empty takes the contact away. */
export const contactGiven = {
  role: z.string().max(60),
  name: z.string().trim().max(200),
  address: z.union([z.literal(''), address]),
};
export const referenceGiven = {
  kind: referenceKind,
  /** What exactly may be done with it. */
  scope: words(1000),
  /** Who may speak. */
  speaker: z.string().trim().max(200).default(''),
  /** Until which day; null: until it is withdrawn. */
  endsOn: givenDay.nullable().default(null),
};

export const memberContract = {
  listMembers: query({
    path: '/programs/{program}/members',
    permission: READ,
    scope: ofProgram,
    summary: 'Members with state, level and term; the newest first, or those whose term ends first',
    input: page.extend(memberFilters).extend({ sort: z.enum(['newest', 'ending']).default('newest') }),
    output: pageOf(memberRow),
  }),
  exportMembers: query({
    path: '/programs/{program}/members/export',
    permission: READ,
    scope: ofProgram,
    summary: 'The filtered members as CSV, at most 50,000 rows a part; `next` continues',
    input: z.object({ ...memberFilters, after: page.shape.after }),
    output: csvPart,
  }),
  exportReferences: query({
    path: '/programs/{program}/references/export',
    permission: READ,
    scope: ofProgram,
    summary: 'Consents to be named (case study, quote, logo, ...) as CSV, with scope, end and who may speak',
    input: z.object({ program: id, after: page.shape.after }),
    output: csvPart,
  }),
  getMember: query({
    path: '/programs/members/{id}',
    permission: READ,
    scope: ofMember,
    summary:
      'One membership: terms, entitlements, use, contacts, duties, consents, breaches, and what the viewer may do',
    input: z.object({ id }),
    output: member,
  }),
  resendCoupon: command({
    path: '/programs/entitlements/{id}/resend',
    permission: MANAGE,
    scope: ofEntitlement,
    summary: 'Mail the code in force once more to the member',
    input: z.object({ id }),
    output: nothing,
  }),
  replaceCoupon: command({
    path: '/programs/entitlements/{id}/replace-code',
    permission: MANAGE,
    scope: ofEntitlement,
    summary: 'Take another code in place of one that was lost, used or does not work; the earlier one stays superseded',
    input: z.object({
      id,
      why: z.enum(SUPERSEDED).exclude(['replaced']),
      words: why,
      /** The code that is meant. Where another one is in force by now, somebody was faster, and nothing is done. */
      coupon: id.optional(),
    }),
    output: nothing,
  }),
  replaceEntitlement: command({
    path: '/programs/entitlements/{id}/replace',
    permission: MANAGE,
    scope: ofEntitlement,
    summary: 'Give another hosting in place of a wrong one; its code is superseded, and a new one goes out',
    input: z.object({ id, hosting, words: why }),
    output: z.object({ id }),
  }),
  restateSeats: command({
    path: '/programs/entitlements/{id}/seats',
    permission: MANAGE,
    scope: ofEntitlement,
    summary: 'Record how many seats are truly used; they are restated at renewal',
    input: z.object({ id, seats, words: why }),
    output: nothing,
  }),
  confirmEntitlement: command({
    path: '/programs/entitlements/{id}/booking',
    permission: 'bookings.confirm',
    scope: ofEntitlement,
    summary: 'Confirm by hand that an entitlement was booked, under the reference of the quote or order',
    input: z.object({ id, reference: words(200), seats: seats.optional() }),
    output: z.object({ membership: id, startsAt: instant, endsAt: instant }),
  }),
  askSecond: command({
    path: '/programs/members/{id}/second',
    permission: MANAGE,
    scope: ofMember,
    summary: 'Ask for a second subscription of a member, with the reason; somebody else approves it',
    input: z.object({ id, hosting: hosting.optional(), words: why }),
    output: z.object({ id }),
  }),
  decideRequest: command({
    path: '/programs/entitlement-requests/{id}/decide',
    permission: MANAGE,
    scope: { kind: 'entitlement-request', field: 'id' },
    summary: 'Grant or decline a second subscription or a replacement that was asked for',
    input: z.object({ id, grant: z.boolean(), words: why }),
    output: nothing,
  }),
  openBreach: command({
    path: '/programs/members/{id}/breach',
    permission: MANAGE,
    scope: ofMember,
    summary:
      'Open a breach: the member gets a notice and has the days of the policy to put it right; severe: it is revoked at once',
    input: z.object({ id, words: why, severe: z.boolean().default(false) }),
    output: z.object({ id, cureUntil: instant }),
  }),
  resolveBreach: command({
    path: '/programs/members/{id}/breach/resolve',
    permission: MANAGE,
    scope: ofMember,
    summary: 'Resolve the open breach: cured, and the membership goes on, or revoked',
    input: z.object({ id, outcome: z.enum(['cured', 'revoked']), words: why }),
    output: nothing,
  }),
  endMembership: command({
    path: '/programs/members/{id}/end',
    permission: MANAGE,
    scope: ofMember,
    summary: 'Record that the member gave the membership back, or has become alumni',
    input: z.object({ id, as: z.enum(['handed-back', 'alumni']), words: why }),
    output: nothing,
  }),
  reinstateMember: command({
    path: '/programs/members/{id}/reinstate',
    permission: MANAGE,
    scope: ofMember,
    summary: 'Take alumni back as a member',
    input: z.object({ id, words: why }),
    output: nothing,
  }),
  changeLevel: command({
    path: '/programs/members/{id}/level',
    permission: MANAGE,
    scope: ofMember,
    summary: 'Put a member on a level of the policy, with the reason; null: on none',
    input: z.object({ id, level: z.string().max(60).nullable(), words: why }),
    output: nothing,
  }),
  decideActivity: command({
    path: '/programs/members/{id}/activity',
    permission: MANAGE,
    scope: ofMember,
    summary: 'Say what came of the review of activity: the member stays, or becomes alumni',
    input: z.object({ id, outcome: z.enum(['stays', 'alumni']), words: why }),
    output: nothing,
  }),
  saveContact: command({
    method: 'PUT',
    path: '/programs/members/{id}/contacts',
    permission: MANAGE,
    scope: ofMember,
    summary: 'Name the contact for a role; empty name and address take it away',
    input: z.object({ id, ...contactGiven }),
    output: nothing,
  }),
  completeDuty: command({
    path: '/programs/members/{id}/duties/{duty}/done',
    permission: MANAGE,
    scope: ofMember,
    summary: 'Record that a duty was done, or (done: false) that it was not after all',
    input: z.object({ id, duty: id, done: z.boolean().default(true), words: z.string().trim().max(1000).default('') }),
    output: nothing,
  }),
  recordReference: command({
    path: '/programs/members/{id}/references',
    permission: MANAGE,
    scope: ofMember,
    summary: 'Record that the member agreed to be named: for what, in which scope, until when, who may speak',
    input: z.object({ id, ...referenceGiven }),
    output: z.object({ id }),
  }),
  withdrawReference: command({
    path: '/programs/members/{id}/references/{reference}/withdraw',
    permission: MANAGE,
    scope: ofMember,
    summary: 'Record that the member withdrew a consent to be named',
    input: z.object({ id, reference: id }),
    output: nothing,
  }),
  offerTransfer: command({
    path: '/programs/members/{id}/transfer',
    permission: MANAGE,
    scope: ofMember,
    summary:
      'Offer the membership to another owner: both confirm by mailed links. `now`: the team has it in writing already',
    input: z.object({ id, name: words(200), address, words: why, now: z.boolean().default(false) }),
    output: nothing,
  }),
  endTransfer: command({
    path: '/programs/members/{id}/transfer/end',
    permission: MANAGE,
    scope: ofMember,
    summary: 'Take an offer to another owner back',
    input: z.object({ id }),
    output: nothing,
  }),
  importUse: command({
    path: '/programs/{program}/use',
    permission: MANAGE,
    scope: ofProgram,
    summary: 'Take in active seats from a CSV: code, reference or namespace; seats; day',
    description:
      'A header names the columns: one of code, reference or namespace; seats; day (year-month-day). A day that was told before is told anew. Rows that cannot be taken come back as CSV with the reason.',
    input: z.object({ program: id, csv: z.string().min(1).max(20_000_000) }),
    output: z.object({
      taken: z.number().int(),
      refused: z.number().int(),
      /** The refused rows as they came, with a column that says why; null: none. */
      refusedCsv: z.string().nullable(),
    }),
  }),
  forecastPool: query({
    path: '/programs/{program}/coupons/forecast',
    permission: 'coupons.manage',
    scope: ofProgram,
    summary: 'How many codes the coming four quarters will take by SKU, and when each pool runs out',
    input: z.object({ program: id }),
    output: z.object({
      reverification: z.number(),
      formula: z.string(),
      skus: z.array(
        z.object({
          sku: z.string(),
          left: z.number().int(),
          /** Codes for new members in the last four quarters, the oldest first. */
          history: z.array(z.number().int()),
          perQuarter: z.number(),
          quarters: z.array(
            z.object({ from: instant, to: instant, fresh: z.number(), renewals: z.number(), codes: z.number() }),
          ),
          year: z.number(),
          /** The day (UTC) on which the last code goes out, if it is within the year. */
          runsOutOn: z.string().nullable(),
        }),
      ),
    }),
  }),
  setReverification: command({
    method: 'PUT',
    path: '/programs/{program}/reverification',
    permission: 'coupons.manage',
    scope: ofProgram,
    summary: 'Say how many codes a renewal takes on the average, for the forecast',
    input: z.object({ program: id, factor: z.number().min(0.1).max(10) }),
    output: nothing,
  }),
  references: query({
    path: '/programs/{program}/references',
    permission: READ,
    scope: ofProgram,
    summary: 'Consents to be named that hold now, the latest first',
    input: page.extend({ program: id, kind: referenceKind.optional() }),
    output: pageOf(referenceConsent.extend({ membership: z.object({ id, name: z.string() }) })),
  }),
};
