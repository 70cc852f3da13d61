import { type FieldFault, invalid } from '../errors.ts';

const MOST_FAULTS = 20;

/**
 * Refuses text that no database keeps as it is: with NUL, or with half of a surrogate pair (which is no character at all).
 * Looks at every text of an input that was parsed, names of fields included. Throws `invalid`, field by field.
 */
export function refuseUnstorable(input: unknown): void {
  const faults: FieldFault[] = [];
  // A list of what is left to look at, not recursion: some inputs may be nested as deeply as their sender likes.
  const left: { at: string; value: unknown }[] = [{ at: '', value: input }];
  for (let next = left.pop(); next && faults.length < MOST_FAULTS; next = left.pop()) {
    const { at, value } = next;
    if (typeof value === 'string') {
      if (!isStorable(value)) faults.push(faultAt(at));
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (!isStorable(key)) faults.push(faultAt(at));
        left.push({ at: at ? `${at}.${key}`.slice(0, 200) : key, value: inner });
      }
    }
  }
  if (faults.length > 0) throw invalid(faults);
}

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

const faultAt = (at: string): FieldFault => ({
  field: at || 'input',
  message: 'This text holds a character that cannot be kept (NUL, or half of a character). Take it out.',
});
