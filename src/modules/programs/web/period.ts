/** A fiscal quarter or year to look at: `id` stands in the address (`FY27-Q3`), from <= t < to as instants (ISO). */
export type Period = { id: string; label: string; from: string; to: string };

type Organisation = { zone: string; fiscalStartMonth: number };

/** The running fiscal quarter, the `count` quarters before it, and the running and last fiscal year; newest first. */
export function periodChoices(now: Date, organisation: Organisation, count = 5): Period[] {
  const { year, month } = monthIn(now, organisation.zone);
  const months = year * 12 + month - 1;
  const into = (((month - organisation.fiscalStartMonth + 12) % 12) % 3) as number;
  const quarters = Array.from({ length: count + 1 }, (_, back) => stretch(months - into - 3 * back, 3, organisation));
  const yearStart = months - ((month - organisation.fiscalStartMonth + 12) % 12);
  return [...quarters, stretch(yearStart, 12, organisation), stretch(yearStart - 12, 12, organisation)];
}

/** The period that an address names; the running quarter where it names none of those on offer. */
export function periodNamed(id: string | null, choices: readonly Period[]): Period {
  const found = choices.find((period) => period.id === id) ?? choices[0];
  if (!found) throw new Error('no period to choose from');
  return found;
}

/** `months`: months since the year 0, so that 2026-02 is 2026 * 12 + 1. */
function stretch(months: number, length: 3 | 12, { zone, fiscalStartMonth }: Organisation): Period {
  const into = ((months % 12) + 1 - fiscalStartMonth + 12) % 12;
  const endsIn = Math.floor((months - into + 11) / 12);
  const year = `FY${String(endsIn % 100).padStart(2, '0')}`;
  const id = length === 12 ? year : `${year}-Q${into / 3 + 1}`;
  const name = (at: number) =>
    new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(Date.UTC(0, at));
  const from = firstMoment(months, zone);
  return {
    id,
    label: `${id.replace('-', ' ')}, ${name(months - 1900 * 12)} to ${name(months + length - 1 - 1900 * 12)}`,
    from: from.toISOString(),
    to: firstMoment(months + length, zone).toISOString(),
  };
}

/** The first moment of a month in a zone, also where the clock skips midnight. */
function firstMoment(months: number, zone: string): Date {
  const wall = Date.UTC(Math.floor(months / 12), months % 12);
  const guesses = [-1, 1].map((side) => wall - offsetAt(new Date(wall + side * 86_400_000), zone));
  const fits = guesses.filter((at) => at + offsetAt(new Date(at), zone) >= wall);
  return new Date(Math.min(...(fits.length > 0 ? fits : guesses)));
}

/** How far (ms) the clocks of a zone are ahead of UTC at a moment. */
function offsetAt(at: Date, zone: string): number {
  const parts = partsIn(at, zone);
  const wall = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour % 24, parts.minute, parts.second);
  return wall - Math.floor(at.getTime() / 1000) * 1000;
}

const monthIn = (at: Date, zone: string) => partsIn(at, zone);

function partsIn(at: Date, zone: string) {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    hour: of('hour'),
    minute: of('minute'),
    second: of('second'),
  };
}
