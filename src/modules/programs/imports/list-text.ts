import { type CsvLine, csvLines } from '#kernel/csv-read.ts';
import { cellText } from './cells.ts';

/** A list: `lines` are read each time they are gone through, so that a long one is never held whole. */
export type ListText = { headers: string[]; total: number; lines: Iterable<CsvLine> };
const MOST_COLUMNS = 200;
/** Rows of one import. */
export const MOST_ROWS = 500_000;

/**
 * Reads the bytes of a list: UTF-8 with or without its mark, one header line. Answers the fault in words where it cannot be read.
 * `counted`: how many rows it has, where that is known.
 */
export function readList(bytes: Uint8Array, counted: number | null = null): ListText | { fault: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { fault: NOT_UTF8 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { fault: NOT_UTF8 };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { fault: NOT_UTF8 };
  }
  if (text.includes('\0')) return { fault: 'This is no text. Save the sheet as “CSV UTF-8”, and bring that file.' };
  const lines = { [Symbol.iterator]: () => csvLines(text).drop(1) };
  const { value: head } = csvLines(text).next();
  const total = counted ?? lengthOf(lines);
  if (!head || total === 0)
    return { fault: 'There is nothing in it: the first line names the columns, each line after it is one row.' };
  if (head.cells.length > MOST_COLUMNS) return { fault: `It has more than ${MOST_COLUMNS} columns.` };
  if (total > MOST_ROWS)
    return { fault: `It has more than ${MOST_ROWS.toLocaleString('en')} rows. Bring it in parts.` };
  return { headers: head.cells.map(cellText), total, lines };
}

function lengthOf(lines: Iterable<unknown>): number {
  let length = 0;
  for (const _ of lines) length += 1;
  return length;
}

const NOT_UTF8 =
  'The text is not in UTF-8. In the sheet, choose “Save as” and “CSV UTF-8”; or convert it, for example from Windows-1252.';
