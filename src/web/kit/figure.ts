import type { State } from './states.ts';

/** A figure's definition, as the registry of the house tells it. */
export type FigureDefinition = {
  id: string;
  name: string;
  words: string;
  formula: string;
  unit: 'count' | 'business days' | 'share' | 'days' | 'score';
  grain: string;
  better: 'more' | 'less' | 'neither';
  target: number | null;
};

/** A figure read: its value (null: nothing to measure yet) from `of` rows, under these filters, as of an instant. */
export type FigureReading = {
  figure: FigureDefinition;
  value: number | null;
  of: number;
  parts: { label: string; value: number }[];
  filters: {
    program: string | null;
    from: string | null;
    to: string | null;
    zone: string;
    country?: string | null;
    source?: string | null;
  };
  asOf: string;
};

/** One row behind a figure. */
export type FigureRow = {
  id: string;
  label: string;
  href: string | null;
  at: string | null;
  counts: number | null;
  note: string | null;
};

/** A value and its unit in words: ['87', '%'], ['3.2', 'business days'], ['1,204', '']. Null when there is no data. */
export function valueWords(
  value: number | null,
  unit: FigureDefinition['unit'],
): { number: string; unit: string } | null {
  if (value === null) return null;
  const digits = (most: number, number: number) => number.toLocaleString('en', { maximumFractionDigits: most });
  if (unit === 'share') return { number: digits(Math.abs(value) < 0.1 ? 1 : 0, value * 100), unit: '%' };
  if (unit === 'count') return { number: digits(0, value), unit: '' };
  if (unit === 'score') return { number: digits(1, value), unit: 'of 5' };
  return { number: digits(1, value), unit: value === 1 ? unit.replace(/s$/, '') : unit };
}

/** How a value stands to its target: met, within a tenth of it, or off. Null without target or data. */
export function healthOf({
  figure,
  value,
}: Pick<FigureReading, 'figure' | 'value'>): { state: State; words: string } | null {
  const { target, better } = figure;
  if (target === null || value === null || better === 'neither') return null;
  const met = better === 'more' ? value >= target : value <= target;
  if (met) return { state: 'in-time', words: 'On target' };
  const near = better === 'more' ? value >= target * 0.9 : value <= target * 1.1;
  return near ? { state: 'at-risk', words: 'Near target' } : { state: 'late', words: 'Off target' };
}

/** The change against an earlier value: its direction, whether it is good, and its words ("12 % more than in the quarter before"). */
export function trendOf(
  value: number | null,
  before: number | null,
  figure: Pick<FigureDefinition, 'better' | 'unit'>,
  than: string,
) {
  if (value === null || before === null) return null;
  const change = value - before;
  if (change === 0) return { direction: 'same' as const, good: null, words: `as ${than}` };
  const direction = change > 0 ? ('up' as const) : ('down' as const);
  const good = figure.better === 'neither' ? null : (figure.better === 'more') === change > 0;
  const size =
    figure.unit === 'share'
      ? `${pct(Math.abs(change))} points`
      : before === 0
        ? sizeOf(Math.abs(change), figure.unit)
        : `${pct(Math.abs(change / before))} %`;
  return { direction, good, words: `${size} ${change > 0 ? 'more' : 'less'} than ${than}` };
}

/** A change from nothing has no share: it is told as it is. */
const sizeOf = (change: number, unit: FigureDefinition['unit']): string => {
  const words = valueWords(change, unit);
  return words ? `${words.number} ${words.unit}`.trim() : '';
};

const pct = (share: number) => (share * 100).toLocaleString('en', { maximumFractionDigits: share < 0.1 ? 1 : 0 });

/** The address of a figure with its filters. */
export function figureHref(reading: Pick<FigureReading, 'figure' | 'filters'>): string {
  const { program, from, to, country = null, source = null } = reading.filters;
  const query = new URLSearchParams(
    Object.entries({ program, from, to, country, source }).flatMap(([name, value]) =>
      value === null ? [] : [[name, value]],
    ),
  );
  return `/figures/${reading.figure.id}${query.size > 0 ? `?${query}` : ''}`;
}
