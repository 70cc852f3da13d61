import { mailAddress, UnfitForMail } from '#kernel/mail/address.ts';

/** What to do when a name cannot be an identity; its words are for the person who wrote it. */
export class UnfitName extends Error {
  override name = 'UnfitName';
}

// Control characters, and marks that make text read as something it is not.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNFIT = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;
const UNFIT_ALL = new RegExp(UNFIT, 'g');
const LONGEST = 500;
/** Of a display name. */
const LONGEST_NAME = 200;

/**
 * The two forms of an identity's value: `written` as it was seen (addresses with their domain in ASCII, handles without @,
 * paths without outer slashes), and `folded`, under which two spellings are one. Throws `UnfitName` with words for people.
 */
export function namesOf(kind: string, value: string): { written: string; folded: string } {
  if (kind === 'address') {
    try {
      const written = mailAddress(value);
      return { written, folded: written.toLowerCase() };
    } catch (error) {
      if (error instanceof UnfitForMail) throw new UnfitName(error.message);
      throw error;
    }
  }
  const text = value.normalize('NFC').trim();
  const written = kind === 'user' ? text.replace(/^@/, '') : text.replace(/^\/+|\/+$/g, '');
  if (written === '') throw new UnfitName('The name is empty.');
  if (written.length > LONGEST) throw new UnfitName(`The name has more than ${LONGEST} characters.`);
  if (UNFIT.test(written)) throw new UnfitName('The name holds a control character or a hidden mark.');
  const folded = written.normalize('NFKC').toLowerCase();
  if (folded.length > LONGEST) throw new UnfitName(`The name has more than ${LONGEST} characters.`);
  return { written, folded };
}

/** A display name as we keep it: one line, at most 200 characters, hidden marks gone. null when nothing is left. */
export function displayName(written: string | null | undefined): string | null {
  if (!written) return null;
  const text = written.normalize('NFC').replace(UNFIT_ALL, ' ').replace(/\s+/gu, ' ').trim();
  if (text.length <= LONGEST_NAME) return text === '' ? null : text;
  return [...text].slice(0, LONGEST_NAME).join('').trim();
}

/** Text as the search compares it: small letters without accents, so that "muller" finds "Müller". */
export const searchable = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();

/** A `like` pattern that finds the text anywhere; its own % and _ mean themselves. */
export const patternOf = (text: string): string => `%${searchable(text).replace(/[\\%_]/g, '\\$&')}%`;
