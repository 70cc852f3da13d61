/** One line of a CSV file: where it begins, counted from 1, and its cells without spaces around them. */
export type CsvLine = { line: number; cells: string[] };

const SEPARATORS = [',', ';', '\t'] as const;
const [QUOTE, NEWLINE, RETURN] = [0x22, 0x0a, 0x0d];

/**
 * Reads CSV as people have it: RFC 4180, with the byte-order mark of spreadsheets, lines ended in any way, separated by commas, semicolons
 * or tabs (whichever the first line has most of). Empty lines are left out. A quotation mark that is never closed ends with the text.
 */
export const readCsv = (text: string): CsvLine[] => [...csvLines(text)];

/** `readCsv`, a line at a time: of a long text only what is being looked at is held. */
export function* csvLines(text: string): Generator<CsvLine> {
  const csv = text.replace(/^\uFEFF/, '');
  const first = csv.slice(0, csv.search(/[\r\n]|$/));
  const count = (separator: string) => first.split(separator).length;
  const separator = SEPARATORS.toSorted((a, b) => count(b) - count(a))[0] as string;
  // `cell`: what stands of this cell; `from`: what comes after that, copied in one piece where it ends.
  let cells: string[] = [];
  let [cell, quoted] = ['', false];
  let [from, line, began] = [0, 1, 1];
  const takeUpTo = (at: number) => {
    if (at > from) cell += csv.slice(from, at);
    from = at + 1;
  };
  const endCell = () => {
    cells.push(cell.trim());
    cell = '';
  };
  const endLine = (): CsvLine[] => {
    endCell();
    const ended = cells;
    cells = [];
    return ended.some((each) => each !== '') ? [{ line: began, cells: ended }] : [];
  };
  const between = separator.charCodeAt(0);
  for (let at = 0; at < csv.length; at++) {
    const letter = csv.charCodeAt(at);
    if (letter !== QUOTE && letter !== NEWLINE && letter !== RETURN && letter !== between) continue;
    const breaks = letter === NEWLINE || (letter === RETURN && csv.charCodeAt(at + 1) !== NEWLINE);
    if (breaks) line += 1;
    if (quoted) {
      if (letter !== QUOTE) continue;
      takeUpTo(at);
      // Of two together the second one is what is meant.
      if (csv.charCodeAt(at + 1) === QUOTE) at += 1;
      else quoted = false;
    } else if (letter === QUOTE) {
      if (cell.trim() !== '' || csv.slice(from, at).trim() !== '') continue;
      [cell, from, quoted] = ['', at + 1, true];
    } else if (letter === between) {
      takeUpTo(at);
      endCell();
    } else {
      takeUpTo(at);
      if (!breaks) continue;
      yield* endLine();
      began = line;
    }
  }
  takeUpTo(csv.length);
  yield* endLine();
}
