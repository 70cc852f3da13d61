import { Button, FileButton, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { DialogActions } from '#web/kit/DialogActions.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { counted } from '#web/kit/plural.ts';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { fieldErrors, problemOf } from '#web/problem.ts';
import type { CustomersCompared } from '../questions.ts';
import classes from './AddCoupons.module.css';

const MOST_CHARACTERS = 8_000_000;

/** Brings a list of paying customers: paste or file, then what it would change, then it is done. Refused rows can be saved with their reasons. */
export function BringCustomers({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [csv, setCsv] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const preview = useOperation((c) => c.programs.previewCustomers, { touches: [] });
  const bring = useOperation((c) => c.programs.bringCustomers, { touches: ['programs'] });
  const close = () => {
    onClose();
    setCsv('');
    setFault(null);
    preview.reset();
    bring.reset();
  };
  const change = (text: string) => {
    setCsv(text);
    setFault(null);
    preview.reset();
  };
  const take = async (file: File | null) => {
    if (!file) return;
    if (file.size > MOST_CHARACTERS) return setFault('The file is over 8 MB. Split it into several lists.');
    change(await file.text());
  };
  const failed = bring.error ?? preview.error;
  const wrong = failed ? fieldErrors(problemOf(failed)).csv : undefined;
  return (
    <Modal opened={opened} onClose={close} title="Bring a list of customers" size="lg">
      {bring.data ? (
        <Stack gap={12}>
          <Compared compared={bring.data} done />
          <Group>
            <Button onClick={close}>Close</Button>
          </Group>
        </Stack>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (csv.trim() === '') return setFault('Paste the list, or choose a file.');
            if (preview.data) bring.mutate({ csv });
            else preview.mutate({ csv });
          }}
        >
          <Stack gap={14}>
            <Textarea
              label="List"
              description="CSV whose first line names the columns: number, name, domains (several with spaces between), last_paid_on (2026-03-31)."
              autosize
              minRows={6}
              maxRows={14}
              spellCheck={false}
              classNames={{ input: classes.codes ?? '' }}
              value={csv}
              onChange={(event) => change(event.currentTarget.value)}
              error={wrong ?? fault}
            />
            <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={(file) => void take(file)}>
              {(button) => (
                <Button {...button} variant="default" size="compact-sm" style={{ alignSelf: 'flex-start' }}>
                  Choose a file
                </Button>
              )}
            </FileButton>
            {preview.data ? <Compared compared={preview.data} /> : null}
            {failed && wrong === undefined ? <Problem error={failed} /> : null}
            <DialogActions pending={preview.isPending || bring.isPending} onClose={close}>
              {preview.data ? 'Bring list' : 'Look at what changes'}
            </DialogActions>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

/** What a list changes, or changed, and the rows that were refused. */
function Compared({ compared, done = false }: { compared: CustomersCompared; done?: boolean }) {
  const { added, changed, same, refused, refusedTotal, refusedCsv } = compared;
  return (
    <Stack gap={10}>
      <p className={classes.result} role="status">
        <StateBadge
          state={done ? 'done' : 'in-time'}
          word={done ? `${counted(added, 'customer')} added` : `${counted(added, 'new customer')}`}
        />
        <StateBadge state={done ? 'done' : 'in-time'} word={`${changed.toLocaleString('en')} changed`} plain />
        <StateBadge state="paused" word={`${same.toLocaleString('en')} as before`} plain />
        {refusedTotal > 0 ? <StateBadge state="at-risk" word={`${counted(refusedTotal, 'row')} refused`} /> : null}
      </p>
      {refused.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className={classes.leftOut} aria-label="Refused rows" tabIndex={0}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Line</th>
                <th scope="col">Why it is refused</th>
              </tr>
            </thead>
            <tbody>
              {refused.map(({ line, why }) => (
                <tr key={line}>
                  <td>{line}</td>
                  <td>{why}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      {refusedCsv === '' ? null : (
        <Button
          component="a"
          variant="default"
          size="compact-sm"
          style={{ alignSelf: 'flex-start' }}
          href={`data:text/csv;charset=utf-8,${encodeURIComponent(refusedCsv)}`}
          download="refused-customers.csv"
        >
          Save the refused rows
        </Button>
      )}
    </Stack>
  );
}
