import { Button, FileButton, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { DialogActions } from '#web/kit/DialogActions.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { counted } from '#web/kit/plural.ts';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { fieldErrors, problemOf } from '#web/problem.ts';
import type { CouponsAdded, ProgramSummary } from '../questions.ts';
import classes from './AddCoupons.module.css';

const MOST_CHARACTERS = 8_000_000;
const empty = { sku: '', name: '', csv: '', expiresOn: '' };

/** Adds a batch of codes by paste or file: one code a line, no header. Afterwards shows what was left out and why. */
export function AddCoupons({ program, skus, opened, onClose }: AddProps) {
  const [entry, setEntry] = useState({ ...empty, sku: skus[0] ?? '' });
  const [tried, setTried] = useState(false);
  const [fileFault, setFileFault] = useState<string | null>(null);
  const [result, setResult] = useState<CouponsAdded | null>(null);
  const add = useOperation((c) => c.programs.addCoupons, { touches: ['programs'], onDone: setResult });
  const close = () => {
    onClose();
    if (result) {
      setEntry({ ...empty, sku: entry.sku });
      setResult(null);
      setTried(false);
      add.reset();
    }
  };
  const wrong = add.error ? fieldErrors(problemOf(add.error)) : {};
  const missing = {
    sku: entry.sku.trim() === '' ? 'Choose the SKU.' : null,
    name: entry.name.trim() === '' ? 'Name the batch, so that it is found again.' : null,
    csv: entry.csv.trim() === '' ? 'Paste the codes, or choose a file.' : null,
  };
  const take = async (file: File | null) => {
    if (!file) return;
    if (file.size > MOST_CHARACTERS) return setFileFault('The file is over 8 MB. Split it into several batches.');
    setFileFault(null);
    const csv = await file.text();
    setEntry((before) => ({ ...before, csv, name: before.name || file.name.replace(/\.[^.]+$/, '') }));
  };
  const lines = entry.csv.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '').length;
  return (
    <Modal opened={opened} onClose={close} title="Add coupons" size="lg">
      {result ? (
        <Result result={result} onClose={close} />
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (add.isPending || Object.values(missing).some((each) => each !== null)) return;
            add.mutate({
              program: program.id,
              sku: entry.sku.trim(),
              name: entry.name.trim(),
              csv: entry.csv,
              expiresOn: entry.expiresOn === '' ? null : entry.expiresOn,
            });
          }}
        >
          <Stack gap={14}>
            <Select
              label="SKU"
              description="What the codes give. The SKUs of the policy; others can be set there."
              data={[...skus]}
              value={entry.sku === '' ? null : entry.sku}
              onChange={(sku) => setEntry({ ...entry, sku: sku ?? '' })}
              error={wrong.sku ?? (tried ? missing.sku : null)}
            />
            <TextInput
              label="Name of the batch"
              placeholder="Order 4711 of March"
              maxLength={120}
              value={entry.name}
              onChange={(event) => setEntry({ ...entry, name: event.currentTarget.value })}
              error={wrong.name ?? (tried ? missing.name : null)}
            />
            <TextInput
              type="date"
              label="Last day of the codes"
              description="They do not go out after it. Empty: they do not run out."
              w={200}
              value={entry.expiresOn}
              onChange={(event) => setEntry({ ...entry, expiresOn: event.currentTarget.value })}
              error={wrong.expiresOn}
            />
            <Textarea
              label="Codes"
              description="One a line, nothing else: no header, no second column."
              autosize
              minRows={6}
              maxRows={14}
              spellCheck={false}
              classNames={{ input: classes.codes ?? '' }}
              value={entry.csv}
              onChange={(event) => setEntry({ ...entry, csv: event.currentTarget.value })}
              error={wrong.csv ?? fileFault ?? (tried ? missing.csv : null)}
            />
            <Group gap={8}>
              <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={(file) => void take(file)}>
                {(button) => (
                  <Button {...button} variant="default" size="compact-sm">
                    Choose a file
                  </Button>
                )}
              </FileButton>
              <span className={classes.quiet}>{counted(lines, 'line')}</span>
            </Group>
            {add.error ? <Problem error={add.error} /> : null}
            <DialogActions pending={add.isPending} onClose={close}>
              Add coupons
            </DialogActions>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

type AddProps = { program: ProgramSummary; skus: readonly string[]; opened: boolean; onClose: () => void };

function Result({ result, onClose }: { result: CouponsAdded; onClose: () => void }) {
  const { added, leftOut, leftOutTotal } = result;
  return (
    <Stack gap={12}>
      <p className={classes.result} role="status">
        <StateBadge state={added === 0 ? 'late' : 'done'} word={`${counted(added, 'coupon')} added`} />
        {leftOutTotal > 0 ? <StateBadge state="at-risk" word={`${counted(leftOutTotal, 'line')} left out`} /> : null}
      </p>
      {leftOut.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className={classes.leftOut} aria-label="Lines left out" tabIndex={0}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Line</th>
                <th scope="col">Why it was left out</th>
              </tr>
            </thead>
            <tbody>
              {leftOut.map(({ line, why }) => (
                <tr key={line}>
                  <td>{line}</td>
                  <td>{why}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      {leftOutTotal > leftOut.length ? (
        <p className={classes.quiet}>{(leftOutTotal - leftOut.length).toLocaleString('en')} more are not listed.</p>
      ) : null}
      <Group>
        <Button onClick={onClose}>Close</Button>
      </Group>
    </Stack>
  );
}
