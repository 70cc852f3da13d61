import { z } from 'zod';

/** What stands in a cell. Nothing is an empty cell. */
export type Cell = string | number | null;

/**
 * Lines as CSV (RFC 4180), in UTF-8 with the byte-order mark that spreadsheets look for; without a header it is a further
 * part of a file and has no mark.
 */
export function csvOf(header: readonly string[] | null, lines: readonly (readonly Cell[])[]): string {
  const all = header ? [header, ...lines] : lines;
  return (header ? '\uFEFF' : '') + all.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

/**
 * A spreadsheet runs a text that begins like a formula, also after spaces; an apostrophe before it keeps it a text, and one that has
 * such an apostrophe itself gets another, so that whoever reads it back can take one off. Where commas are decimal, spreadsheets split
 * at semicolons: those are quoted, or what stands behind one would begin a cell. Numbers are numbers.
 */
function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^'*(?:[\s\uFEFF]*[=+\-@＝＋－＠]|[\t\r\n])/u.test(value) ? `'${value}` : value;
  return /[",;\r\n\t]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Output of an export. `next` is null in the last part. */
export const csvPart = z.object({ csv: z.string(), rows: z.number().int(), next: z.string().nullable() });

/** A part of an export: the header stands in the first only, so that parts can be joined. `after` is the marker that was asked with. */
export const csvPartOf = (
  after: string | undefined,
  header: readonly string[],
  lines: readonly (readonly Cell[])[],
  next: string | null,
): z.output<typeof csvPart> => ({ csv: csvOf(after === undefined ? header : null, lines), rows: lines.length, next });
