/** Which month (1 to 12) the fiscal year starts in. 2: it runs from 1 February. */
export type FiscalCalendar = { startMonth: number };

export type PeriodKind = 'month' | 'quarter' | 'year' | 'fiscal-quarter' | 'fiscal-year';

/**
 * A stretch of whole months in a zone, from <= t < to. `label` names it and can be read back by `periodNamed`: `2025-01`,
 * `2025-Q1`, `2025`, `FY25-Q4`, `FY25`. `first` is its first date, `last` its last.
 */
export type Period = {
  kind: PeriodKind;
  label: string;
  first: Temporal.PlainDate;
  last: Temporal.PlainDate;
  from: Temporal.Instant;
  to: Temporal.Instant;
};

const MONTHS: Record<PeriodKind, number> = { month: 1, quarter: 3, year: 12, 'fiscal-quarter': 3, 'fiscal-year': 12 };

/**
 * The period of a kind in which an instant falls, in a zone (IANA). A fiscal year is named by the year in which it ends:
 * with a start in February, FY25 is 1 February 2024 to 31 January 2025 and FY25-Q4 is November 2024 to January 2025.
 * A day begins at its first moment, also where the clock skips midnight.
 * Throws RangeError for a start month that is none.
 */
export function periodAt(kind: PeriodKind, at: Temporal.Instant, zone: string, fiscal: FiscalCalendar): Period {
  return periodOn(kind, at.toZonedDateTimeISO(zone).toPlainDate(), zone, fiscal);
}

/** The period of a kind that holds a date. Otherwise as `periodAt`. */
export function periodOn(kind: PeriodKind, date: Temporal.PlainDate, zone: string, fiscal: FiscalCalendar): Period {
  const into = monthsInto(kind, date, fiscal);
  const first = date.with({ day: 1 }).subtract({ months: into });
  return period(kind, first, zone, fiscal);
}

/** The period `count` periods later (earlier, if negative). */
export function shiftPeriod(of: Period, count: number, zone: string, fiscal: FiscalCalendar): Period {
  return period(of.kind, of.first.add({ months: MONTHS[of.kind] * count }), zone, fiscal);
}

/** The periods of a kind that share a moment with from <= t < to, in order; none if `to` is not later than `from`. */
export function periodsWithin(
  kind: PeriodKind,
  from: Temporal.Instant,
  to: Temporal.Instant,
  zone: string,
  fiscal: FiscalCalendar,
): Period[] {
  if (Temporal.Instant.compare(from, to) >= 0) return [];
  const periods = [periodAt(kind, from, zone, fiscal)];
  for (;;) {
    const last = periods.at(-1)!;
    if (Temporal.Instant.compare(last.to, to) >= 0) return periods;
    periods.push(shiftPeriod(last, 1, zone, fiscal));
  }
}

const LABEL = /^(?<fiscal>FY)?(?<year>\d{2}|\d{4})(?:-(?:Q(?<quarter>[1-4])|(?<month>0[1-9]|1[0-2])))?$/;

/** The period that a label names; undefined if it names none. Fiscal years of two digits are 2000 to 2099. */
export function periodNamed(label: string, zone: string, fiscal: FiscalCalendar): Period | undefined {
  const part = LABEL.exec(label)?.groups;
  if (!part?.year) return undefined;
  const quarter = Number(part.quarter ?? 1) - 1;
  let named: Period;
  if (part.fiscal) {
    const year = Number(part.year) + (part.year.length === 2 ? 2000 : 0);
    const first = yearStart(year, fiscal).add({ months: 3 * quarter });
    named = period(part.quarter ? 'fiscal-quarter' : 'fiscal-year', first, zone, fiscal);
  } else {
    const first = new Temporal.PlainDate(Number(part.year), Number(part.month ?? 1), 1).add({ months: 3 * quarter });
    named = period(part.month ? 'month' : part.quarter ? 'quarter' : 'year', first, zone, fiscal);
  }
  return named.label === label ? named : undefined;
}

function period(kind: PeriodKind, first: Temporal.PlainDate, zone: string, fiscal: FiscalCalendar): Period {
  const next = first.add({ months: MONTHS[kind] });
  return {
    kind,
    label: labelOf(kind, first, fiscal),
    first,
    last: next.subtract({ days: 1 }),
    from: first.toZonedDateTime(zone).toInstant(),
    to: next.toZonedDateTime(zone).toInstant(),
  };
}

function labelOf(kind: PeriodKind, first: Temporal.PlainDate, fiscal: FiscalCalendar): string {
  const year = String(first.year).padStart(4, '0');
  switch (kind) {
    case 'month':
      return `${year}-${String(first.month).padStart(2, '0')}`;
    case 'quarter':
      return `${year}-Q${Math.ceil(first.month / 3)}`;
    case 'year':
      return year;
    case 'fiscal-quarter':
      return `${fiscalYear(first, fiscal)}-Q${Math.floor(monthsInto('fiscal-year', first, fiscal) / 3) + 1}`;
    case 'fiscal-year':
      return fiscalYear(first, fiscal);
  }
}

function fiscalYear(date: Temporal.PlainDate, fiscal: FiscalCalendar): string {
  const start = date.with({ day: 1 }).subtract({ months: monthsInto('fiscal-year', date, fiscal) });
  const named = start.add({ months: 11 }).year;
  const short = named >= 2000 && named < 2100;
  return `FY${short ? String(named - 2000).padStart(2, '0') : String(named).padStart(4, '0')}`;
}

/** The first day of the fiscal year that ends in a year. */
function yearStart(year: number, { startMonth }: FiscalCalendar): Temporal.PlainDate {
  return new Temporal.PlainDate(startMonth === 1 ? year : year - 1, startMonth, 1);
}

/** How many whole months of its period lie before a date's month. */
function monthsInto(kind: PeriodKind, date: Temporal.PlainDate, { startMonth }: FiscalCalendar): number {
  if (!Number.isInteger(startMonth) || startMonth < 1 || startMonth > 12) {
    throw new RangeError(`A fiscal year starts in a month from 1 to 12, not ${startMonth}`);
  }
  const start = kind === 'fiscal-quarter' || kind === 'fiscal-year' ? startMonth : 1;
  return (date.month - start + 12) % MONTHS[kind];
}
