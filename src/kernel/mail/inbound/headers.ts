/** The headers of a mail: values by name in small letters, in the order in which they stand, unfolded. */
export type Headers = ReadonlyMap<string, readonly string[]>;

const MOST_HEADERS = 1000;
const LONGEST_VALUE = 20_000;

export function headersOf(lines: Iterable<{ key: string; value: string }>): Headers {
  const headers = new Map<string, string[]>();
  let count = 0;
  for (const { key, value } of lines) {
    if (++count > MOST_HEADERS) break;
    const known = headers.get(key.toLowerCase());
    const text = value.slice(0, LONGEST_VALUE);
    if (known) known.push(text);
    else headers.set(key.toLowerCase(), [text]);
  }
  return headers;
}

/** The first value of a header, trimmed; null when it is not there. */
export const oneHeader = (headers: Headers, name: string): string | null => headers.get(name)?.[0]?.trim() ?? null;

/**
 * Reads a block of headers as text (RFC 5322, and the fields of a delivery report): folded lines are joined, the first empty line ends
 * it. Lines that are no header are passed over.
 */
export function readHeaders(source: Uint8Array | string): Headers {
  const text = typeof source === 'string' ? source : Buffer.from(source.subarray(0, 512 * 1024)).toString('utf8');
  const lines: { key: string; value: string }[] = [];
  for (const line of text.slice(0, 512 * 1024).split(/\r\n|\n|\r/)) {
    if (line === '') {
      if (lines.length > 0) break;
      continue;
    }
    const last = lines.at(-1);
    if (/^[ \t]/.test(line) && last) {
      if (last.value.length < LONGEST_VALUE) last.value += ` ${line.trim()}`;
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trimEnd();
    if (/^[!-9;-~]{1,100}$/.test(name))
      lines.push({ key: name.toLowerCase(), value: line.slice(colon + 1, colon + LONGEST_VALUE).trim() });
  }
  return headersOf(lines);
}

/** All Message-IDs in a header's value, each with its angle brackets and no longer than servers take. */
export function idsIn(value: string): string[] {
  return [...value.slice(0, LONGEST_VALUE).matchAll(/<[^<>\s]{1,490}>/g)].map((found) => found[0]);
}

/**
 * Text of others, fit to be kept and shown: line ends as the house has them, no control characters and nothing that reverses the
 * direction of what follows, well-formed Unicode, at most so many characters.
 */
export function cleanText(written: string, longest: number): string {
  const text = written
    .slice(0, longest * 2)
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
    .toWellFormed();
  const letters = text.length > longest ? text.slice(0, longest).replace(/[\ud800-\udbff]$/, '') : text;
  return letters;
}
