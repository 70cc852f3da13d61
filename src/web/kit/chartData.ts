/** A series of a chart: its key in the rows, its name, its colour by meaning (a token) where it has one. */
export type Series = { key: string; label: string; colour?: string };

/** One point of the x axis: its label, and a value per series (null: no data, drawn as a gap, never as 0). */
export type ChartRow = { label: string } & Record<string, string | number | null>;

/** What a chart shows. */
export type ChartProps = {
  title: string;
  kind: 'bars' | 'lines';
  rows: ChartRow[];
  series: Series[];
  /** "business days", "%": written at the values. */
  unit?: string;
  target?: { value: number; label: string };
  stacked?: boolean;
  height?: number;
  /** "No data yet: connect a source". */
  noData?: string;
};

/** Colours for series without a meaning of their own, in order; told apart by colour-blind readers, and always labelled directly. */
export const seriesColours = ['var(--gh-accent)', 'var(--gh-at-risk)', 'var(--gh-in-time)', 'var(--gh-refused)'];

/** Whether there is anything to draw: nothing but gaps and zeros would be empty axes. */
export function hasData(rows: readonly ChartRow[], series: readonly Series[]): boolean {
  return rows.some((row) => series.some(({ key }) => typeof row[key] === 'number' && row[key] !== 0));
}

/** The last point of a series that has a value, for its direct label. */
export function lastPoint(rows: readonly ChartRow[], key: string): { index: number; value: number } | null {
  for (let index = rows.length - 1; index >= 0; index--) {
    const value = rows[index]?.[key];
    if (typeof value === 'number') return { index, value };
  }
  return null;
}

/** What the chart shows, in a sentence for those who do not see it. */
export function chartWords(title: string, rows: readonly ChartRow[], series: readonly Series[]): string {
  const ends = series.flatMap(({ key, label }) => {
    const last = lastPoint(rows, key);
    return last === null ? [] : [`${label} ${last.value.toLocaleString('en', { maximumFractionDigits: 2 })}`];
  });
  const span = rows.length === 0 ? '' : ` from ${rows[0]?.label} to ${rows.at(-1)?.label}`;
  return `${title}${span}. ${ends.length > 0 ? `Latest: ${ends.join(', ')}. ` : ''}A table of all values follows behind the button.`;
}
