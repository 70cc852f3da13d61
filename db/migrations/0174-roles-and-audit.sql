-- Roles that an installation makes for itself. A grant names one by its id as text; the built-in roles have names of their own.
create table access.roles (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 60),
  words text not null default '' check (length(words) <= 300),
  permissions text[] not null check (cardinality(permissions) > 0),
  made_by uuid references access.accounts (id),
  made_at timestamptz not null,
  changed_at timestamptz not null,
  retired_at timestamptz
);
create unique index roles_by_name on access.roles (lower(name)) where retired_at is null;
create unique index roles_as_text on access.roles ((id::text));

-- Who may do what, for the kernel: `permissions` of a role that was made here, null for a built-in one.
create or replace view access.staff as
select a.id as account, a.name, a.mail, g.role, g.program, r.permissions
from access.accounts a
join access.grants g on g.account = a.id and g.ended_at is null
left join access.roles r on r.id::text = g.role
where a.disabled_at is null;

-- A token may be for one program alone (null: wherever its account may). `warned_at`: its holder was told that it ends soon.
alter table access.tokens
  add column program uuid,
  add column warned_at timestamptz;
create index tokens_ending on access.tokens (expires_at) where ended_at is null and warned_at is null;

-- The networks from which a token was used: a use from a new one is told. Goes with the token's end.
create table access.token_networks (
  token uuid not null references access.tokens (id) on delete cascade,
  network text not null,
  first_at timestamptz not null,
  primary key (token, network)
);

-- Published to the kernel: what the keys of accounts are called.
create view access.key_names as
select id, 'token' as kind, name from access.tokens
union all
select id, 'session' as kind, agent as name from access.sessions;

-- From where and with what an account did something: personal values, kept apart from the fact, for as long as the house sets.
create table ledger.origins (
  fact uuid primary key references ledger.facts (id) on delete cascade,
  at timestamptz not null,
  address_prefix text not null,
  agent text,
  via text check (via in ('session', 'token')),
  key uuid
);
create index origins_from on ledger.origins (address_prefix, at, fact);
create index origins_at on ledger.origins (at);

-- The audit log reads the ledger by time, by one filter at a time or several.
create index facts_at on ledger.facts (happened_at, id);
create index facts_actor_at on ledger.facts (actor_id, happened_at, id);
create index facts_kind_at on ledger.facts (kind, happened_at, id);
create index facts_program_at on ledger.facts (program, happened_at, id) where program is not null;
create index details_words on ledger.details using gin (
  (to_tsvector('simple', coalesce(before, 'null'::jsonb)) || to_tsvector('simple', coalesce(after, 'null'::jsonb))));
create index facts_about_at on ledger.facts (about_id, happened_at, id);
create index facts_request on ledger.facts (request) where request is not null;
