import { z } from 'zod';

/** How many backups are kept: the last of each of so many days, weeks and months that have one. */
export const keepRule = z.object({
  daily: z.number().int().min(1).max(366),
  weekly: z.number().int().min(0).max(520),
  monthly: z.number().int().min(0).max(240),
});
export type KeepRule = z.output<typeof keepRule>;
export const USUAL_RULE: KeepRule = { daily: 7, weekly: 4, monthly: 12 };
/** Of those taken before migrating, the newest of these are kept. */
export const KEPT_BEFORE_MIGRATING = 3;

export type Keepable = { readonly id: string; readonly takenAt: Temporal.Instant; readonly beforeMigrating: boolean };

/**
 * Which backups are kept, by id. Days, weeks (from Monday) and months are those of the zone. Asking every day and asking once at the
 * end keep the same ones, since the last of a day, week or month that is over stays the last. The newest is always kept.
 */
export function keptBackups(backups: readonly Keepable[], rule: KeepRule, zone: string): Set<string> {
  const newest = backups.toSorted((a, b) => Temporal.Instant.compare(b.takenAt, a.takenAt) || (a.id < b.id ? 1 : -1));
  const ruled = newest.filter((each) => !each.beforeMigrating);
  const dayOf = ({ takenAt }: Keepable) => takenAt.toZonedDateTimeISO(zone).toPlainDate();
  const lastOf = (period: (day: Temporal.PlainDate) => string, periods: number): string[] => {
    const last = new Map<string, string>();
    for (const each of ruled) {
      const name = period(dayOf(each));
      if (!last.has(name)) last.set(name, each.id);
    }
    return [...last.values()].slice(0, periods);
  };
  return new Set([
    ...newest.slice(0, 1).map(({ id }) => id),
    ...lastOf((day) => day.toString(), rule.daily),
    ...lastOf((day) => `${day.yearOfWeek}-${day.weekOfYear}`, rule.weekly),
    ...lastOf((day) => day.toPlainYearMonth().toString(), rule.monthly),
    ...newest
      .filter((each) => each.beforeMigrating)
      .slice(0, KEPT_BEFORE_MIGRATING)
      .map(({ id }) => id),
  ]);
}
