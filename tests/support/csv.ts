/** Cells of CSV text, line by line, as RFC 4180 has them. Throws an Error for a quote in the middle of a bare cell. */
export function cellsOf(csv: string): string[][] {
  const text = csv.replace(/^\uFEFF/, '');
  const lines: string[][] = [];
  let line: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; at < text.length; at++) {
        if (text[at] === '"' && text[at + 1] !== '"') break;
        if (text[at] === '"') at++;
        cell += text[at];
      }
      at++;
    } else {
      const end = /[,\r\n]|$/g;
      end.lastIndex = at;
      const stop = end.exec(text)?.index ?? text.length;
      cell = text.slice(at, stop);
      if (cell.includes('"')) throw new Error(`a quote inside the bare cell ${cell.slice(0, 80)}`);
      at = stop;
    }
    line.push(cell);
    if (text[at] === ',') {
      at++;
      if (at >= text.length) line.push('');
      continue;
    }
    if (at < text.length && !/[\r\n]/.test(text[at] as string))
      throw new Error(`what follows a quoted cell: ${text.slice(at, at + 40)}`);
    at += text.startsWith('\r\n', at) ? 2 : 1;
    lines.push(line);
    line = [];
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

/** Whether a spreadsheet would calculate what stands in a cell; a plain number is none the worse. */
export const isFormula = (cell: string): boolean =>
  /^[\s\uFEFF]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell);
