/**
 * Texts as PostgreSQL reads an array of them, for `${asArray(names)}::text[]` and other types that are written as text. `pg` makes
 * one of a JavaScript array as well, at several times the work: this one is for statements over thousands of rows.
 */
export function asArray(texts: readonly (string | null | undefined)[]): string {
  // JSON of texts without a backslash is what PostgreSQL reads, but for the brackets.
  const json = JSON.stringify(texts);
  return `{${json.includes('\\') ? texts.map(quoted).join(',') : json.slice(1, -1)}}`;
}

const quoted = (text: string | null | undefined): string =>
  text === null || text === undefined ? 'NULL' : `"${text.replace(/["\\]/g, '\\$&')}"`;
