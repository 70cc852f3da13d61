import { invalid } from '#kernel/errors.ts';
import { isCommon } from './common-passwords.ts';

/** Least length in characters. Length beats rules about digits and signs (NIST SP 800-63B, section 3.1.1.2). */
export const LEAST_LENGTH = 12;
/** Longest, in characters: far beyond any phrase, and short enough to cost nothing. */
export const GREATEST_LENGTH = 256;

/** What is known of whoever chooses a password: others would try it first. */
export type Chooser = { name: string; mail: string; organisation: string };

/** The form that is hashed: two ways of typing the same letters are the same password (RFC 8265, OpaqueString). */
export const typedForm = (password: string): string => password.normalize('NFC');

/** What is wrong with a new password, in words that say what to do; null when it will do. */
export function passwordFault(password: string, chooser: Chooser): string | null {
  const length = [...typedForm(password)].length;
  if (length < LEAST_LENGTH)
    return `Use at least ${LEAST_LENGTH} characters; these are ${length}. A few unrelated words work well.`;
  if (length > GREATEST_LENGTH) return `Use at most ${GREATEST_LENGTH} characters; these are ${length}.`;
  if (isCommon(password))
    return 'This is one of the passwords that are tried first. Use a few unrelated words instead.';
  if (isAboutChooser(password, chooser)) {
    return 'This is little more than your name, mail address or organisation, which others would try first. Use a few unrelated words instead.';
  }
  return null;
}

/** Throws `invalid` for the field when the password will not do. */
export function checkPassword(field: string, password: string, chooser: Chooser): void {
  const fault = passwordFault(password, chooser);
  if (fault) throw invalid([{ field, message: fault }]);
}

/** Whether next to nothing, or only what is common, is left once everything that is known of the chooser is taken out. */
function isAboutChooser(password: string, { name, mail, organisation }: Chooser): boolean {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^\p{L}\p{N}]/gu, '');
  const pieces = [
    mail,
    ...mail.split(/[@.+_-]/),
    name,
    ...name.split(/\s+/),
    organisation,
    ...organisation.split(/\s+/),
  ]
    .map(plain)
    .filter((piece) => piece.length >= 3)
    .sort((a, b) => b.length - a.length);
  let left = plain(password);
  for (const piece of pieces) left = left.replaceAll(piece, '');
  return left.length < plain(password).length && (left.length < 6 || isCommon(left));
}
