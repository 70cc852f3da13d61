/** The rules of coupons and of the list they come in. Pure. */

export type CouponLine = { line: number; code: string; folded: string };
export type LeftOut = { line: number; why: string };

/** Two codes that differ only in case or in the spaces around them are one code to a shop. */
export const foldCode = (code: string): string => code.normalize('NFKC').trim().toUpperCase();

/** What reviewers see of a code: its last four characters. */
export const endingOf = (code: string): string => (code.length <= 4 ? '••••' : `…${code.slice(-4)}`);

/** Below how many free codes of a SKU people hear of it, unless the program says otherwise. */
export const USUAL_FEWEST = 10;

const MOST_CODES = 100_000;

/**
 * Reads a list of codes: one column, no header, as shops hand it out; a byte-order mark, quotes around a code and empty
 * lines are allowed. Everything else that is not one code a line is left out with the line's number and the reason.
 */
export function readCouponList(csv: string): { lines: CouponLine[]; leftOut: LeftOut[] } {
  const lines: CouponLine[] = [];
  const leftOut: LeftOut[] = [];
  const seen = new Map<string, number>();
  const rows = csv.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  for (const [index, raw] of rows.entries()) {
    const line = index + 1;
    const code = unquote(raw.trim());
    if (code === '') continue;
    const why = faultOf(code);
    const folded = foldCode(code);
    const before = seen.get(folded);
    if (why) leftOut.push({ line, why });
    else if (before !== undefined) leftOut.push({ line, why: `The same code as in line ${before}.` });
    else if (lines.length >= MOST_CODES)
      leftOut.push({ line, why: `A batch holds at most ${MOST_CODES} codes; put the rest into another one.` });
    else {
      seen.set(folded, line);
      lines.push({ line, code, folded });
    }
  }
  return { lines, leftOut };
}

const unquote = (text: string): string =>
  text.startsWith('"') && text.endsWith('"') && text.length >= 2
    ? text.slice(1, -1).replaceAll('""', '"').trim()
    : text;

function faultOf(code: string): string | null {
  if (/[,;\t]/.test(code)) return 'More than one column. The list has one code a line and nothing else.';
  if (code.length > 200) return 'Longer than 200 characters.';
  if (code.length < 4) return 'Shorter than 4 characters.';
  // Codes are mailed and typed into shops: no spaces, no control characters, no formula signs at the start.
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._~+/=-]*$/u.test(code))
    return 'Not a code: it may hold letters, digits and . _ ~ + / = - only, and starts with a letter or digit. A header line does not belong here.';
  return null;
}
