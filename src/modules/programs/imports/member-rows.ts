import { LANGUAGES } from '#kernel/language/languages.ts';
import { AddressFault, namespaceKey, parseRepositoryAddress } from '#modules/connectors';
import { HOSTINGS, type Hosting, MOST_SEATS, offerOf, skusOf } from '../policy/benefit.ts';
import type { Policy } from '../policy.ts';
import { addressOf, countOf, instantOf, nameOf, oneOf, RowFault, textOf } from './cells.ts';
import { type Contact, readContacts } from './contact-list.ts';
import type { DateForm } from './fields.ts';
import { endOf } from './instants.ts';

const ENDINGS = ['revoked', 'handed-back', 'alumni'] as const;
export type Place = { platform: string; key: string; url: string };

/** A member as a row says it. What the row does not say is null; what has a rule is worked out. */
export type MemberRow = {
  externalId: string | null;
  name: string;
  place: Place | null;
  ownerName: string | null;
  ownerAddress: string | null;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  /** The row says the end itself. */
  saysEnd: boolean;
  grantedAt: Temporal.Instant | null;
  sku: string | null;
  hosting: Hosting | null;
  seats: number | null;
  tier: string | null;
  level: string | null;
  language: string | null;
  contacts: Contact[] | null;
  ending: { kind: (typeof ENDINGS)[number]; at: Temporal.Instant } | null;
};

/** Where a project lies; null for an empty cell. `host/group/subgroup/*` is a namespace itself. Throws `RowFault`. */
export function placeOf(cell: string, allowHosts: readonly string[]): Place | null {
  if (cell === '') return null;
  try {
    const inside = cell.replace(/\/\*$/, '/x');
    const written = /^[a-z]+:\/\//i.test(inside) ? inside : `https://${inside}`;
    const address = parseRepositoryAddress(written, { gitlabHosts: [], allowHosts });
    const platform = address.host
      .replace(/^\[|\]/g, '')
      .replaceAll(':', '-')
      .slice(-100)
      .replace(/^[^a-z0-9]+/, '');
    const url = inside === cell ? address.webUrl : address.webUrl.replace(/\/x$/, '');
    return { platform, key: namespaceKey(address), url };
  } catch (error) {
    if (error instanceof AddressFault) throw new RowFault(`Address of the project: ${error.words}`);
    throw error;
  }
}

/** A namespace as a list says it, so that `placeOf` reads the same one: a group within a group looks like a project otherwise. */
export function namespaceText(key: string | null): string | null {
  if (key === null) return null;
  try {
    return placeOf(key, [])?.key === key ? key : `${key}/*`;
  } catch {
    return `${key}/*`;
  }
}

const same = <T extends string>(words: readonly T[]) =>
  Object.fromEntries(words.map((word) => [word, word])) as Record<string, T>;

const HOSTING_WORDS: Record<string, Hosting> = {
  ...same(HOSTINGS),
  ...{ cloud: 'saas', hosted: 'saas', 'self-hosted': 'self-managed', 'on-premise': 'self-managed' },
};
export const hostingOf = (cell: string): Hosting | null => oneOf(cell, 'Hosting', HOSTING_WORDS);

const LANGUAGE_WORDS: Record<string, string> = same(LANGUAGES);
export const languageOf = (cell: string): string | null => oneOf(cell.slice(0, 2), 'Language', LANGUAGE_WORDS);

const ENDING_WORDS: Record<string, (typeof ENDINGS)[number]> = { ...same(ENDINGS), ended: 'handed-back' };

/** Reads the cells of a row by their fields. Throws `RowFault` with words for whoever brought it. */
export function memberRow(
  cell: (field: string) => string,
  of: { policy: Policy; dates: DateForm; allowHosts: readonly string[] },
): MemberRow {
  const { policy } = of;
  const at = (name: string, label: string) => instantOf(cell(name), label, of.dates);
  const name = nameOf(cell('name'), 'Member');
  if (name === null) throw new RowFault('Member: it has no name.');
  const ownerAddress = addressOf(cell('ownerAddress'), 'Owner’s mail address');
  const place = placeOf(cell('namespace'), of.allowHosts);
  if (ownerAddress === null && place === null)
    throw new RowFault('It has neither a mail address nor the address of a project: nobody could say who it is.');
  const startsAt = at('startsOn', 'Term began');
  if (startsAt === null) throw new RowFault('Term began: it is empty.');
  const hosting = hostingOf(cell('hosting'));
  const tier = textOf(cell('tier'), 'Tier', 60);
  if (tier !== null && !policy.benefit.tiers.some(({ code }) => code === tier))
    throw new RowFault(`Tier: the policy has no tier “${tier}”.`);
  const level = textOf(cell('level'), 'Level', 60);
  if (level !== null && !policy.membership.levels.some(({ code }) => code === level))
    throw new RowFault(`Level: the policy has no level “${level}”.`);
  const endsOn = at('endsOn', 'Term ends');
  const endsAt = endsOn ?? endOf(startsAt, offerOf(policy.benefit, hosting, tier).termMonths);
  if (Temporal.Instant.compare(endsAt, startsAt) <= 0) throw new RowFault('Term ends: it is not after its begin.');
  const kind = oneOf(cell('ending'), 'How it ended', ENDING_WORDS);
  const endedAt = at('endedOn', 'Ended');
  if ((kind === null) !== (endedAt === null))
    throw new RowFault('An end needs both how it ended and the day on which it did.');
  return {
    externalId: textOf(cell('externalId'), 'Number elsewhere', 200),
    ...{ name, place, ownerAddress, startsAt, endsAt, hosting, tier, level },
    ownerName: nameOf(cell('ownerName'), 'Owner'),
    saysEnd: endsOn !== null,
    grantedAt: at('grantedOn', 'Granted'),
    sku: textOf(cell('sku'), 'SKU', 100),
    seats: countOf(cell('seats'), 'Seats', MOST_SEATS),
    language: languageOf(cell('language')),
    contacts: readContacts(cell('contacts'), policy),
    ending: kind && endedAt && { kind, at: endedAt },
  };
}

/** What is given, where the row says it or the policy alone can mean one thing: then there is an entitlement. */
export function givenBy(row: Pick<MemberRow, 'sku' | 'hosting' | 'tier' | 'seats'>, { benefit }: Policy) {
  const skus = skusOf(benefit);
  const sku = row.sku ?? offerOf(benefit, row.hosting, row.tier).sku ?? (skus.length === 1 ? skus[0] : null) ?? null;
  return sku === null ? null : { sku, hosting: row.hosting, seats: row.seats };
}
