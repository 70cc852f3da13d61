import { Button, Skeleton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import classes from './Chart.module.css';
import { type ChartProps, chartWords, hasData } from './chartData.ts';
import { EmptyState } from './EmptyState.tsx';

const Drawing = lazy(() => import('./ChartDrawing.tsx'));

/**
 * A chart of few series: bars from zero, or lines. Labelled directly, a target as a line, the values on hover and focus, all values as a
 * table one key away. The drawing code is fetched when the first chart appears, into a place of the final size.
 */
export function Chart(props: ChartProps) {
  const { title, rows, series, height = 220, noData = 'No data yet' } = props;
  const [asTable, setAsTable] = useState(false);
  if (!hasData(rows, series)) return <EmptyState title={noData} />;
  return (
    <figure className={classes.chart} aria-label={title}>
      <figcaption className={classes.head}>
        <span className={classes.title}>{title}</span>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? 'Show chart' : 'Show table'}
        </Button>
      </figcaption>
      {asTable ? (
        <Table {...props} />
      ) : (
        <div role="img" aria-label={chartWords(title, rows, series)} style={{ height }}>
          <Suspense fallback={<Skeleton height={height} />}>
            <Drawing {...props} height={height} />
          </Suspense>
        </div>
      )}
    </figure>
  );
}

function Table({ rows, series, unit }: ChartProps) {
  return (
    <div className={classes.tableFrame}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Period</th>
            {series.map(({ key, label }) => (
              <th key={key} scope="col" data-numeric>
                {label}
                {unit ? ` (${unit})` : ''}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              {series.map(({ key }) => {
                const value = row[key];
                return (
                  <td key={key} data-numeric>
                    {typeof value === 'number' ? value.toLocaleString('en', { maximumFractionDigits: 2 }) : 'no data'}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
