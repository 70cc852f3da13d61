import { readCsv } from '#kernel/csv-read.ts';
import { domainOf } from './checks/mail-domain.ts';
import { providerOf } from './checks/mail-providers.ts';

/** A paying customer as a list names it. `folded`: the name without what companies write in different ways. */
export type Customer = { number: string; name: string; folded: string; domains: string[]; lastPaidOn: string | null };
export type RefusedRow = { line: number; why: string; cells: string[] };

const HEADS: Record<string, keyof Omit<Customer, 'folded'>> = {
  ...{ number: 'number', 'customer number': 'number', 'customer id': 'number', 'account id': 'number', id: 'number' },
  ...{ name: 'name', company: 'name', 'company name': 'name', account: 'name', 'account name': 'name' },
  ...{ domains: 'domains', domain: 'domains', 'mail domains': 'domains', 'mail domain': 'domains', website: 'domains' },
  ...{ 'last paid on': 'lastPaidOn', 'last paid': 'lastPaidOn', 'paid on': 'lastPaidOn', 'last payment': 'lastPaidOn' },
};
const MOST_DOMAINS = 50;

/** What stands after a company's name and says only of what kind it is. */
const KINDS = new Set(
  'ab ag as asa aps bv co company corp corporation eg ev gbr gmbh inc incorporated kg kgaa kk limited llc llp lp ltd nv ohg oy oyj plc pte pty sa sarl sas se sl spa srl sro ug zrt 株式会社 有限会社 合同会社'.split(
    ' ',
  ),
);

/** A company's name as it is compared: small letters without marks and signs, without its legal form. Never empty for a name with a letter. */
export function foldCompany(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .normalize('NFKC')
    .replace(/株式会社|有限会社|合同会社/g, ' $& ')
    .replace(/\b(\p{L})\.(?=\p{L}(\.|\b))/gu, '$1')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ');
  const kept = words.filter((word) => !KINDS.has(word));
  return (kept.length > 0 ? kept : words).join(' ');
}

/** Reads a list of customers with a header line. What is no customer is refused with its reason; a number that comes twice counts once, the first time. */
export function readCustomers(csv: string): { customers: Customer[]; refused: RefusedRow[]; missing: string[] } {
  const [head, ...lines] = readCsv(csv);
  const columns = (head?.cells ?? []).map((cell) => HEADS[cell.toLowerCase().replace(/[_\s-]+/g, ' ')] ?? null);
  const missing = (['number', 'name'] as const).filter((column) => !columns.includes(column));
  if (missing.length > 0) return { customers: [], refused: [], missing };
  const seen = new Set<string>();
  const customers: Customer[] = [];
  const refused: RefusedRow[] = [];
  for (const { line, cells } of lines) {
    const cell = (column: keyof Customer) => cells[columns.indexOf(column as never)]?.trim() ?? '';
    const read = customerOf({
      number: cell('number'),
      name: cell('name'),
      domains: cell('domains'),
      paid: cell('lastPaidOn'),
    });
    const why =
      typeof read === 'string' ? read : seen.has(read.number) ? 'This number stands further up already.' : null;
    if (why !== null) refused.push({ line, why, cells });
    else if (typeof read !== 'string') {
      seen.add(read.number);
      customers.push(read);
    }
  }
  return { customers, refused, missing: [] };
}

function customerOf(row: { number: string; name: string; domains: string; paid: string }): Customer | string {
  const { number, name, paid } = row;
  if (number === '') return 'The number is missing.';
  if (name === '') return 'The name is missing.';
  if (number.length > 100 || name.length > 300) return 'The number or the name is too long.';
  if (foldCompany(name) === '') return 'The name has no letter or number in it.';
  const domains: string[] = [];
  for (const written of row.domains.split(/[\s,;]+/).filter((text) => text !== '')) {
    const domain = domainOf(
      written
        .replace(/^https?:\/\//i, '')
        .replace(/^www\./i, '')
        .replace(/[/?#].*$/s, ''),
    );
    if (domain === null) return `${written.slice(0, 100)} is not a domain.`;
    const provider = providerOf(domain);
    if (provider) return `${provider.domain} is a mail provider’s: everybody there would count as this customer.`;
    domains.push(domain);
  }
  if (domains.length > MOST_DOMAINS) return `At most ${MOST_DOMAINS} domains.`;
  if (paid !== '' && !isDay(paid)) return `${paid.slice(0, 100)} is not a day: write it as 2026-03-31.`;
  return {
    number,
    name,
    folded: foldCompany(name),
    domains: [...new Set(domains)],
    lastPaidOn: paid === '' ? null : paid,
  };
}

function isDay(text: string): boolean {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text);
    return true;
  } catch {
    return false;
  }
}
