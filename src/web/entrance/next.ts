/** Where to go after signing in: an address of this house only; anything else (another site, a script) leads home. */
export function safeNext(next: string | null): string {
  if (next === null || !next.startsWith('/') || /^\/[/\\]/.test(next)) return '/';
  // A browser drops tabs and line ends inside an address, so "/\t/evil" would become "//evil".
  return [...next].some((letter) => letter.charCodeAt(0) < 32) ? '/' : next;
}
