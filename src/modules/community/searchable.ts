import { sql } from 'kysely';
import { type Context, may } from '#kernel/context.ts';
import { addressWords } from '#kernel/search/words.ts';
import type { Searchable } from '#kernel/slots.ts';
import * as facts from './facts.ts';
import { mayBeSeen } from './visibility.ts';

const pairOf = (kind: string) => (fact: { data: unknown }) => {
  const { one, other } = fact.data as { one: string; other: string };
  return [one, other].map((id) => ({ kind, id }));
};

/** People by every name, handle and address of theirs, under the identity that stands for them. */
const people: Searchable = {
  kind: 'person',
  label: 'People',
  permission: 'people.read',
  touchedBy: [
    { fact: facts.identitiesMerged.kind, records: pairOf('person') },
    { fact: facts.mergeUndone.kind, records: pairOf('person') },
    {
      fact: facts.personErased.kind,
      records: ({ data }) => (data as { identities: string[] }).identities.map((id) => ({ kind: 'person', id })),
    },
  ],
  // A merge moves the entry to the smallest identity, an undo makes two of it.
  widen: async (c, ids) => {
    const found = await sql<{ id: string }>`
      select unnest(${[...ids]}::uuid[]) as id
      union select q.identity from community.persons p join community.persons q on q.person = p.person where p.identity = any(${[...ids]}::uuid[])
      union select p.person from community.persons p where p.identity = any(${[...ids]}::uuid[])`.execute(c.tx);
    return found.rows.map((row) => row.id);
  },
  entries: async (c, ids) => {
    const found = await sql<{
      id: string;
      seen: Temporal.Instant;
      names: string[] | null;
      users: string[] | null;
      addresses: string[] | null;
      programs: string[] | null;
    }>`
      select i.id, i.first_seen_at as seen, own.names, own.users, own.addresses, there.programs
      from community.identities i
      cross join lateral (
        select array_agg(distinct m.name) filter (where m.name is not null) as names,
          array_agg(distinct m.written) filter (where m.kind = 'user') as users,
          array_agg(distinct m.folded) filter (where m.kind = 'address') as addresses, array_agg(m.id) as ids
        from (select i.id union select q.identity from community.persons q where q.person = i.id) s
        join community.identities m on m.id = s.id and m.erased_at is null and m.kind in ('address', 'user')
      ) own
      cross join lateral (
        select array_agg(distinct f.program) as programs from ledger.facts f where f.identity = any(own.ids) and f.program is not null
      ) there
      where i.id = any(${[...ids]}::uuid[]) and i.kind in ('address', 'user') and i.erased_at is null
        and not exists (select from community.persons p where p.identity = i.id and p.person <> i.id)`.execute(c.tx);
    return found.rows.map((row) => ({
      id: row.id,
      programs: row.programs ?? [],
      keys: [...(row.addresses ?? []), ...(row.users ?? [])],
      text: [...(row.names ?? []), ...(row.users ?? []), ...(row.addresses ?? []).map(addressWords)].join(' '),
      at: row.seen,
    }));
  },
  all: (c, after, limit) =>
    idsOf(c, sql`select id from community.identities where kind in ('address', 'user')`, after, limit),
  hits: async (c, ids) => {
    const found = await sql<{ id: string; name: string; address: string | null; organisation: string | null }>`
      select i.id, pe.name, pe.address, employer.name as organisation
      from community.identities i join community.people pe on pe.identity = i.id
      left join lateral (
        select n.name from community.affiliations a join community.organisation_names n on n.organisation = a.organisation
        where a.identity in (select i.id union all select q.identity from community.persons q where q.person = i.id)
          and (a.since is null or a.since <= ${c.now}) and (a.until is null or a.until > ${c.now})
        order by a.since desc nulls last, a.id desc limit 1
      ) employer on true
      where i.id = any(${[...ids]}::uuid[]) and ${mayBeSeen(c, sql`i.id`)}`.execute(c.tx);
    return found.rows.map((row) => ({
      id: row.id,
      title: row.name,
      words: [row.address, row.organisation].filter(Boolean).join(', '),
      href: `/community/people/${row.id}`,
    }));
  },
};

/** Organisations by name and domain, those merged into a whole under the whole; the register opens with a grant for all programs only. */
const organisations: Searchable = {
  kind: 'organisation',
  label: 'Organisations',
  permission: 'people.read',
  touchedBy: [
    { fact: facts.organisationsMerged.kind, records: pairOf('organisation') },
    { fact: facts.organisationMergeUndone.kind, records: pairOf('organisation') },
  ],
  widen: async (c, ids) => {
    const found = await sql<{ id: string }>`
      select unnest(${[...ids]}::uuid[]) as id
      union select q.organisation from community.whole_organisations p join community.whole_organisations q on q.whole = p.whole
        where p.organisation = any(${[...ids]}::uuid[])`.execute(c.tx);
    return found.rows.map((row) => row.id);
  },
  entries: async (c, ids) => {
    const found = await sql<{ id: string; made_at: Temporal.Instant; names: string[]; domains: string[] | null }>`
      select o.id, o.made_at, own.names, own.domains from community.organisations o
      cross join lateral (
        select array_agg(distinct m.name) as names, array_agg(distinct m.domain) filter (where m.domain is not null) as domains
        from (select o.id union select q.organisation from community.whole_organisations q where q.whole = o.id) s
        join community.organisations m on m.id = s.id
      ) own
      where o.id = any(${[...ids]}::uuid[])
        and not exists (select from community.whole_organisations p where p.organisation = o.id and p.whole <> o.id)`.execute(
      c.tx,
    );
    return found.rows.map((row) => ({
      id: row.id,
      programs: null,
      keys: [...row.names, ...(row.domains ?? [])],
      text: [...row.names, ...(row.domains ?? []).map(addressWords)].join(' '),
      at: row.made_at,
    }));
  },
  all: (c, after, limit) => idsOf(c, sql`select id from community.organisations where true`, after, limit),
  hits: async (c, ids) => {
    if (!may(c.actor, 'people.read', null)) return [];
    const found = await sql<{ id: string; name: string; domain: string | null }>`
      select distinct n.whole as id, n.name, n.domain from community.organisation_names n
      where n.organisation = any(${[...ids]}::uuid[])`.execute(c.tx);
    return found.rows.map((o) => ({
      id: o.id,
      title: o.name,
      words: o.domain ?? '',
      href: `/community/organisations/${o.id}`,
    }));
  },
};

async function idsOf(c: Context, rows: ReturnType<typeof sql>, after: string | null, limit: number): Promise<string[]> {
  const found = await sql<{ id: string }>`${rows} and ${after === null ? sql`true` : sql`id > ${after}::uuid`}
    order by id limit ${limit}`.execute(c.tx);
  return found.rows.map((row) => row.id);
}

export const searchables: readonly Searchable[] = [people, organisations];
