import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { prepared } from '#kernel/database/prepared.ts';
import { invalid } from '#kernel/errors.ts';
import { displayName, namesOf, searchable, UnfitName } from './identity.ts';
import { domainOf, organisationNames } from './organisation-name.ts';

/** What the outside showed us. `source` says who showed it, such as `application` or `gitlab.com`. */
export type SeenIdentity = {
  platform: string;
  kind: 'address' | 'user' | 'namespace' | 'project' | (string & {});
  /** The address, handle or path, as it was seen. */
  value: string;
  /** The platform's own number, which a handle may change under. */
  externalId?: string | null;
  /** How the person calls themselves. Hand it over once it is confirmed that it comes from them. */
  displayName?: string | null;
  /** The organisation they say they are with (the answer of `identifyOrganisation`), from this moment on. */
  organisation?: string | null;
  source: string;
};

type Found = { id: string; written: string; said: string | null };

/**
 * Answers the id of an identity, making it at first sight. Naming an identity is an idempotent ask: it changes nothing that
 * another request could see differently, so other modules may call it inside their commands. With an external id the
 * identity is found by that and takes on its new handle; without one it is found by its folded value.
 * With an organisation, one more statement sees to their affiliation, which stands once however often it is said.
 * One statement when nothing changed. Throws `invalid` for a value that cannot be an identity.
 */
export async function identify(c: Context, seen: SeenIdentity): Promise<string> {
  const { written, folded } = orInvalid('value', () => namesOf(seen.kind, seen.value));
  const name = displayName(seen.displayName);
  const number = seen.externalId ?? null;
  const known = number === null ? sql`external_id is null and folded = ${folded}` : sql`external_id = ${number}`;
  const conflict =
    number === null
      ? sql`(platform, kind, folded) where external_id is null`
      : sql`(platform, kind, external_id) where external_id is not null`;
  // The idle update hands back the row of a request that came first by a moment; `nothing` would hand back none.
  const result = await sql<Found>`${prepared}
    with found as (
      select id, written from community.identities where platform = ${seen.platform} and kind = ${seen.kind} and ${known}
    ), made as (
      insert into community.identities (platform, kind, external_id, folded, written, name, named_at, found_by, first_seen_at)
      select ${seen.platform}, ${seen.kind}, ${number}, ${folded}, ${written}, ${name}::text,
        case when ${name}::text is not null then ${c.now}::timestamptz end, ${foundBy(name, folded)}, ${c.now}
      where not exists (select from found)
      on conflict ${conflict} do update set platform = excluded.platform
      returning id, written
    ), said as (
      insert into community.identity_attributes (identity, name, value, folded, since, source)
      select made.id, a.name, a.value, a.folded, ${c.now}, ${seen.source}
      from made, (values ('display-name', ${name}::text, ${searchable(name ?? '')}),
        (${HANDLE[seen.kind] ?? null}::text, ${number === null ? null : written}::text, ${folded})) a (name, value, folded)
      where a.name is not null and a.value is not null
      on conflict do nothing
    )
    select id, written, (select value from community.identity_attributes a
      where a.identity = found.id and a.name = 'display-name' and a.source = ${seen.source} and a.until is null) as said from found
    union all select id, written, ${name}::text from made`.execute(c.tx);
  const row = result.rows[0];
  if (!row) throw new Error('an identity was neither found nor made');
  if (number !== null && row.written !== written) await renameIdentity(c, row.id, seen, written, folded);
  if (name !== null && row.said !== name) await noteAttribute(c, row.id, 'display-name', name, seen.source);
  if (seen.organisation)
    await affiliate(c, { identity: row.id, organisation: seen.organisation, since: c.now, source: seen.source });
  return row.id;
}

/** Which attribute keeps the former values of an identity that has a number. */
const HANDLE: Record<string, string> = { user: 'handle', address: 'address' };

const foundBy = (name: string | null, folded: string): string => searchable(`${name ?? ''} ${folded}`);

async function renameIdentity(c: Context, id: string, seen: SeenIdentity, written: string, folded: string) {
  await sql`update community.identities set written = ${written}, folded = ${folded} where id = ${id}`.execute(c.tx);
  const attribute = HANDLE[seen.kind];
  if (attribute) await noteAttribute(c, id, attribute, written, seen.source);
  else await refreshName(c, id);
}

/**
 * Notes what a source says about an identity from now on (half-open: the former value ends at this instant).
 * `name` is one of display-name, handle, address, country, language.
 */
export async function noteAttribute(c: Context, identity: string, name: string, value: string, source: string) {
  const folded = name === 'address' ? orInvalid('value', () => namesOf('address', value)).folded : searchable(value);
  // The identity's own row is the lock under which its attributes change.
  await sql`select from community.identities where id = ${identity} for no key update`.execute(c.tx);
  await sql`
    update community.identity_attributes set until = greatest(${c.now}, since)
    where identity = ${identity} and name = ${name} and source = ${source} and until is null and value <> ${value}`.execute(
    c.tx,
  );
  await sql`
    insert into community.identity_attributes (identity, name, value, folded, since, source)
    values (${identity}, ${name}, ${value}, ${folded}, ${c.now}, ${source}) on conflict do nothing`.execute(c.tx);
  await refreshName(c, identity);
}

/** Works out anew how the identity is called and found. */
async function refreshName(c: Context, identity: string): Promise<void> {
  const result = await sql<{ folded: string; name: string | null; since: Temporal.Instant | null }>`
    select i.folded, a.value as name, a.since from community.identities i
    left join lateral (select value, since from community.identity_attributes a
      where a.identity = i.id and a.name = 'display-name' and a.until is null order by since desc, id desc limit 1) a on true
    where i.id = ${identity}`.execute(c.tx);
  const row = result.rows[0];
  if (!row) return;
  await sql`
    update community.identities set name = ${row.name}, named_at = ${row.since}, found_by = ${foundBy(row.name, row.folded)}
    where id = ${identity}`.execute(c.tx);
}

/**
 * Answers the id of an organisation, making it at first sight: known by its domain where one is given, else by its name.
 * Throws `invalid` for a name or domain that cannot be one.
 */
export async function identifyOrganisation(
  c: Context,
  seen: { name: string; domain?: string | null },
): Promise<string> {
  const { name, folded } = orInvalid('name', () => organisationNames(seen.name));
  const domain = seen.domain ? orInvalid('domain', () => domainOf(seen.domain ?? '')) : null;
  const known = domain === null ? sql`domain is null and folded = ${folded}` : sql`domain = ${domain}`;
  const conflict = domain === null ? sql`(folded) where domain is null` : sql`(domain) where domain is not null`;
  const result = await sql<{ id: string }>`${prepared}
    with found as (select id from community.organisations where ${known}), made as (
      insert into community.organisations (name, folded, domain, found_by, made_at)
      select ${name}, ${folded}, ${domain}, ${`${folded} ${domain ?? ''}`.trim()}, ${c.now}
      where not exists (select from found)
      on conflict ${conflict} do update set folded = community.organisations.folded
      returning id
    )
    select id from found union all select id from made`.execute(c.tx);
  const row = result.rows[0];
  if (!row) throw new Error('an organisation was neither found nor made');
  return row.id;
}

/**
 * Notes that somebody was with an organisation, half-open; `since` null when nobody knows. The same from the same source changes
 * only its end; while one without an end stands, the same source beginning it again changes nothing.
 */
export async function affiliate(
  c: Context,
  seen: {
    identity: string;
    organisation: string;
    since?: Temporal.Instant | null;
    until?: Temporal.Instant | null;
    source: string;
  },
): Promise<void> {
  const since = seen.since ?? null;
  const until = seen.until ?? null;
  await sql`${prepared}
    with known as (
      select id, since, until from community.affiliations
      where identity = ${seen.identity} and organisation = ${seen.organisation} and source = ${seen.source}
    ), ended as (
      update community.affiliations a set until = ${until} from known
      where a.id = known.id and known.since is not distinct from ${since}::timestamptz and known.until is distinct from ${until}::timestamptz
        and (${until}::timestamptz is not null or not exists (select from known where until is null))
    )
    insert into community.affiliations (identity, organisation, since, until, source, noted_at)
    select ${seen.identity}, ${seen.organisation}, ${since}, ${until}, ${seen.source}, ${c.now}
    where not exists (select from known where since is not distinct from ${since}::timestamptz or (until is null and ${until}::timestamptz is null))
    on conflict do nothing`.execute(c.tx);
}

function orInvalid<T>(field: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof UnfitName) throw invalid([{ field, message: error.message }]);
    throw error;
  }
}
