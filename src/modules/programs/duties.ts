/**
 * The days (ISO, UTC) on which a duty falls due in a term: every so many months from its begin, or once on its last day
 * (`everyMonths` null). The end itself is not in the term.
 */
export function dutyDays(startsAt: Temporal.Instant, endsAt: Temporal.Instant, everyMonths: number | null): string[] {
  const from = startsAt.toZonedDateTimeISO('UTC').toPlainDate();
  const last = endsAt.subtract({ nanoseconds: 1 }).toZonedDateTimeISO('UTC').toPlainDate();
  if (everyMonths === null) return [last.toString()];
  const days: string[] = [];
  for (let n = 1; ; n++) {
    const day = from.add({ months: everyMonths * n });
    if (Temporal.PlainDate.compare(day, last) > 0) return days;
    days.push(day.toString());
  }
}
