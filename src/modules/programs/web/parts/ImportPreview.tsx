import { Button, Group, NativeSelect, Stack } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { counted } from '#web/kit/plural.ts';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { shortDate } from '#web/kit/time.ts';
import { type ImportReading, type ImportRow, importPreview, policyVersions } from '../questions.ts';
import { ImportCounts } from './ImportCounts.tsx';
import classes from './ImportPreview.module.css';

const outcomes = {
  added: <StateBadge state="done" word="New" plain />,
  changed: <StateBadge state="in-time" word="Changed" plain />,
  same: <StateBadge state="paused" word="Unchanged" plain />,
  refused: <StateBadge state="refused" word="Refused" plain />,
};
const dateForms = [
  { value: 'iso', label: 'Year-month-day: 2026-03-31' },
  { value: 'day-month-year', label: 'Day.month.year: 31.03.2026' },
  { value: 'month-day-year', label: 'Month/day/year: 03/31/2026' },
];

/** How a list is read and what would become of it: columns and the key can be changed, and every change is looked at anew. */
export function ImportPreview({ list, program }: { list: ImportRow; program: string }) {
  const [chosen, setChosen] = useState<ImportReading | null>(null);
  const { data, error, isFetching } = useQuery({
    ...importPreview(list.id, chosen),
    placeholderData: keepPreviousData,
  });
  const [version, setVersion] = useState('');
  const start = useOperation((c) => c.programs.startImport, { touches: ['programs'] });
  const cancel = useOperation((c) => c.programs.cancelImport, { touches: ['programs'] });
  if (error) return <Problem error={error} />;
  if (!data) return <p role="status">The list is being looked at.</p>;
  const reading = chosen ?? data.reading;
  const change = (part: Partial<ImportReading>) => setChosen({ ...reading, ...part });
  const column = (at: number, field: string) =>
    change({ columns: reading.columns.map((name, n) => (n === at ? (field === '' ? null : field) : name)) });
  const fields = [
    { value: '', label: 'Left aside' },
    ...data.fields.map(({ name, label, required }) => ({ value: name, label: required ? `${label} (needed)` : label })),
  ];
  const takes = data.added + data.changed;
  return (
    <Stack gap={16}>
      {data.faults.length > 0 ? (
        <ul className={classes.faults} role="alert">
          {data.faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      ) : (
        <ImportCounts counts={data} />
      )}
      {data.headers.length > 0 ? (
        <Group gap={16} align="flex-end">
          <NativeSelect
            label="Rows are found again by"
            data={data.keys.map(({ name, label }) => ({ value: name, label }))}
            value={reading.key}
            onChange={(event) => change({ key: event.currentTarget.value })}
          />
          <NativeSelect
            label="Dates are written"
            data={dateForms}
            value={reading.dates}
            onChange={(event) => change({ dates: event.currentTarget.value as ImportReading['dates'] })}
          />
          {list.kind === 'applications' ? (
            <PolicyVersion program={program} value={version} onChange={setVersion} />
          ) : null}
          <span role="status">{isFetching ? 'The list is being looked at.' : ''}</span>
        </Group>
      ) : null}
      {data.headers.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys, too
        <section className={classes.frame} aria-label="The first rows, as they would be taken in" tabIndex={0}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Line</th>
                <th scope="col">What becomes of it</th>
                {data.headers.map((header, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns are known by their places; two can have one name
                  <th key={at} scope="col">
                    <span className={classes.header}>{header || `Column ${at + 1}`}</span>
                    <NativeSelect
                      size="xs"
                      aria-label={`Field of the column ${header || at + 1}`}
                      data={fields}
                      value={reading.columns[at] ?? ''}
                      onChange={(event) => column(at, event.currentTarget.value)}
                    />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row) => (
                <tr key={row.line}>
                  <td>{row.line.toLocaleString('en')}</td>
                  <td>
                    {outcomes[row.outcome]}
                    {row.why ? <span className={classes.why}>{row.why}</span> : null}
                  </td>
                  {data.headers.map((_, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: as above
                    <td key={at}>
                      <span className={classes.cell}>{row.cells[at] ?? ''}</span>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      {start.error ? <Problem error={start.error} /> : null}
      <Group gap={8}>
        <Button
          disabled={data.faults.length > 0 || takes === 0}
          loading={start.isPending}
          onClick={() =>
            start.mutate({ id: list.id, reading, ...(version === '' ? {} : { policyVersion: Number(version) }) })
          }
        >
          {takes > 0 ? `Take in ${counted(takes, 'row')}` : 'Nothing to take in'}
        </Button>
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ id: list.id })}>
          Throw the list away
        </Button>
      </Group>
      <p className={classes.header}>
        Nobody is mailed because of a list. What is taken in can be taken back, as far as nothing was done with it.
      </p>
    </Stack>
  );
}

/** Under which version of the policy past applications count as decided: that of their time, if it stands here. */
function PolicyVersion({
  program,
  value,
  onChange,
}: {
  program: string;
  value: string;
  onChange: (version: string) => void;
}) {
  const { data } = useQuery(policyVersions(program));
  const versions = (data?.rows ?? []).map(({ version, publishedAt }) => ({
    value: String(version),
    label: `Version ${version}, of ${shortDate(publishedAt)}`,
  }));
  return (
    <NativeSelect
      label="Count as decided under"
      data={[{ value: '', label: 'The policy in force' }, ...versions]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
