import { domainToASCII } from 'node:url';

/** The domain of a mail address as DNS has it (small letters, xn--, no dot at the end); null: there is none in it. */
export function domainOf(address: string): string | null {
  const written = address.slice(address.lastIndexOf('@') + 1).trim();
  const domain = domainToASCII(written.replace(/\.$/, ''));
  return /^([a-z0-9_-]+\.)+[a-z0-9-]{2,63}$/.test(domain) ? domain : null;
}

/** The domain itself, then everything it lies under, the longest first: "a.b.c", "b.c", "c". */
export function endingsOf(domain: string): string[] {
  const labels = domain.split('.');
  return labels.map((_, at) => labels.slice(at).join('.'));
}

/** The entry of a list under which the domain lies: itself or what it is a sub-domain of. */
export function listedAs(domain: string, list: readonly string[]): string | null {
  const endings = new Set(endingsOf(domain));
  return list.find((entry) => endings.has(domainToASCII(entry))) ?? null;
}
