import type { Policy } from '../policy.ts';
import { addressOf, nameOf, RowFault } from './cells.ts';

export type Contact = { role: string; name: string; address: string };

/** Contacts as one cell: `role: Name <address>; role: Name <address>`. A name that could be taken for more than a name stands in quotes. */
export const contactsText = (contacts: readonly Contact[]): string | null =>
  contacts.length === 0
    ? null
    : contacts.map(({ role, name, address }) => `${role}: ${nameText(name)} <${address}>`).join('; ');

const nameText = (name: string): string =>
  /[;<>"\\]/.test(name) || name !== name.trim() ? `"${name.replace(/["\\]/g, '\\$&')}"` : name;

const ROLE = /\s*(?<role>[^:;<>"]{1,60}):\s*/uy;
const QUOTED = /"(?<name>(?:[^"\\]|\\["\\]){0,400})"\s{0,100}(?=<)/uy;
const BARE = /(?<name>[^<>;]{0,200})/uy;
const ADDRESS = /<(?<address>[^<>;]{1,254})>\s{0,100}(?:;|$)/uy;

/** Reads such a cell; null where it is empty. Roles are those of the policy, each once. Throws `RowFault`. */
export function readContacts(cell: string, { membership }: Policy): Contact[] | null {
  if (cell.replace(/[;\s]/g, '') === '') return null;
  const seen = new Set<string>();
  const contacts: Contact[] = [];
  let at = 0;
  const read = (pattern: RegExp): Record<string, string | undefined> | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(cell);
    if (found) at = pattern.lastIndex;
    return found?.groups ?? null;
  };
  while (/[^;\s]/.test(cell.slice(at))) {
    at += /^[;\s]*/.exec(cell.slice(at))?.[0].length ?? 0;
    const from = at;
    const said = read(ROLE)?.role?.trim().toLowerCase();
    const quoted = read(QUOTED);
    const name = quoted ? (quoted.name ?? '').replace(/\\(["\\])/g, '$1') : read(BARE)?.name?.trim();
    const address = read(ADDRESS)?.address?.trim();
    const role = membership.contacts.find((each) => each.role === said)?.role;
    if (!role || name === undefined || !address || seen.has(role))
      throw new RowFault(
        `Contacts by role: “${cell.slice(from, from + 60).trim()}” is not “role: Name <address>” with a role of the policy.`,
      );
    seen.add(role);
    const known = addressOf(address, 'Contacts by role') as string;
    contacts.push({ role, name: nameOf(name, 'Contacts by role') ?? known, address: known });
  }
  return contacts;
}
