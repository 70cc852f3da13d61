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

const ends = remembered((text) => {
  const [from = '', months = ''] = text.split(' ');
  return termEnd(Temporal.Instant.from(from), Number(months));
});
/** `termEnd` for row after row. */
export const endOf = (startsAt: Temporal.Instant, months: number): Temporal.Instant =>
  ends(`${instantText(startsAt)} ${months}`);

const spans = remembered((text) => {
  const [from, to] = text.split(' ').map((each) => Temporal.Instant.from(each).toZonedDateTimeISO('UTC'));
  return from && to ? (to.year - from.year) * 12 + to.month - from.month : 0;
});
/** How many months of UTC lie between two instants, days not counted. */
export const monthsBetween = (startsAt: string, endsAt: string): number => spans(`${startsAt} ${endsAt}`);
