import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { ExportButton } from '#web/kit/ExportButton.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { Progress } from '#web/kit/Progress.tsx';
import { counted } from '#web/kit/plural.ts';
import type { ImportDone } from '../questions.ts';
import { ImportCounts } from './ImportCounts.tsx';
import classes from './ImportPreview.module.css';

const said: Record<ImportDone['state'], string> = {
  uploaded: '',
  running: 'Rows are taken in.',
  finished: 'The list is taken in.',
  cancelled: 'It was stopped. What was taken in before stays.',
  failed: 'It could not be taken in.',
  undoing: 'It is being taken back.',
  undone: 'It was taken back.',
};

/** What came of a list, while it is taken in and afterwards; refused rows with their reasons, and the way back. */
export function ImportResult({ list }: { list: ImportDone }) {
  const [asking, setAsking] = useState(false);
  const undo = useOperation((c) => c.programs.undoImport, { touches: ['programs'], onDone: () => setAsking(false) });
  const cancel = useOperation((c) => c.programs.cancelImport, { touches: ['programs'] });
  const taken = list.added + list.changed;
  return (
    <Stack gap={16}>
      {list.state === 'running' ? (
        <Progress title={said.running} done={list.done} of={list.total} words="" />
      ) : (
        <p role="status">{list.fault ?? said[list.state]}</p>
      )}
      <ImportCounts counts={list} />
      {list.state === 'undoing' || list.state === 'undone' ? (
        <p>
          {counted(list.undone, 'row')} taken back.
          {list.state === 'undone' && list.kept > 0
            ? ` ${counted(list.kept, 'row')} stayed, since something was done with them.`
            : ''}
        </p>
      ) : null}
      {list.refusals.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys, too
        <section className={classes.frame} aria-label="Refused rows" tabIndex={0}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Line</th>
                <th scope="col">Why it was refused</th>
                <th scope="col">The row</th>
              </tr>
            </thead>
            <tbody>
              {list.refusals.map(({ line, why, cells }) => (
                <tr key={line}>
                  <td>{line.toLocaleString('en')}</td>
                  <td>
                    <span className={classes.why}>{why}</span>
                  </td>
                  <td>
                    <span className={classes.cell}>{cells.filter((cell) => cell !== '').join(' · ')}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      {undo.error || cancel.error ? <Problem error={undo.error ?? cancel.error} /> : null}
      <Group gap={8}>
        {list.refused > 0 && list.state !== 'running' ? (
          <ExportButton
            name={`refused-${list.name.replace(/\.[^.]+$/, '')}`}
            label="Save refused rows"
            part={async () => {
              const { csv, count } = await client.programs.refusedRows({ id: list.id });
              return { csv, rows: count, next: null };
            }}
          />
        ) : null}
        {list.may.cancel ? (
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ id: list.id })}>
            Stop
          </Button>
        ) : null}
        {list.may.undo ? (
          <Button variant="default" color="red" onClick={() => setAsking(true)}>
            Take the list back
          </Button>
        ) : null}
      </Group>
      {asking ? (
        <Group gap={8} role="group" aria-label="Take the list back">
          <span>{counted(taken, 'row')} will be taken back, except those with which something was done since.</span>
          <Button color="red" loading={undo.isPending} onClick={() => undo.mutate({ id: list.id })}>
            Take back
          </Button>
          <Button variant="default" onClick={() => setAsking(false)}>
            Keep
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}
