import '@mantine/charts/styles.css';
import { BarChart, LineChart } from '@mantine/charts';
import type { ChartProps } from './chartData.ts';
import { seriesColours } from './chartData.ts';

/** The drawing itself, apart because its library is large. */
export default function ChartDrawing({ kind, rows, series, unit, target, stacked = false, height = 220 }: ChartProps) {
  const shared = {
    h: height,
    data: rows,
    dataKey: 'label',
    series: series.map(({ key, label, colour }, place) => ({
      name: key,
      label,
      color: colour ?? seriesColours[place % seriesColours.length] ?? 'var(--gh-accent)',
    })),
    gridAxis: 'x' as const,
    tickLine: 'none' as const,
    withLegend: series.length > 1,
    legendProps: { verticalAlign: 'top' as const, height: 32 },
    valueFormatter: (value: number) =>
      `${value.toLocaleString('en', { maximumFractionDigits: 2 })}${unit ? ` ${unit}` : ''}`,
    tooltipAnimationDuration: 0,
    xAxisProps: { padding: { left: 8, right: 16 } },
    yAxisProps: { width: 44, tickFormatter: (value: number) => value.toLocaleString('en', { notation: 'compact' }) },
    ...(target ? { referenceLines: [{ y: target.value, label: target.label, color: 'gray.6' }] } : {}),
  };
  return kind === 'bars' ? (
    <BarChart
      {...shared}
      type={stacked ? 'stacked' : 'default'}
      maxBarWidth={36}
      barProps={{ isAnimationActive: false }}
    />
  ) : (
    <LineChart
      {...shared}
      curveType="linear"
      connectNulls={false}
      dotProps={{ r: 2.5 }}
      strokeWidth={2}
      lineProps={{ isAnimationActive: false }}
    />
  );
}
