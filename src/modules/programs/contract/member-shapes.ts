import { z } from 'zod';
import { givenDay, id, instant } from '#kernel/contract/operation.ts';
import { MEMBER_STATES } from '../membership.ts';
import { DELIVERIES } from '../policy/benefit.ts';
import { REFERENCE_KINDS } from '../reference-kinds.ts';
import { bounce } from './answers.ts';
import { hosting, programRef } from './shapes.ts';

export const memberState = z.enum(MEMBER_STATES);

export const referenceKind = z.enum(REFERENCE_KINDS);

/** Why a code gives way to another one. */
export const SUPERSEDED = ['lost', 'used', 'invalid', 'replaced'] as const;

export const memberFilters = {
  program: id,
  /** One state or several, separated by commas. */
  state: z.string().max(200).optional(),
  level: z.string().max(60).optional(),
  /** Terms that end before this day (UTC). */
  endsBefore: givenDay.optional(),
  /** Found in the name or mail address of the owner. */
  owner: z.string().trim().min(1).max(200).optional(),
  text: z.string().trim().max(200).optional(),
};

export const memberRow = z.object({
  id,
  name: z.string(),
  namespace: z.string().nullable(),
  state: memberState,
  since: instant,
  level: z.string().nullable(),
  owner: z.string().nullable(),
  sku: z.string().nullable(),
  grantedAt: instant,
  startsAt: instant.nullable(),
  endsAt: instant.nullable(),
  /** The application behind the last term; null: it was brought in, or went on by itself. */
  application: z.object({ id, number: z.string() }).nullable(),
  /** An application to renew it that is on its way. */
  renewal: z.object({ id, number: z.string() }).nullable(),
  /** A mail to the owner's address came back, and nobody has seen to it. */
  unreachable: z.boolean(),
});

const code = z.object({
  id,
  /** The last four characters. */
  ending: z.string(),
  at: instant,
  mailState: z.string(),
  superseded: z.object({ why: z.enum(SUPERSEDED), words: z.string(), at: instant }).nullable(),
});

const entitlement = z.object({
  id,
  kind: z.enum(['main', 'second', 'replacement']),
  sku: z.string(),
  hosting: hosting.nullable(),
  seats: z.number().int().nullable(),
  delivery: z.enum(DELIVERIES),
  grantedAt: instant,
  replaced: z.boolean(),
  /** Since when it waits for a code because the pool had none. */
  wantedSince: instant.nullable(),
  codes: z.array(code),
  booking: z.object({ reference: z.string(), channel: z.enum(['webhook', 'hand']), at: instant }).nullable(),
  /** The request to the shop's own system, where it is provisioned directly. */
  provision: z
    .object({ askedAt: instant, tries: z.number().int(), takenAt: instant.nullable(), fault: z.string().nullable() })
    .nullable(),
  /** Active seats, the latest day first; at most the last twelve. */
  use: z.array(z.object({ day: z.string(), seats: z.number().int() })),
});

const term = z.object({
  id,
  position: z.number().int(),
  application: z.object({ id, number: z.string() }).nullable(),
  policyVersion: z.number().int().nullable(),
  tier: z.string().nullable(),
  priceShare: z.number().int(),
  months: z.number().int(),
  grantedAt: instant,
  startsAt: instant.nullable(),
  endsAt: instant.nullable(),
  entitlements: z.array(entitlement),
});

export const breach = z.object({
  id,
  severe: z.boolean(),
  words: z.string(),
  openedAt: instant,
  cureUntil: instant,
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  outcome: z.enum(['cured', 'revoked']).nullable(),
  outcomeWords: z.string().nullable(),
  resolvedAt: instant.nullable(),
});

export const request = z.object({
  id,
  kind: z.enum(['replacement', 'second']),
  hosting: hosting.nullable(),
  words: z.string(),
  at: instant,
  /** A colleague's name; null: the member asked. */
  by: z.string().nullable(),
  granted: z.boolean().nullable(),
  decisionWords: z.string().nullable(),
  decidedAt: instant.nullable(),
  mayDecide: z.boolean(),
});

export const contact = z.object({
  role: z.string(),
  label: z.string(),
  required: z.boolean(),
  name: z.string().nullable(),
  address: z.string().nullable(),
  changedAt: instant.nullable(),
});

export const duty = z.object({
  id,
  code: z.string(),
  words: z.string(),
  dueOn: z.string(),
  doneAt: instant.nullable(),
  doneBy: z.string().nullable(),
  doneWords: z.string().nullable(),
});

export const referenceConsent = z.object({
  id,
  kind: referenceKind,
  scope: z.string(),
  speaker: z.string(),
  givenAt: instant,
  endsOn: z.string().nullable(),
  withdrawnAt: instant.nullable(),
});

export const transfer = z.object({
  id,
  name: z.string(),
  address: z.string(),
  offeredAt: instant,
  givenAway: z.boolean(),
  takenOver: z.boolean(),
  expiresAt: instant,
});

/** A membership with everything that is recorded of it. */
export const member = memberRow.omit({ owner: true, sku: true, unreachable: true }).extend({
  program: programRef,
  owner: z.object({ identity: id, person: id, name: z.string().nullable(), address: z.string().nullable() }),
  organisation: z.object({ id, name: z.string() }).nullable(),
  language: z.string(),
  /** From when it can be renewed, and until when that is still the same membership. */
  opensAt: instant.nullable(),
  graceUntil: instant.nullable(),
  renewalMode: z.enum(['fresh', 'automatic', 'none']),
  reminders: z.array(z.object({ days: z.number().int(), at: instant })),
  terms: z.array(term),
  requests: z.array(request),
  breaches: z.array(breach),
  ending: z.object({ kind: z.enum(['revoked', 'handed-back', 'alumni']), words: z.string(), at: instant }).nullable(),
  contacts: z.array(contact),
  duties: z.array(duty),
  references: z.array(referenceConsent),
  levels: z.array(z.object({ code: z.string(), label: z.string() })),
  review: z.object({ id, dueAt: instant }).nullable(),
  transfer: transfer.nullable(),
  secondSubscription: z.boolean(),
  hostings: z.array(hosting),
  /** Mails to them that came back or are late, the newest first. */
  bounces: z.array(bounce),
  /** The lists that brought or changed them, the newest first; only for those who may bring lists. */
  imports: z.array(z.object({ id, name: z.string(), line: z.number().int(), added: z.boolean(), at: instant })),
  notes: z.array(z.object({ id, author: z.string(), body: z.string(), at: instant })),
  timeline: z.array(z.object({ id: z.string(), at: instant, kind: z.string(), who: z.string(), words: z.string() })),
  may: z.object({
    manage: z.boolean(),
    confirmBooking: z.boolean(),
    openBreach: z.boolean(),
    resolveBreach: z.boolean(),
    end: z.boolean(),
    reinstate: z.boolean(),
    give: z.boolean(),
    /** Say that a mail that came back was seen to. */
    seeToMail: z.boolean(),
  }),
});
