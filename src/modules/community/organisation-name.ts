import { domainToASCII } from 'node:url';
import { displayName, searchable, UnfitName } from './identity.ts';

/** A domain in ASCII and small letters, without scheme, path, port or `www.`. Throws `UnfitName`. */
export function domainOf(written: string): string {
  const host =
    written
      .trim()
      .replace(/^[a-z]+:\/\//i, '')
      .split(/[/?#:]/)[0] ?? '';
  const domain = domainToASCII(host)
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/\.$/, '');
  if (domain.length > 253 || !/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/.test(domain)) {
    throw new UnfitName('The domain has the form example.org.');
  }
  return domain;
}

/** An organisation's name as we keep and compare it. Throws `UnfitName` when nothing is left of it. */
export function organisationNames(written: string): { name: string; folded: string } {
  const name = displayName(written);
  if (name === null) throw new UnfitName('The organisation needs a name.');
  return { name, folded: searchable(name) };
}
