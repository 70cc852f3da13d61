import type { Objection } from './application.ts';

/** From the policy: calendar days since we began to wait. null: we wait for ever. */
export type SilencePolicy = { noticeAfterDays: number; endsAfterDays: number } | null;

/** A time in which we wait for the applicant. */
export type Waiting = {
  since: Temporal.Instant;
  /** Until when a reviewer gave time; nothing ends before. */
  moreTime: Temporal.Instant | null;
  /** The end that the applicant was told of, unless time was given since. */
  told: Temporal.Instant | null;
};

const days = (n: number) => ({ hours: 24 * n });

/** What happens if nothing is heard: a notice, or the end, and when. null: nothing, ever. */
export type Next = { act: 'notice' | 'end'; at: Temporal.Instant; endsAt: Temporal.Instant };

/**
 * What comes next. The end lies `endsAfterDays` after the wait began, or at the end of the time that was given; the notice as long before
 * it as the policy leaves between the two. What was told stands: an application never ends before the day in its notice.
 */
export function nextOfSilence({ since, moreTime, told }: Waiting, policy: SilencePolicy): Next | null {
  if (!policy) return null;
  if (told) return { act: 'end', at: told, endsAt: told };
  const planned = since.add(days(policy.endsAfterDays));
  const endsAt = moreTime && Temporal.Instant.compare(moreTime, planned) > 0 ? moreTime : planned;
  return { act: 'notice', at: endsAt.subtract(days(policy.endsAfterDays - policy.noticeAfterDays)), endsAt };
}

/** Which end a notice names that is given now: as planned, or, where it is given late, as long after it as the policy promises. */
export function endOfNotice(next: Next, policy: NonNullable<SilencePolicy>, now: Temporal.Instant): Temporal.Instant {
  const fair = now.add(days(policy.endsAfterDays - policy.noticeAfterDays));
  return Temporal.Instant.compare(next.endsAt, fair) > 0 ? next.endsAt : fair;
}

/** More than a year is no pause any more. */
const MOST_DAYS = 366;

/** May somebody give more time, until then? */
export function mayGiveMoreTime(
  { waits, policy }: { waits: boolean; policy: SilencePolicy },
  until: Temporal.Instant | null,
  now: Temporal.Instant,
): Objection {
  if (!policy) return { rule: 'silence.none', words: 'In this program applications do not end by silence.' };
  if (!waits) return { rule: 'silence.not-waiting', words: 'We do not wait for the applicant, so nothing ends.' };
  if (until && Temporal.Instant.compare(until, now) <= 0)
    return { rule: 'silence.past', words: 'Choose a day that is still to come.' };
  if (until && Temporal.Instant.compare(until, now.add(days(MOST_DAYS))) > 0)
    return { rule: 'silence.too-long', words: 'At most a year of time can be given.' };
  return null;
}
