/** As many columns as a line of plain text has; a letter of Japanese takes two. */
const COLUMNS = 76;

/** Letters as wide as two, by blocks of Unicode: CJK with its punctuation, kana, full-width forms. */
const WIDE =
  /[\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{RI}|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** What no line begins with (closing marks, small kana, the long-vowel mark), and what none ends with (JIS X 4051, in the main). */
const NOT_FIRST = /^[、。，．・：；？！)\]}」』）】〉》〕ー々ゝゞぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥’”%]/u;
const NOT_LAST = /[([{「『（【〈《〔‘“]$/u;

const words = new Intl.Segmenter('ja', { granularity: 'word' });
const widthOf = (text: string): number => [...text].reduce((width, letter) => width + (WIDE.test(letter) ? 2 : 1), 0);

/**
 * Breaks long lines of Japanese plain text between words: it has no spaces at which mail programs could. Runs without a space of other
 * letters, such as addresses of pages, stay whole, and so do lines that begin with a space.
 */
export const wrapped = (text: string): string =>
  text
    .split('\n')
    .flatMap((line) => (/^\s/.test(line) || widthOf(line) <= COLUMNS ? [line] : linesOf(line)))
    .join('\n');

function linesOf(line: string): string[] {
  const lines = [''];
  for (const part of partsOf(line)) {
    const last = lines.at(-1) as string;
    if (last !== '' && widthOf(last) + widthOf(part.trimEnd()) > COLUMNS) lines.push(part.trimStart());
    else lines[lines.length - 1] = last + part;
  }
  return lines.map((each) => each.trimEnd());
}

/** Endings and particles stay with their word: kana that follow something other than a mark, as long as the whole is no long phrase. */
const goesOn = (before: string, part: string): boolean =>
  /^\p{Script=Hiragana}+$/u.test(part) && /[\p{L}\p{N}]$/u.test(before) && widthOf(before + part) <= COLUMNS / 3;

/** What must not be broken: words with the endings and marks that belong to them. */
function partsOf(line: string): string[] {
  const runs = line.match(/[!-~]+|[^!-~]+/g) ?? [];
  const parts = runs.flatMap((run) =>
    /^[!-~]/.test(run) ? [run] : Array.from(words.segment(run), ({ segment }) => segment),
  );
  return parts.reduce<string[]>((joined, part) => {
    const before = joined.at(-1);
    if (before !== undefined && (NOT_FIRST.test(part) || NOT_LAST.test(before) || goesOn(before, part)))
      joined[joined.length - 1] = before + part;
    else joined.push(part);
    return joined;
  }, []);
}
