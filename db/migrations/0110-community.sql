-- People as the outside shows them. An identity is what we saw; a merge joins two identities; a person is what hangs
-- together by merges in force. Whatever happens points to the identity it came with, never to a person.
create schema community;
create extension if not exists pg_trgm with schema public;

-- `folded` is the form in which two spellings are one; `written` is kept as it was seen. `name` and `named_at` repeat the newest
-- display name in force; `found_by` is what the search looks through. `external_id` is the platform's own number: users and
-- projects of one platform are counted apart, hence the kind in the key.
create table community.identities (
  id uuid primary key default uuidv7(),
  platform text not null check (platform ~ '^[a-z0-9][a-z0-9.-]{0,99}$'),
  kind text not null check (kind ~ '^[a-z][a-z-]{0,39}$'),
  external_id text check (length(external_id) between 1 and 200),
  folded text not null check (length(folded) between 1 and 500),
  written text not null check (length(written) between 1 and 500),
  name text check (length(name) between 1 and 200),
  named_at timestamptz,
  found_by text not null,
  first_seen_at timestamptz not null,
  erased_at timestamptz
);
create unique index identities_external on community.identities (platform, kind, external_id) where external_id is not null;
create unique index identities_named on community.identities (platform, kind, folded) where external_id is null;
create index identities_handles on community.identities (folded, platform) where kind = 'user';
create index identities_found_by on community.identities using gin (found_by gin_trgm_ops) where kind in ('address', 'user');

-- What a source said about an identity, and for how long: half-open, `until` null while it stands.
create table community.identity_attributes (
  id uuid primary key default uuidv7(),
  identity uuid not null references community.identities (id),
  name text not null check (name in ('display-name', 'handle', 'address', 'country', 'language')),
  value text not null check (length(value) between 1 and 500),
  folded text not null,
  since timestamptz not null,
  until timestamptz check (until >= since),
  source text not null check (source ~ '^[a-z0-9][a-z0-9.:-]{0,99}$')
);
create unique index attributes_in_force on community.identity_attributes (identity, name, source) where until is null;
create index attributes_of on community.identity_attributes (identity, since);
create index attributes_addresses on community.identity_attributes (folded) where name = 'address' and until is null;

create table community.merges (
  id uuid primary key default uuidv7(),
  one uuid not null references community.identities (id),
  other uuid not null references community.identities (id),
  reason text not null check (length(reason) between 1 and 500),
  made_by uuid,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  check (one < other),
  check (ended_by is null or ended_at is not null)
);
create unique index merges_in_force on community.merges (one, other) where ended_at is null;
create index merges_one on community.merges (one);
create index merges_other on community.merges (other);

-- Worked out from the merges in force, again for every component that a merge or undo touches, in its transaction.
-- The person is the smallest identity of the component. An identity alone has no row here: it is its own person.
create table community.persons (
  identity uuid primary key references community.identities (id),
  person uuid not null references community.identities (id)
);
create index persons_person on community.persons (person, identity);

-- Somebody looked and said: these two are different people.
create table community.never_merge (
  id uuid primary key default uuidv7(),
  one uuid not null references community.identities (id),
  other uuid not null references community.identities (id),
  reason text not null check (length(reason) between 1 and 500),
  made_by uuid,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  check (one < other)
);
create unique index never_merge_in_force on community.never_merge (one, other) where ended_at is null;
create index never_merge_one on community.never_merge (one) where ended_at is null;
create index never_merge_other on community.never_merge (other) where ended_at is null;

-- Known by its domain where there is one, else by its name.
create table community.organisations (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 200),
  folded text not null,
  domain text check (domain ~ '^[a-z0-9.-]{1,253}$'),
  found_by text not null,
  made_at timestamptz not null
);
create unique index organisations_domain on community.organisations (domain) where domain is not null;
create unique index organisations_folded on community.organisations (folded) where domain is null;
create index organisations_found_by on community.organisations using gin (found_by gin_trgm_ops);

create table community.organisation_merges (
  id uuid primary key default uuidv7(),
  one uuid not null references community.organisations (id),
  other uuid not null references community.organisations (id),
  reason text not null check (length(reason) between 1 and 500),
  made_by uuid,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  check (one < other),
  check (ended_by is null or ended_at is not null)
);
create unique index organisation_merges_in_force on community.organisation_merges (one, other) where ended_at is null;
create index organisation_merges_one on community.organisation_merges (one);
create index organisation_merges_other on community.organisation_merges (other);

-- As community.persons: which organisations are one, by the smallest id.
create table community.whole_organisations (
  organisation uuid primary key references community.organisations (id),
  whole uuid not null references community.organisations (id)
);
create index whole_organisations_whole on community.whole_organisations (whole, organisation);

-- Who was where, and for how long: half-open, `since` null when nobody knows, `until` null while it lasts.
create table community.affiliations (
  id uuid primary key default uuidv7(),
  identity uuid not null references community.identities (id),
  organisation uuid not null references community.organisations (id),
  since timestamptz,
  until timestamptz,
  source text not null check (source ~ '^[a-z0-9][a-z0-9.:-]{0,99}$'),
  noted_at timestamptz not null,
  check (until is null or since is null or until >= since)
);
create unique index affiliations_once on community.affiliations (identity, organisation, source, since) nulls not distinct;
create index affiliations_organisation on community.affiliations (organisation, identity);

-- What was erased, as a keyed hash: so that an import can tell what it must not bring back.
create table community.erasures (
  identity uuid primary key references community.identities (id),
  hash bytea not null,
  erased_at timestamptz not null
);
create index erasures_hash on community.erasures (hash);

-- Published: every identity with its person, and how the person is called and reached.
create view community.people as
select i.id as identity,
  coalesce(p.person, i.id) as person,
  coalesce(best.name, i.name, i.written) as name,
  coalesce(best.address, case when i.kind = 'address' then i.written end) as address,
  i.kind in ('address', 'user') as personal
from community.identities i
left join community.persons p on p.identity = i.id
left join lateral (
  select (array_agg(m.name order by m.named_at desc, m.id) filter (where m.name is not null))[1] as name,
    (array_agg(m.written order by m.id) filter (where m.kind = 'address' and m.erased_at is null))[1] as address
  from community.persons q join community.identities m on m.id = q.identity
  where q.person = p.person
) best on p.person is not null;
comment on column community.people.identity is 'not null';
comment on column community.people.person is 'not null';
comment on column community.people.name is 'not null';
comment on column community.people.personal is 'not null';

-- Published: every organisation with the one it is part of now, by that one's name and domain.
create view community.organisation_names as
select o.id as organisation, w.id as whole, w.name, coalesce(w.domain, best.domain) as domain
from community.organisations o
left join community.whole_organisations p on p.organisation = o.id
join community.organisations w on w.id = coalesce(p.whole, o.id)
left join lateral (
  select (array_agg(m.domain order by m.id) filter (where m.domain is not null))[1] as domain
  from community.whole_organisations q join community.organisations m on m.id = q.organisation
  where q.whole = p.whole
) best on p.whole is not null;
comment on column community.organisation_names.organisation is 'not null';
comment on column community.organisation_names.whole is 'not null';
comment on column community.organisation_names.name is 'not null';
