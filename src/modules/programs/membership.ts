import type { Objection } from './application.ts';

/** The rules of a membership: which state it is in, what may follow what, and why not. Pure: no database, no clock. */
export const MEMBER_STATES = [
  'granted',
  'active',
  'renewal-due',
  'in-breach',
  'lapsed',
  'revoked',
  'ended',
  'alumni',
] as const;
export type MemberState = (typeof MEMBER_STATES)[number];

export type TermTime = { startsAt: Temporal.Instant; endsAt: Temporal.Instant };

/** What has been recorded of a membership; with an instant, the state follows from it alone. */
export type MemberRecords = {
  grantedAt: Temporal.Instant;
  /** The terms that have been booked, the oldest first. */
  terms: readonly TermTime[];
  /** The breach that is not resolved. */
  breach: { openedAt: Temporal.Instant; cureUntil: Temporal.Instant } | null;
  /** Why it is over, whatever its terms say. */
  ending: { kind: 'revoked' | 'handed-back' | 'alumni'; at: Temporal.Instant } | null;
};

/** When a renewal can be asked for, by the policy in force. */
export type RenewalTimes = { mode: 'fresh' | 'automatic' | 'none'; opensDays: number; graceDays: number };

export type MemberStanding = { state: MemberState; since: Temporal.Instant };

const DAY = 24;
const before = (one: Temporal.Instant, other: Temporal.Instant) => Temporal.Instant.compare(one, other) < 0;
/** So many days of 24 hours later; below 0: earlier. */
export const daysFrom = (at: Temporal.Instant, days: number): Temporal.Instant => at.add({ hours: DAY * days });

/** The end of the last term that has been booked; null: none has. */
export const lastEnd = ({ terms }: Pick<MemberRecords, 'terms'>): Temporal.Instant | null =>
  terms.reduce<Temporal.Instant | null>((last, { endsAt }) => (last && before(endsAt, last) ? last : endsAt), null);

/** From when a member can ask for renewal; null: renewal is nothing that one asks for. */
export const opensAt = (end: Temporal.Instant, renewal: RenewalTimes): Temporal.Instant | null =>
  renewal.mode === 'fresh' ? daysFrom(end, -renewal.opensDays) : null;

/** Works the state out at an instant. The order of the questions is the order in which one record outweighs another. */
export function memberStateAt(r: MemberRecords, renewal: RenewalTimes, now: Temporal.Instant): MemberStanding {
  if (r.ending) return { state: r.ending.kind === 'handed-back' ? 'ended' : r.ending.kind, since: r.ending.at };
  const end = lastEnd(r);
  const begun = r.terms.findLast(({ startsAt }) => !before(now, startsAt));
  if (!end || !begun) return { state: 'granted', since: r.grantedAt };
  if (!before(now, end)) return { state: 'lapsed', since: end };
  if (r.breach) return { state: 'in-breach', since: r.breach.openedAt };
  const opens = opensAt(end, renewal);
  if (opens && !before(now, opens)) return { state: 'renewal-due', since: opens };
  return { state: 'active', since: unbrokenSince(r.terms, begun) };
}

/** When the run of terms began that holds this one: terms that follow one another at once are one run. */
function unbrokenSince(terms: readonly TermTime[], begun: TermTime): Temporal.Instant {
  let since = begun.startsAt;
  for (const term of terms.toReversed()) {
    if (before(term.startsAt, since) && !before(term.endsAt, since)) since = term.startsAt;
  }
  return since;
}

/** When a renewed term begins: where the old one ends, or now when that is over or there was none. */
export const renewedFrom = (end: Temporal.Instant | null, now: Temporal.Instant): Temporal.Instant =>
  end && before(now, end) ? end : now;

/** A term's end: so many calendar months of UTC later. 31 January plus one month ends with February. */
export const termEnd = (startsAt: Temporal.Instant, months: number): Temporal.Instant =>
  startsAt.toZonedDateTimeISO('UTC').add({ months }).toInstant();

/** What stands in the way of renewal now. `pending`: another application to renew it is on its way. */
export function mayRenew(r: MemberRecords, renewal: RenewalTimes, pending: boolean, now: Temporal.Instant): Objection {
  if (renewal.mode === 'none')
    return { rule: 'renewal.none', words: 'Memberships of this program end with their term; they are not renewed.' };
  if (renewal.mode === 'automatic')
    return { rule: 'renewal.automatic', words: 'Memberships of this program go on by themselves.' };
  if (r.ending) return { rule: 'membership.over', words: 'This membership is over. Apply anew instead.' };
  if (r.breach)
    return {
      rule: 'membership.in-breach',
      words: 'Something is to be put right first. Answer what we wrote on this page.',
    };
  if (pending) return { rule: 'renewal.pending', words: 'You have asked for renewal already.' };
  const end = lastEnd(r);
  if (!end) return { rule: 'membership.not-begun', words: 'The membership has not begun yet.' };
  const opens = daysFrom(end, -renewal.opensDays);
  if (before(now, opens))
    return { rule: 'renewal.early', words: `Renewal opens on ${opens.toString().slice(0, 10)} (UTC).` };
  if (!before(now, daysFrom(end, renewal.graceDays)))
    return {
      rule: 'renewal.late',
      words: 'The membership ended too long ago to be renewed. Apply anew instead.',
    };
  return null;
}

const OVER: Objection = { rule: 'membership.over', words: 'This membership is over.' };

/** Runs: granted or in its term, and nothing has ended it. */
export const isRunning = (state: MemberState): boolean =>
  state === 'granted' || state === 'active' || state === 'renewal-due' || state === 'in-breach';

/** May a breach be opened? One at a time, and only against members. */
export function mayOpenBreach(r: MemberRecords, state: MemberState): Objection {
  if (r.breach) return { rule: 'breach.open', words: 'A breach is open already. Resolve it first.' };
  return isRunning(state) ? null : OVER;
}

export const mayResolveBreach = (r: MemberRecords): Objection =>
  r.breach ? null : { rule: 'breach.none', words: 'No breach is open.' };

/** May it be ended before its term is over: given back, or made alumni? */
export const mayEnd = (r: MemberRecords): Objection => (r.ending ? OVER : null);

/** Alumni can come back; what was revoked or given back needs a new application. */
export const mayReinstate = (r: MemberRecords): Objection =>
  r.ending?.kind === 'alumni'
    ? null
    : { rule: 'membership.not-alumni', words: 'Only alumni can be reinstated. Others apply anew.' };

/** May something more or something else be given now? */
export const mayBeGiven = (state: MemberState): Objection =>
  state === 'in-breach'
    ? { rule: 'membership.in-breach', words: 'A breach is open. Resolve it first.' }
    : isRunning(state)
      ? null
      : OVER;

/** A request is granted by somebody other than whoever asked for it. */
export const mayDecideRequest = (
  request: { decided: boolean; askedBy: string | null },
  account: string | null,
): Objection =>
  request.decided
    ? { rule: 'request.decided', words: 'This was decided already.' }
    : request.askedBy !== null && request.askedBy === account
      ? { rule: 'request.own', words: 'You asked for this yourself. Somebody else decides.' }
      : null;
