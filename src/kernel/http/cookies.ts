/**
 * Browsers take a cookie of such a name only from this very host, over https, for all of its paths: no other host of the same domain can
 * plant one. Over plain http there is no such thing.
 */
const PREFIX = '__Host-';
const OURS = 'guildhall_';

/** How one of our cookies is called towards browsers. */
export const cookieName = (name: string, https: boolean): string => (https ? PREFIX + name : name);

/**
 * A Cookie header with our cookies under the names that rooms know. Over https a cookie of ours without the prefix may be somebody else's
 * doing, and is left out.
 */
export function ownCookies(header: string | null, https: boolean): string | null {
  if (header === null || !https) return header;
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => !pair.startsWith(OURS))
    .map((pair) => (pair.startsWith(PREFIX + OURS) ? pair.slice(PREFIX.length) : pair))
    .join('; ');
}
