/** The least length of a password, in characters. Length beats rules about digits and signs (NIST SP 800-63B, 5.1.1.2). */
export const leastPassword = 12;

export const passwordHint = `At least ${leastPassword} characters. A few unrelated words work well.`;

/** What is wrong with a new password, in words; null when it will do. */
export function passwordProblem(password: string): string | null {
  const length = [...password].length;
  if (length < leastPassword) return `Use at least ${leastPassword} characters; these are ${length}.`;
  return new Set(password).size < 4 ? 'Use more different characters.' : null;
}
