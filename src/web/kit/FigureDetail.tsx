import type { ReactNode } from 'react';
import { EmptyState } from './EmptyState.tsx';
import { FactList } from './FactList.tsx';
import classes from './FigureDetail.module.css';
import { type FigureReading, type FigureRow, healthOf, valueWords } from './figure.ts';
import { Link } from './Link.tsx';
import { counted } from './plural.ts';
import { RelativeTime } from './RelativeTime.tsx';
import { StateBadge } from './StateBadge.tsx';
import { exactTime, shortDate } from './time.ts';

/** What opens behind a figure: value, what it means, how it is worked out, its filters and as-of time, and the rows it is made of. */
export function FigureDetail({ reading, rows, more, programName }: FigureDetailProps) {
  const { figure, value, filters } = reading;
  const words = valueWords(value, figure.unit);
  const health = healthOf(reading);
  const period = `${filters.from ? `from ${shortDate(filters.from, filters.zone)}` : 'from the beginning'}${filters.to ? ` to before ${shortDate(filters.to, filters.zone)}` : ' until now'}`;
  return (
    <div>
      <p className={classes.value}>
        {words ? `${words.number}${words.unit ? ` ${words.unit}` : ''}` : 'No data yet'}
        {health ? <StateBadge state={health.state} word={health.words} /> : null}
      </p>
      <p className={classes.words}>{figure.words}</p>
      <FactList
        facts={[
          { name: 'Worked out as', value: figure.formula },
          { name: 'Period', value: `${period} (${filters.zone})` },
          { name: 'Program', value: filters.program === null ? 'all you may see' : (programName ?? 'one program') },
          { name: 'As of', value: exactTime(reading.asOf, filters.zone) },
          { name: 'Made of', value: `${counted(reading.of, 'row')}, each ${article(figure.grain)}` },
          ...reading.parts.map((part) => ({ name: part.label, value: part.value.toLocaleString('en') })),
        ]}
      />
      <h2 className={classes.rowsTitle}>The rows behind it</h2>
      {rows.length === 0 ? (
        <EmptyState title="No rows">Nothing fits these filters yet.</EmptyState>
      ) : (
        <RowTable rows={rows} />
      )}
      {more}
    </div>
  );
}

export type FigureDetailProps = { reading: FigureReading; rows: FigureRow[]; more?: ReactNode; programName?: string };

const article = (noun: string) =>
  /^(an?|one|the) /.test(noun) ? noun : `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

function RowTable({ rows }: { rows: FigureRow[] }) {
  return (
    <table className={classes.rows}>
      <thead>
        <tr>
          <th scope="col">Row</th>
          <th scope="col">When</th>
          <th scope="col" data-numeric>
            Counts
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              {row.href ? <Link href={row.href}>{row.label}</Link> : row.label}
              {row.note ? <span className={classes.note}>{row.note}</span> : null}
            </td>
            <td>{row.at ? <RelativeTime instant={row.at} /> : null}</td>
            <td data-numeric>
              {row.counts === null ? '' : row.counts.toLocaleString('en', { maximumFractionDigits: 2 })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
