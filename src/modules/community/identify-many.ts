import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { asArray } from '#kernel/database/as-array.ts';
import { erasureHashes } from './erasure-hash.ts';
import { displayName, namesOf, searchable, UnfitName } from './identity.ts';
import { organisationNames } from './organisation-name.ts';

/** An identity without a number of its platform, as a list names it. */
export type ListedIdentity = {
  platform: string;
  kind: 'address' | 'namespace';
  value: string;
  displayName?: string | null;
};

/**
 * `identify` for many at once, in a few statements: the ids in the order of what was seen, made at first sight under `source`. null
 * for a value that cannot be an identity. Names are kept for identities that are made; those that were known keep theirs.
 */
export async function identifyMany(
  c: Context,
  seen: readonly ListedIdentity[],
  source: string,
): Promise<(string | null)[]> {
  const named = seen.map((each) => namedOrNull(each));
  const fresh = new Map<string, NonNullable<(typeof named)[number]>>();
  for (const each of named) if (each && !fresh.has(each.key)) fresh.set(each.key, each);
  // In one order everywhere, so that two lists at once wait for each other instead of locking each other out.
  const list = [...fresh.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
  if (list.length === 0) return named.map(() => null);
  const ids = await make(c, list, source);
  const known = list.filter(({ key }) => !ids.has(key));
  for (const [key, id] of await idsOf(c, known)) ids.set(key, id);
  return named.map((each) => (each && ids.get(each.key)) ?? null);
}

type Named = NonNullable<ReturnType<typeof namedOrNull>>;

const texts = (list: readonly Named[], of: (each: Named) => string | null) => asArray(list.map(of));

const listed = (
  list: readonly Named[],
) => sql`unnest(${texts(list, (i) => i.platform)}::text[], ${texts(list, (i) => i.kind)}::text[],
  ${texts(list, (i) => i.folded)}::text[]) with ordinality as l(platform, kind, folded, n)`;

/** Read once for each row by its index: for a batch of a long list the planner would rather read the whole table. */
const oneByOne = (select: RawBuilder<unknown>) => sql`${select} limit 1`;

/** The ids of those that are known, by key. */
async function idsOf(c: Context, list: readonly Named[]): Promise<Map<string, string>> {
  if (list.length === 0) return new Map();
  const { rows } = await sql<{ id: string; n: number }>`
    select i.id, l.n::int - 1 n from ${listed(list)}
    join lateral (${oneByOne(sql`select id from community.identities k
      where k.platform = l.platform and k.kind = l.kind and k.folded = l.folded and k.external_id is null`)}) i on true`.execute(
    c.tx,
  );
  return new Map(rows.flatMap(({ id, n }) => (list[n] ? [[list[n].key, id] as const] : [])));
}

/** The ids of those that were made, by key; one that is known by now is not among them. */
async function make(c: Context, list: readonly Named[], source: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; key: string }>`
    with made as (
      insert into community.identities (platform, kind, folded, written, name, named_at, found_by, first_seen_at)
      select platform, kind, folded, written, name, case when name is not null then ${c.now}::timestamptz end, found_by, ${c.now}
      from unnest(${texts(list, (i) => i.platform)}::text[], ${texts(list, (i) => i.kind)}::text[], ${texts(list, (i) => i.folded)}::text[],
        ${texts(list, (i) => i.written)}::text[], ${texts(list, (i) => i.name)}::text[],
        ${texts(list, (i) => searchable(`${i.name ?? ''} ${i.folded}`))}::text[])
        as l(platform, kind, folded, written, name, found_by)
      on conflict (platform, kind, folded) where external_id is null do nothing returning id, name, platform || ' ' || kind || ' ' || folded as key
    ), named as (
      insert into community.identity_attributes (identity, name, value, folded, since, source)
      select id, 'display-name', name, lower(name), ${c.now}, ${source} from made where name is not null
    )
    select id, key from made`.execute(c.tx);
  return new Map(rows.map(({ id, key }) => [key, id]));
}

/** `identifyOrganisation` for many names at once, in their order; null for a name that cannot be one. */
export async function identifyOrganisations(c: Context, names: readonly string[]): Promise<(string | null)[]> {
  const folded = names.map((name) => orNull(() => organisationNames(name)));
  const fresh = new Map<string, string>();
  for (const each of folded) if (each && !fresh.has(each.folded)) fresh.set(each.folded, each.name);
  const list = [...fresh].toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (list.length === 0) return names.map(() => null);
  type Row = { id: string; folded: string };
  const { rows: made } = await sql<Row>`
    insert into community.organisations (name, folded, found_by, made_at)
    select name, folded, folded, ${c.now} from unnest(${asArray(list.map(([, name]) => name))}::text[], ${asArray(list.map(([key]) => key))}::text[]) as l(name, folded)
    on conflict (folded) where domain is null do nothing returning id, folded`.execute(c.tx);
  const ids = new Map(made.map((row) => [row.folded, row.id]));
  const known = list.flatMap(([key]) => (ids.has(key) ? [] : [key]));
  if (known.length > 0) {
    const { rows } = await sql<Row>`
      select id, folded from community.organisations where domain is null and folded = any(${asArray(known)}::text[])`.execute(
      c.tx,
    );
    for (const row of rows) ids.set(row.folded, row.id);
  }
  return folded.map((each) => (each && ids.get(each.folded)) ?? null);
}

/** Which of these mail addresses were erased once: a list must not bring them back. In small letters, as they were asked for. */
export async function erasedAddresses(
  c: Pick<Context, 'tx' | 'house'>,
  addresses: Iterable<string>,
): Promise<Set<string>> {
  const any = await sql`select 1 from community.erasures limit 1`.execute(c.tx);
  if (any.rows.length === 0) return new Set();
  const byHash = new Map<string, string>();
  for (const address of new Set(addresses)) {
    const names = orNull(() => namesOf('address', address));
    if (!names) continue;
    for (const hash of erasureHashes(c.house.secrets, { platform: 'email', kind: 'address', folded: names.folded }))
      byHash.set(hash.toString('hex'), address);
  }
  const { rows } = await sql<{ hash: string }>`
    select encode(hash, 'hex') hash from community.erasures
    where hash = any(select decode(h, 'hex') from unnest(${[...byHash.keys()]}::text[]) h)`.execute(c.tx);
  return new Set(rows.flatMap(({ hash }) => byHash.get(hash) ?? []));
}

function namedOrNull(seen: ListedIdentity) {
  const names = orNull(() => namesOf(seen.kind, seen.value));
  return (
    names && {
      ...{ platform: seen.platform, kind: seen.kind, ...names },
      ...{ name: displayName(seen.displayName), key: `${seen.platform} ${seen.kind} ${names.folded}` },
    }
  );
}

function orNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof UnfitName) return null;
    throw error;
  }
}
