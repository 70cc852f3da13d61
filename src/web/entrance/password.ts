/** The least length of a password, in characters, as the server asks. It also refuses well-known ones and one's own name. */
export const leastPassword = 12;

export const passwordHint = `At least ${leastPassword} characters. A few unrelated words work well.`;

/** What is wrong with the length of a new password, in words; null when it will do. The server has the last word. */
export function passwordProblem(password: string): string | null {
  const length = [...password.normalize('NFC')].length;
  return length < leastPassword ? `Use at least ${leastPassword} characters; these are ${length}.` : null;
}
