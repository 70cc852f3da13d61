import { LANGUAGES } from '#kernel/language/languages.ts';
import { AddressFault, namespaceKey, parseRepositoryAddress } from '#modules/connectors';
import { termEnd } from '../membership.ts';
import { HOSTINGS, type Hosting, MOST_SEATS, offerOf, skusOf } from '../policy/benefit.ts';
import type { Policy } from '../policy.ts';
import { addressOf, countOf, instantOf, oneOf, RowFault, textOf } from './cells.ts';
import type { DateForm } from './fields.ts';

const ENDINGS = ['revoked', 'handed-back', 'alumni'] as const;
export type Contact = { role: string; name: string; address: string };
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

/** Where a project lies; null for an empty cell. Throws `RowFault`. */
export function placeOf(cell: string, allowHosts: readonly string[]): Place | null {
  if (cell === '') return null;
  try {
    const written = /^[a-z]+:\/\//i.test(cell) ? cell : `https://${cell}`;
    const address = parseRepositoryAddress(written, { gitlabHosts: [], allowHosts });
    const platform = address.host
      .replace(/^\[|\]/g, '')
      .replaceAll(':', '-')
      .slice(-100)
      .replace(/^[^a-z0-9]+/, '');
    return { platform, key: namespaceKey(address), url: address.webUrl };
  } catch (error) {
    if (error instanceof AddressFault) throw new RowFault(`Address of the project: ${error.words}`);
    throw error;
  }
}

/** Names as identities refuse them are refused here too, with the line they stand in. */
export function nameOf(cell: string, label: string): string | null {
  const name = textOf(cell, label, 200);
  if (name !== null && /[\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/.test(name))
    throw new RowFault(`${label}: holds a hidden mark.`);
  return name;
}

export const hostingOf = (cell: string): Hosting | null =>
  oneOf<Hosting>(cell, 'Hosting', {
    ...(Object.fromEntries(HOSTINGS.map((h) => [h, h])) as Record<string, Hosting>),
    ...{ cloud: 'saas', hosted: 'saas', 'self-hosted': 'self-managed', 'on-premise': 'self-managed' },
  });

export const languageOf = (cell: string): string | null =>
  oneOf(cell.slice(0, 2), 'Language', Object.fromEntries(LANGUAGES.map((l) => [l, l])));

function contactsOf(cell: string, { membership }: Policy): Contact[] | null {
  if (cell === '') return null;
  const seen = new Set<string>();
  return cell.split(';').flatMap((part) => {
    if (part.trim() === '') return [];
    // The longest that fits: role, name and a mail address with what stands between them.
    const found =
      part.length > 600
        ? null
        : /^\s*(?<role>[^:]{1,60}):\s*(?<name>[^<>]{0,200}?)\s*<(?<address>[^<>]+)>\s*$/u.exec(part)?.groups;
    const role = membership.contacts.find((each) => each.role === found?.role?.trim().toLowerCase())?.role;
    if (!found || !role || seen.has(role))
      throw new RowFault(
        `Contacts by role: “${part.trim().slice(0, 60)}” is not “role: Name <address>” with a role of the policy.`,
      );
    seen.add(role);
    const address = addressOf((found.address ?? '').trim(), 'Contacts by role') as string;
    return [{ role, name: nameOf(found.name ?? '', 'Contacts by role') ?? address, address }];
  });
}

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
  const endsAt = endsOn ?? termEnd(startsAt, offerOf(policy.benefit, hosting, tier).termMonths);
  if (Temporal.Instant.compare(endsAt, startsAt) <= 0) throw new RowFault('Term ends: it is not after its begin.');
  const kind = oneOf(cell('ending'), 'How it ended', {
    ...(Object.fromEntries(ENDINGS.map((e) => [e, e])) as Record<string, (typeof ENDINGS)[number]>),
    ended: 'handed-back',
  });
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
    contacts: contactsOf(cell('contacts'), policy),
    ending: kind && endedAt && { kind, at: endedAt },
  };
}

/** What is given, where the row says it or the policy alone can mean one thing: then there is an entitlement. */
export function givenBy(row: Pick<MemberRow, 'sku' | 'hosting' | 'tier' | 'seats'>, { benefit }: Policy) {
  const skus = skusOf(benefit);
  const sku = row.sku ?? offerOf(benefit, row.hosting, row.tier).sku ?? (skus.length === 1 ? skus[0] : null) ?? null;
  return sku === null ? null : { sku, hosting: row.hosting, seats: row.seats };
}
