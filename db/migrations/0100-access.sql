-- Who may come in, and what they may do here.
create schema access;

-- People who work in this installation. `mail` is the address as written, `folded` the form in which two spellings are one.
create table access.accounts (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 120),
  mail text not null,
  folded text not null unique,
  password_hash text,
  password_at timestamptz,
  created_at timestamptz not null,
  disabled_at timestamptz,
  disabled_by uuid references access.accounts (id),
  check (disabled_by is null or disabled_at is not null)
);
create index accounts_by_name on access.accounts (lower(name), id);

-- A role of an account, in one program or (null) in all. Ended ones stay as history.
create table access.grants (
  id uuid primary key default uuidv7(),
  account uuid not null references access.accounts (id),
  role text not null,
  program uuid,
  granted_by uuid references access.accounts (id),
  granted_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references access.accounts (id),
  check (role <> 'owner' or program is null)
);
create unique index grants_in_force on access.grants (account, role, program) nulls not distinct where ended_at is null;
create index grants_of_role on access.grants (role) where ended_at is null;

-- A browser that signed in. Only the hash of its cookie is here.
create table access.sessions (
  id uuid primary key default uuidv7(),
  token_hash bytea not null unique,
  account uuid not null references access.accounts (id),
  made_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  address_prefix text not null,
  agent text
);
create index sessions_of on access.sessions (account) where ended_at is null;
create index sessions_expiry on access.sessions (expires_at);

-- A key for programs. `scopes` null: everything its account may; else these permissions at most.
create table access.tokens (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 120),
  token_hash bytea not null unique,
  account uuid not null references access.accounts (id),
  scopes text[],
  made_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  ended_at timestamptz
);
create index tokens_of on access.tokens (account) where ended_at is null;

create table access.invitations (
  id uuid primary key default uuidv7(),
  mail text not null,
  folded text not null,
  name text not null,
  role text not null,
  program uuid,
  key_hash bytea not null unique,
  invited_by uuid references access.accounts (id),
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references access.accounts (id),
  withdrawn_at timestamptz
);
create unique index invitations_open on access.invitations (folded) where accepted_at is null and withdrawn_at is null;
create index invitations_by on access.invitations (invited_by) where accepted_at is null and withdrawn_at is null;

-- Forgotten passwords. A request for an unknown address makes a row as well (account null), so that both take the same way.
-- The key is made by the job that mails it; until then `key_hash` is null.
create table access.resets (
  id uuid primary key default uuidv7(),
  account uuid references access.accounts (id),
  key_hash bytea unique,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index resets_of on access.resets (account) where used_at is null;

-- The one-time link that makes the first owner: one row at most, and its newest key only.
create table access.setup (
  one boolean primary key default true check (one),
  key_hash bytea not null,
  made_at timestamptz not null,
  used_at timestamptz
);

-- Published to the other modules, for joins.
create view access.account_names as
select id, name, upper(left(words[1], 1) || case when cardinality(words) > 1 then left(words[cardinality(words)], 1) else '' end) as initials
from access.accounts, lateral (select regexp_split_to_array(btrim(name), '[[:space:]._@+-]+') as words) split;
