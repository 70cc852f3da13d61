/** A value of a fact as text for people: lists with commas, nothing as a word. */
export function written(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(written).join(', ');
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value) === '' ? 'empty' : String(value);
}

/** A field's name as people say it: `secondFactor` is "second factor". */
export const fieldWords = (field: string): string => field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
