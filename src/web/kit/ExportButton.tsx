import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { problemOf } from '../problem.ts';
import { counted } from './plural.ts';
import { showDone } from './UndoNotice.tsx';

/** A part of an export: text of a CSV file, its rows, and the marker of the part after it. */
export type ExportPart = { csv: string; rows: number; next: string | null };

/** Fetches every part of an export, one after another, and hands the whole to the browser as a file. */
export function ExportButton({ name, part, label = 'Export CSV', ending = 'csv' }: ExportProps) {
  const [rows, setRows] = useState<number | null>(null);
  const save = async () => {
    setRows(0);
    try {
      const texts: string[] = [];
      let after: string | null = null;
      let count = 0;
      do {
        const got: ExportPart = await part(after);
        texts.push(got.csv);
        count += got.rows;
        setRows(count);
        after = got.next;
      } while (after !== null);
      download(`${name}.${ending}`, texts);
      showDone(`${counted(count, 'row')} exported.`);
    } catch (error) {
      showDone(`The export stopped; no file was saved. ${problemOf(error).words}`);
    } finally {
      setRows(null);
    }
  };
  return (
    <Button
      size="sm"
      variant="default"
      leftSection={<IconDownload size={15} aria-hidden />}
      disabled={rows !== null}
      onClick={save}
    >
      {rows === null ? label : `${counted(rows, 'row')}…`}
    </Button>
  );
}

type ExportProps = {
  name: string;
  part: (after: string | null) => Promise<ExportPart>;
  label?: string;
  ending?: 'csv' | 'jsonl';
};

function download(name: string, texts: string[]): void {
  const address = URL.createObjectURL(
    new Blob(texts, { type: name.endsWith('.csv') ? 'text/csv;charset=utf-8' : 'application/jsonl' }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
