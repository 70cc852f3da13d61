/** The rules of a list of use: whose seats were active on which day. Pure. */

type By = 'code' | 'reference' | 'namespace';
export type UseLine = { line: number; cells: string[]; by: By; key: string; day: string; seats: number };
export type UseRefused = { line: number; cells: string[]; why: string };
export type UseList = { by: By; head: string[]; lines: UseLine[]; refused: UseRefused[] };

const BY: readonly By[] = ['code', 'reference', 'namespace'];
const MOST_LINES = 200_000;

/**
 * Reads a CSV with a header: one of code, reference or namespace, then seats and day (year-month-day), in any order, commas or
 * semicolons; other columns are carried along. `fault`: it is no such list.
 */
export function readUse(csv: string): UseList | { fault: string } {
  const text = csv.replace(/^\uFEFF/, '');
  const first = text.split(/\r?\n/, 1)[0] ?? '';
  const rows = cells(text, first.includes(';') && !first.includes(',') ? ';' : ',');
  const head = (rows[0]?.cells ?? []).map((name) => name.trim().toLowerCase());
  const by = BY.find((name) => head.includes(name));
  const [at, seats, day] = [head.indexOf(by ?? ''), head.indexOf('seats'), head.indexOf('day')];
  if (!by || seats < 0 || day < 0)
    return { fault: 'The first line has to name the columns: one of code, reference or namespace; seats; day.' };
  if (rows.length > MOST_LINES + 1) return { fault: `At most ${MOST_LINES} lines at once.` };
  const list: UseList = { by, head, lines: [], refused: [] };
  for (const { line, cells: given } of rows.slice(1)) {
    if (given.every((cell) => cell.trim() === '')) continue;
    const [key, count, on] = [at, seats, day].map((i) => (given[i] ?? '').trim()) as [string, string, string];
    const why = faultOf(by, key, count, on);
    if (why) list.refused.push({ line, cells: given, why });
    else list.lines.push({ line, cells: given, by, key, day: on, seats: Number(count) });
  }
  return list;
}

function faultOf(by: By, key: string, seats: string, day: string): string | null {
  if (key === '') return `The ${by} is missing.`;
  if (key.length > 500) return `The ${by} is longer than 500 characters.`;
  if (!/^\d{1,7}$/.test(seats)) return 'Seats has to be a number without a sign, such as 12.';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return 'The day has to be written as year-month-day, such as 2026-03-31.';
  try {
    Temporal.PlainDate.from(day, { overflow: 'reject' });
    return null;
  } catch {
    return 'There is no such day.';
  }
}

/** Cells of CSV text (RFC 4180), with the number of the line that each row begins in. */
function cells(text: string, comma: ',' | ';'): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = [];
  let row: string[] = [];
  let cell = '';
  let [quoted, line, begun] = [false, 1, 1];
  const endRow = () => {
    rows.push({ line: begun, cells: [...row, cell] });
    row = [];
    cell = '';
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (char === '\n') line++;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[i + 1] === '"') cell += text[i++];
      else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === comma) {
      row.push(cell);
      cell = '';
    } else if (char === '\n') {
      endRow();
      begun = line;
    } else if (char !== '\r') cell += char;
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}
