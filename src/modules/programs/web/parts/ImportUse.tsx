import { Button, FileButton, Group, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { counted } from '#web/kit/plural.ts';
import { ActDialog, errorsOf, touches } from './ActDialog.tsx';

const MOST_CHARACTERS = 20_000_000;

/** Takes active seats in from a CSV. What cannot be taken is offered as a file with the reasons. */
export function ImportUse({ program, opened, onClose }: { program: string; opened: boolean; onClose: () => void }) {
  const [csv, setCsv] = useState('');
  const [tried, setTried] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);
  const run = useOperation((c) => c.programs.importUse, { touches });
  const close = () => {
    run.reset();
    setCsv('');
    setTried(false);
    onClose();
  };
  const take = async (file: File | null) => {
    setTooLarge(file !== null && file.size > MOST_CHARACTERS);
    if (file && file.size <= MOST_CHARACTERS) setCsv(await file.text());
  };
  const missing = tried && csv.trim() === '' ? 'Paste the list, or choose a file.' : null;
  const done = run.data;
  return (
    <ActDialog
      title="Import use"
      opened={opened}
      onClose={close}
      submit={done ? 'Close' : 'Import use'}
      pending={run.isPending}
      error={run.error}
      onSubmit={() => {
        if (done) return close();
        setTried(true);
        if (csv.trim() !== '') run.mutate({ program, csv });
      }}
    >
      {done ? (
        <Stack gap={8} role="status">
          <p>
            {counted(done.taken, 'day')} taken in{done.refused > 0 ? `, ${counted(done.refused, 'row')} refused.` : '.'}
          </p>
          {done.refusedCsv ? (
            <a href={`data:text/csv;charset=utf-8,${encodeURIComponent(done.refusedCsv)}`} download="refused-rows.csv">
              Download the refused rows with their reasons
            </a>
          ) : null}
        </Stack>
      ) : (
        <>
          <Textarea
            label="CSV"
            description="The first line names the columns: one of code, reference or namespace; seats; day (2026-03-31). A day that was told before is told anew."
            placeholder={'namespace,seats,day\ngitlab.com/marble,12,2026-03-31'}
            rows={8}
            value={csv}
            onChange={(event) => setCsv(event.currentTarget.value)}
            error={errorsOf(run.error).csv ?? (tooLarge ? 'The file is over 20 MB. Split it.' : missing)}
            data-autofocus
          />
          <Group gap={8}>
            <FileButton accept=".csv,text/csv,text/plain" onChange={(file) => void take(file)}>
              {(props) => (
                <Button {...props} variant="default" size="compact-md">
                  Choose a file
                </Button>
              )}
            </FileButton>
          </Group>
        </>
      )}
    </ActDialog>
  );
}
