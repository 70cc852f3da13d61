const letters = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

/** The name of a program as it stands in addresses: small letters, digits and hyphens; empty where the name has none. */
export const slugOf = (name: string): string =>
  letters(name)
    .replace(/\bprogram(me)?\b/g, ' ')
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '')
    .join('-')
    .slice(0, 60)
    .replace(/-$/, '');

/** Letters before application numbers that no other program has; empty where the name offers none. */
export function prefixOf(name: string, taken: readonly string[]): string {
  const words = letters(name)
    .split(/[^a-z]+/)
    .filter((word) => word !== '' && word !== 'program');
  const initials = words.map((word) => word[0]).join('');
  const first = words[0] ?? '';
  const tries = [first.slice(0, 3), initials.slice(0, 5), first.slice(0, 4), first.slice(0, 2), first.slice(0, 5)];
  const found = tries.map((text) => text.toUpperCase()).find((text) => text.length >= 2 && !taken.includes(text));
  return found ?? '';
}
