import { remembered } from '#kernel/remembered.ts';
import { termEnd } from '../membership.ts';

const texts = new WeakMap<Temporal.Instant, string>();

/** The text of an instant; worked out once for all rows that share it. */
export function instantText(instant: Temporal.Instant): string {
  const known = texts.get(instant);
  if (known !== undefined) return known;
  const text = instant.toString();
  texts.set(instant, text);
  return text;
}

const ends = remembered<Temporal.Instant>();
/** `termEnd` for row after row. */
export const endOf = (startsAt: Temporal.Instant, months: number): Temporal.Instant =>
  ends(`${instantText(startsAt)} ${months}`, () => termEnd(startsAt, months));

const spans = remembered<number>();
/** How many months of UTC lie between two instants, days not counted. */
export const monthsBetween = (startsAt: Temporal.Instant, endsAt: Temporal.Instant): number =>
  spans(`${instantText(startsAt)} ${instantText(endsAt)}`, () => {
    const [from, to] = [startsAt.toZonedDateTimeISO('UTC'), endsAt.toZonedDateTimeISO('UTC')];
    return (to.year - from.year) * 12 + to.month - from.month;
  });
