/** One line of a CSV file: where it begins, counted from 1, and its cells without spaces around them. */
export type CsvLine = { line: number; cells: string[] };

const SEPARATORS = [',', ';', '\t'] as const;

/**
 * Reads CSV as people have it: RFC 4180, with the byte-order mark of spreadsheets, lines ended in any way, separated by commas, semicolons
 * or tabs (whichever the first line has most of). Empty lines are left out. A quotation mark that is never closed ends with the text.
 */
export function readCsv(text: string): CsvLine[] {
  const csv = text.replace(/^\uFEFF/, '');
  const first = csv.slice(0, csv.search(/[\r\n]|$/));
  const count = (separator: string) => first.split(separator).length;
  const separator = SEPARATORS.toSorted((a, b) => count(b) - count(a))[0] as string;
  const lines: CsvLine[] = [];
  let [cells, cell, quoted, line, began]: [string[], string, boolean, number, number] = [[], '', false, 1, 1];
  const endLine = () => {
    cells.push(cell.trim());
    if (cells.some((each) => each !== '')) lines.push({ line: began, cells });
    [cells, cell] = [[], ''];
  };
  for (let at = 0; at < csv.length; at++) {
    const letter = csv[at] as string;
    const breaks = letter === '\n' || (letter === '\r' && csv[at + 1] !== '\n');
    if (breaks) line += 1;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (csv[at + 1] === '"') cell += csv[++at];
      else quoted = false;
    } else if (letter === '"' && cell.trim() === '') [cell, quoted] = ['', true];
    else if (letter === separator) {
      cells.push(cell.trim());
      cell = '';
    } else if (breaks) {
      endLine();
      began = line;
    } else if (letter !== '\r') cell += letter;
  }
  endLine();
  return lines;
}
