import type { CouponRow } from './questions.ts';

const HEAD = ['code ends', 'state', 'sku', 'batch', 'added', 'application', 'project', 'sent', 'mail', 'void because'];

/** Rows of the register as CSV (RFC 4180); whole codes stay with the server. A cell that a spreadsheet would run is made text. */
export function couponsCsv(rows: readonly CouponRow[], withHead: boolean): string {
  const lines = rows.map((row) => [
    row.ending,
    row.state,
    row.sku,
    row.batch,
    row.addedAt,
    row.issued?.number ?? '',
    row.issued?.project ?? '',
    row.issued?.at ?? '',
    row.issued?.mailState ?? '',
    row.voidWords ?? '',
  ]);
  return [...(withHead ? [HEAD] : []), ...lines].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
