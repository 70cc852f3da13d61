-- Signing in with more than a password: second factor, passkeys, providers; and signing in to a forge as proof of control.

-- How a session began, and when its holder last proved who they are (null: when it began).
alter table access.sessions
  add column way text not null default 'password' check (way in ('password', 'code', 'recovery-code', 'passkey', 'provider')),
  add column proved_at timestamptz;

-- An authenticator app. Its secret lies sealed in house.secrets as `access.factor.<id>`. `last_step` is the newest step of
-- 30 seconds of which a code was taken: each code counts once.
create table access.factors (
  id uuid primary key default uuidv7(),
  account uuid not null references access.accounts (id),
  made_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  ended_at timestamptz
);
create unique index factors_in_force on access.factors (account) where confirmed_at is not null and ended_at is null;
create index factors_unfinished on access.factors (made_at) where confirmed_at is null;

-- For the day the telephone is gone: each opens once. Only hashes.
create table access.recovery_codes (
  id uuid primary key default uuidv7(),
  account uuid not null references access.accounts (id),
  code_hash bytea not null,
  made_at timestamptz not null,
  used_at timestamptz
);
create unique index recovery_codes_of on access.recovery_codes (account, code_hash);

create table access.passkeys (
  id uuid primary key default uuidv7(),
  account uuid not null references access.accounts (id),
  credential text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  synced boolean not null,
  name text not null check (length(name) between 1 and 120),
  made_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys_of on access.passkeys (account);

-- What is under way between two steps of signing in or of adding a key. Known by the hash of a secret that the browser holds,
-- short-lived, taken once. `sealed` holds what must not be read from the database, such as a PKCE verifier.
create table access.steps (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('factor', 'set-up', 'passkey-sign-in', 'passkey-add', 'passkey-prove', 'provider')),
  key_hash bytea not null unique,
  account uuid references access.accounts (id),
  way text,
  sealed bytea,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  taken_at timestamptz
);
create index steps_expiry on access.steps (expires_at);

-- Who vouches for people: an OpenID provider, or GitHub, which speaks OAuth only. The client's secret lies sealed in
-- house.secrets as `access.provider.<id>`.
create table access.providers (
  id uuid primary key default uuidv7(),
  preset text not null check (preset in ('gitlab', 'github', 'google', 'openid')),
  name text not null check (length(name) between 1 and 120),
  issuer text not null,
  client_id text not null,
  scopes text not null,
  groups_claim text not null,
  for_staff boolean not null,
  for_proof boolean not null,
  trusts_factor boolean not null,
  made_at timestamptz not null,
  ended_at timestamptz
);

-- Which role members of a provider's group have. `creates`: who is in the group may come in without an invitation.
create table access.provider_groups (
  id uuid primary key default uuidv7(),
  provider uuid not null references access.providers (id),
  group_name text not null check (length(group_name) between 1 and 300),
  role text not null check (role <> 'owner'),
  program uuid,
  creates boolean not null
);
create unique index provider_groups_once on access.provider_groups (provider, group_name, role, program) nulls not distinct;

-- Whom a provider knows as whom.
create table access.provider_subjects (
  id uuid primary key default uuidv7(),
  provider uuid not null references access.providers (id),
  subject text not null,
  account uuid not null references access.accounts (id),
  linked_at timestamptz not null,
  last_used_at timestamptz not null,
  ended_at timestamptz
);
create unique index provider_subjects_in_force on access.provider_subjects (provider, subject) where ended_at is null;
create index provider_subjects_of on access.provider_subjects (account) where ended_at is null;

-- A grant that came from a provider's groups, and ends with them. Null: given by hand.
alter table access.grants add column provider uuid references access.providers (id);

-- An applicant who signs in at the forge to show that they control the project. The forge's token is never kept; what it said is.
create table programs.forge_proofs (
  id uuid primary key default uuidv7(),
  application uuid not null references programs.applications (id),
  provider uuid not null,
  place text not null,
  state_hash bytea not null unique,
  sealed bytea,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  forge_account text,
  forge_account_id text,
  access text,
  proves boolean,
  source text,
  words text
);
create index forge_proofs_of on programs.forge_proofs (application, ended_at);
