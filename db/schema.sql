-- The outcome of all migrations, printed from PostgreSQL's catalogue. Written by bin/schema, to be read, never edited:
-- a change is a new file in db/migrations. Schemas in alphabetical order, and in each its tables and views likewise.

create extension pg_trgm;

-- -------------------- access ------------------------------------------------------------------------------------------
create schema access;

create view access.account_names as
 SELECT accounts.id,
    accounts.name,
    upper(("left"(split.words[1], 1) ||
        CASE
            WHEN (cardinality(split.words) > 1) THEN "left"(split.words[cardinality(split.words)], 1)
            ELSE ''::text
        END)) AS initials
   FROM access.accounts,
    LATERAL ( SELECT regexp_split_to_array(btrim(accounts.name), '[[:space:]._@+-]+'::text) AS words) split;

create table access.accounts (
  id uuid not null default uuidv7(),
  name text not null,
  mail text not null,
  folded text not null,
  password_hash text,
  password_at timestamp with time zone,
  created_at timestamp with time zone not null,
  disabled_at timestamp with time zone,
  disabled_by uuid,
  constraint accounts_pkey PRIMARY KEY (id),
  constraint accounts_folded_key UNIQUE (folded),
  constraint accounts_check CHECK (((disabled_by IS NULL) OR (disabled_at IS NOT NULL))),
  constraint accounts_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint accounts_disabled_by_fkey FOREIGN KEY (disabled_by) REFERENCES access.accounts(id)
);
CREATE INDEX accounts_by_name ON access.accounts USING btree (lower(name), id);

create table access.factors (
  id uuid not null default uuidv7(),
  account uuid not null,
  made_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  last_step bigint not null default 0,
  ended_at timestamp with time zone,
  constraint factors_pkey PRIMARY KEY (id),
  constraint factors_account_fkey FOREIGN KEY (account) REFERENCES access.accounts(id)
);
CREATE UNIQUE INDEX factors_in_force ON access.factors USING btree (account) WHERE ((confirmed_at IS NOT NULL) AND (ended_at IS NULL));
CREATE INDEX factors_unfinished ON access.factors USING btree (made_at) WHERE (confirmed_at IS NULL);

create table access.grants (
  id uuid not null default uuidv7(),
  account uuid not null,
  role text not null,
  program uuid,
  granted_by uuid,
  granted_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  provider uuid,
  constraint grants_pkey PRIMARY KEY (id),
  constraint grants_check CHECK (((role <> 'owner'::text) OR (program IS NULL))),
  constraint grants_account_fkey FOREIGN KEY (account) REFERENCES access.accounts(id),
  constraint grants_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES access.accounts(id),
  constraint grants_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES access.accounts(id),
  constraint grants_provider_fkey FOREIGN KEY (provider) REFERENCES access.providers(id)
);
CREATE UNIQUE INDEX grants_in_force ON access.grants USING btree (account, role, program) NULLS NOT DISTINCT WHERE (ended_at IS NULL);
CREATE INDEX grants_of_role ON access.grants USING btree (role) WHERE (ended_at IS NULL);

create table access.invitations (
  id uuid not null default uuidv7(),
  mail text not null,
  folded text not null,
  name text not null,
  role text not null,
  program uuid,
  key_hash bytea not null,
  invited_by uuid,
  invited_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  accepted_by uuid,
  withdrawn_at timestamp with time zone,
  constraint invitations_pkey PRIMARY KEY (id),
  constraint invitations_key_hash_key UNIQUE (key_hash),
  constraint invitations_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES access.accounts(id),
  constraint invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES access.accounts(id)
);
CREATE INDEX invitations_by ON access.invitations USING btree (invited_by) WHERE ((accepted_at IS NULL) AND (withdrawn_at IS NULL));
CREATE UNIQUE INDEX invitations_open ON access.invitations USING btree (folded) WHERE ((accepted_at IS NULL) AND (withdrawn_at IS NULL));

create view access.key_names as
 SELECT tokens.id,
    'token'::text AS kind,
    tokens.name
   FROM access.tokens
UNION ALL
 SELECT sessions.id,
    'session'::text AS kind,
    sessions.agent AS name
   FROM access.sessions;

create table access.passkeys (
  id uuid not null default uuidv7(),
  account uuid not null,
  credential text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  synced boolean not null,
  name text not null,
  made_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint passkeys_pkey PRIMARY KEY (id),
  constraint passkeys_credential_key UNIQUE (credential),
  constraint passkeys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint passkeys_account_fkey FOREIGN KEY (account) REFERENCES access.accounts(id)
);
CREATE INDEX passkeys_of ON access.passkeys USING btree (account);

create table access.provider_groups (
  id uuid not null default uuidv7(),
  provider uuid not null,
  group_name text not null,
  role text not null,
  program uuid,
  constraint provider_groups_pkey PRIMARY KEY (id),
  constraint provider_groups_group_name_check CHECK (((length(group_name) >= 1) AND (length(group_name) <= 300))),
  constraint provider_groups_role_check CHECK ((role <> 'owner'::text)),
  constraint provider_groups_provider_fkey FOREIGN KEY (provider) REFERENCES access.providers(id)
);
CREATE UNIQUE INDEX provider_groups_once ON access.provider_groups USING btree (provider, group_name, role, program) NULLS NOT DISTINCT;

create table access.provider_subjects (
  id uuid not null default uuidv7(),
  provider uuid not null,
  subject text not null,
  account uuid not null,
  linked_at timestamp with time zone not null,
  last_used_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint provider_subjects_pkey PRIMARY KEY (id),
  constraint provider_subjects_account_fkey FOREIGN KEY (account) REFERENCES access.accounts(id),
  constraint provider_subjects_provider_fkey FOREIGN KEY (provider) REFERENCES access.providers(id)
);
CREATE UNIQUE INDEX provider_subjects_in_force ON access.provider_subjects USING btree (provider, subject) WHERE (ended_at IS NULL);
CREATE INDEX provider_subjects_of ON access.provider_subjects USING btree (account) WHERE (ended_at IS NULL);

create table access.providers (
  id uuid not null default uuidv7(),
  preset text not null,
  name text not null,
  issuer text not null,
  client_id text not null,
  scopes text not null,
  groups_claim text not null,
  for_staff boolean not null,
  for_proof boolean not null,
  trusts_factor boolean not null,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  admits boolean not null default false,
  constraint providers_pkey PRIMARY KEY (id),
  constraint providers_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint providers_preset_check CHECK ((preset = ANY (ARRAY['gitlab'::text, 'github'::text, 'google'::text, 'openid'::text])))
);

create table access.recovery_codes (
  id uuid not null default uuidv7(),
  account uuid not null,
  code_hash bytea not null,
  made_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint recovery_codes_pkey PRIMARY KEY (id),
  constraint recovery_codes_account_fkey FOREIGN KEY (account) REFERENCES access.accounts(id)
);
CREATE UNIQUE INDEX recovery_codes_of ON access.recovery_codes USING btree (account, code_hash);

create table access.resets (
  id uuid not null default uuidv7(),
  account uuid,
  key_hash bytea,
  asked_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint resets_pkey PRIMARY KEY (id),
  constraint resets_key_hash_key UNIQUE (key_hash),
  constraint resets_account_fkey FOREIGN KEY (account) REFERENCES access.accounts(id)
);
CREATE INDEX resets_of ON access.resets USING btree (account) WHERE (used_at IS NULL);

create table access.roles (
  id uuid not null default uuidv7(),
  name text not null,
  words text not null default ''::text,
  permissions text[] not null,
  made_by uuid,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  retired_at timestamp with time zone,
  constraint roles_pkey PRIMARY KEY (id),
  constraint roles_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint roles_permissions_check CHECK ((cardinality(permissions) > 0)),
  constraint roles_words_check CHECK ((length(words) <= 300)),
  constraint roles_made_by_fkey FOREIGN KEY (made_by) REFERENCES access.accounts(id)
);
CREATE UNIQUE INDEX roles_as_text ON access.roles USING btree (((id)::text));
CREATE UNIQUE INDEX roles_by_name ON access.roles USING btree (lower(name)) WHERE (retired_at IS NULL);

create table access.sessions (
  id uuid not null default uuidv7(),
  token_hash bytea not null,
  account uuid not null,
  made_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  address_prefix text not null,
  agent text,
  way text not null default 'password'::text,
  proved_at timestamp with time zone,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_token_hash_key UNIQUE (token_hash),
  constraint sessions_way_check CHECK ((way = ANY (ARRAY['password'::text, 'code'::text, 'recovery-code'::text, 'passkey'::text, 'provider'::text]))),
  constraint sessions_account_fkey FOREIGN KEY (account) REFERENCES access.accounts(id)
);
CREATE INDEX sessions_expiry ON access.sessions USING btree (expires_at);
CREATE INDEX sessions_of ON access.sessions USING btree (account) WHERE (ended_at IS NULL);

create table access.setup (
  one boolean not null default true,
  key_hash bytea not null,
  made_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint setup_pkey PRIMARY KEY (one),
  constraint setup_one_check CHECK (one)
);

create view access.staff as
 SELECT a.id AS account,
    a.name,
    a.mail,
    g.role,
    g.program,
    r.permissions
   FROM ((access.accounts a
     JOIN access.grants g ON (((g.account = a.id) AND (g.ended_at IS NULL))))
     LEFT JOIN access.roles r ON (((r.id)::text = g.role)))
  WHERE (a.disabled_at IS NULL);

create table access.steps (
  id uuid not null default uuidv7(),
  kind text not null,
  key_hash bytea not null,
  account uuid,
  way text,
  sealed bytea,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  taken_at timestamp with time zone,
  constraint steps_pkey PRIMARY KEY (id),
  constraint steps_key_hash_key UNIQUE (key_hash),
  constraint steps_kind_check CHECK ((kind = ANY (ARRAY['factor'::text, 'set-up'::text, 'passkey-sign-in'::text, 'passkey-add'::text, 'passkey-prove'::text, 'provider'::text]))),
  constraint steps_account_fkey FOREIGN KEY (account) REFERENCES access.accounts(id)
);
CREATE INDEX steps_expiry ON access.steps USING btree (expires_at);

create table access.token_networks (
  token uuid not null,
  network text not null,
  first_at timestamp with time zone not null,
  constraint token_networks_pkey PRIMARY KEY (token, network),
  constraint token_networks_token_fkey FOREIGN KEY (token) REFERENCES access.tokens(id) ON DELETE CASCADE
);

create table access.tokens (
  id uuid not null default uuidv7(),
  name text not null,
  token_hash bytea not null,
  account uuid not null,
  scopes text[],
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  ended_at timestamp with time zone,
  program uuid,
  warned_at timestamp with time zone,
  constraint tokens_pkey PRIMARY KEY (id),
  constraint tokens_token_hash_key UNIQUE (token_hash),
  constraint tokens_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint tokens_account_fkey FOREIGN KEY (account) REFERENCES access.accounts(id)
);
CREATE INDEX tokens_ending ON access.tokens USING btree (expires_at) WHERE ((ended_at IS NULL) AND (warned_at IS NULL));
CREATE INDEX tokens_of ON access.tokens USING btree (account) WHERE (ended_at IS NULL);

-- -------------------- calendars ---------------------------------------------------------------------------------------
create schema calendars;

create table calendars.business_calendars (
  id uuid not null default uuidv7(),
  name text not null,
  zone text not null,
  week jsonb not null,
  country text,
  state text,
  closures jsonb not null default '[]'::jsonb,
  openings jsonb not null default '[]'::jsonb,
  is_default boolean not null default false,
  changed_at timestamp with time zone not null,
  constraint business_calendars_pkey PRIMARY KEY (id),
  constraint business_calendars_name_key UNIQUE (name),
  constraint business_calendars_check CHECK (((state IS NULL) OR (country IS NOT NULL))),
  constraint business_calendars_closures_check CHECK ((jsonb_typeof(closures) = 'array'::text)),
  constraint business_calendars_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint business_calendars_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint business_calendars_openings_check CHECK ((jsonb_typeof(openings) = 'array'::text)),
  constraint business_calendars_week_check CHECK ((jsonb_typeof(week) = 'object'::text))
);
CREATE UNIQUE INDEX business_calendars_default ON calendars.business_calendars USING btree (is_default) WHERE is_default;

-- -------------------- community ---------------------------------------------------------------------------------------
create schema community;

create table community.affiliations (
  id uuid not null default uuidv7(),
  identity uuid not null,
  organisation uuid not null,
  since timestamp with time zone,
  until timestamp with time zone,
  source text not null,
  noted_at timestamp with time zone not null,
  constraint affiliations_pkey PRIMARY KEY (id),
  constraint affiliations_check CHECK (((until IS NULL) OR (since IS NULL) OR (until >= since))),
  constraint affiliations_source_check CHECK ((source ~ '^[a-z0-9][a-z0-9.:-]{0,99}$'::text)),
  constraint affiliations_identity_fkey FOREIGN KEY (identity) REFERENCES community.identities(id),
  constraint affiliations_organisation_fkey FOREIGN KEY (organisation) REFERENCES community.organisations(id)
);
CREATE UNIQUE INDEX affiliations_once ON community.affiliations USING btree (identity, organisation, source, since) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX affiliations_open ON community.affiliations USING btree (identity, organisation, source) WHERE (until IS NULL);
CREATE INDEX affiliations_organisation ON community.affiliations USING btree (organisation, identity);

create table community.erasures (
  identity uuid not null,
  hash bytea not null,
  erased_at timestamp with time zone not null,
  constraint erasures_pkey PRIMARY KEY (identity),
  constraint erasures_identity_fkey FOREIGN KEY (identity) REFERENCES community.identities(id)
);
CREATE INDEX erasures_hash ON community.erasures USING btree (hash);

create table community.identities (
  id uuid not null default uuidv7(),
  platform text not null,
  kind text not null,
  external_id text,
  folded text not null,
  written text not null,
  name text,
  named_at timestamp with time zone,
  found_by text not null,
  first_seen_at timestamp with time zone not null,
  erased_at timestamp with time zone,
  constraint identities_pkey PRIMARY KEY (id),
  constraint identities_external_id_check CHECK (((length(external_id) >= 1) AND (length(external_id) <= 200))),
  constraint identities_folded_check CHECK (((length(folded) >= 1) AND (length(folded) <= 500))),
  constraint identities_kind_check CHECK (((kind ~ '^[a-z][a-z-]*$'::text) AND (length(kind) <= 40))),
  constraint identities_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint identities_platform_check CHECK (((platform ~ '^[a-z0-9][a-z0-9.-]*$'::text) AND (length(platform) <= 100))),
  constraint identities_written_check CHECK (((length(written) >= 1) AND (length(written) <= 500)))
);
CREATE UNIQUE INDEX identities_external ON community.identities USING btree (platform, kind, external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX identities_found_by ON community.identities USING gin (found_by gin_trgm_ops) WHERE (kind = ANY (ARRAY['address'::text, 'user'::text]));
CREATE INDEX identities_handles ON community.identities USING btree (folded, platform) WHERE (kind = 'user'::text);
CREATE UNIQUE INDEX identities_named ON community.identities USING btree (platform, kind, folded) WHERE (external_id IS NULL);

create table community.identity_attributes (
  id uuid not null default uuidv7(),
  identity uuid not null,
  name text not null,
  value text not null,
  folded text not null,
  since timestamp with time zone not null,
  until timestamp with time zone,
  source text not null,
  constraint identity_attributes_pkey PRIMARY KEY (id),
  constraint identity_attributes_check CHECK ((until >= since)),
  constraint identity_attributes_name_check CHECK ((name = ANY (ARRAY['display-name'::text, 'handle'::text, 'address'::text, 'country'::text, 'language'::text]))),
  constraint identity_attributes_source_check CHECK (((source ~ '^[a-z0-9][a-z0-9.:-]*$'::text) AND (length(source) <= 100))),
  constraint identity_attributes_value_check CHECK (((length(value) >= 1) AND (length(value) <= 500))),
  constraint identity_attributes_identity_fkey FOREIGN KEY (identity) REFERENCES community.identities(id)
);
CREATE INDEX attributes_addresses ON community.identity_attributes USING btree (folded) WHERE ((name = 'address'::text) AND (until IS NULL));
CREATE UNIQUE INDEX attributes_in_force ON community.identity_attributes USING btree (identity, name, source) WHERE (until IS NULL);
CREATE INDEX attributes_names ON community.identity_attributes USING btree (folded, identity) WHERE ((name = 'display-name'::text) AND (until IS NULL));
CREATE INDEX attributes_of ON community.identity_attributes USING btree (identity, since);

create table community.merges (
  id uuid not null default uuidv7(),
  one uuid not null,
  other uuid not null,
  reason text not null,
  made_by uuid,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  constraint merges_pkey PRIMARY KEY (id),
  constraint merges_check CHECK ((one < other)),
  constraint merges_check1 CHECK (((ended_by IS NULL) OR (ended_at IS NOT NULL))),
  constraint merges_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint merges_one_fkey FOREIGN KEY (one) REFERENCES community.identities(id),
  constraint merges_other_fkey FOREIGN KEY (other) REFERENCES community.identities(id)
);
CREATE UNIQUE INDEX merges_in_force ON community.merges USING btree (one, other) WHERE (ended_at IS NULL);
CREATE INDEX merges_one ON community.merges USING btree (one);
CREATE INDEX merges_other ON community.merges USING btree (other);

create table community.never_merge (
  id uuid not null default uuidv7(),
  one uuid not null,
  other uuid not null,
  reason text not null,
  made_by uuid,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  constraint never_merge_pkey PRIMARY KEY (id),
  constraint never_merge_check CHECK ((one < other)),
  constraint never_merge_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint never_merge_one_fkey FOREIGN KEY (one) REFERENCES community.identities(id),
  constraint never_merge_other_fkey FOREIGN KEY (other) REFERENCES community.identities(id)
);
CREATE UNIQUE INDEX never_merge_in_force ON community.never_merge USING btree (one, other) WHERE (ended_at IS NULL);
CREATE INDEX never_merge_one ON community.never_merge USING btree (one) WHERE (ended_at IS NULL);
CREATE INDEX never_merge_other ON community.never_merge USING btree (other) WHERE (ended_at IS NULL);

create table community.organisation_merges (
  id uuid not null default uuidv7(),
  one uuid not null,
  other uuid not null,
  reason text not null,
  made_by uuid,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  constraint organisation_merges_pkey PRIMARY KEY (id),
  constraint organisation_merges_check CHECK ((one < other)),
  constraint organisation_merges_check1 CHECK (((ended_by IS NULL) OR (ended_at IS NOT NULL))),
  constraint organisation_merges_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint organisation_merges_one_fkey FOREIGN KEY (one) REFERENCES community.organisations(id),
  constraint organisation_merges_other_fkey FOREIGN KEY (other) REFERENCES community.organisations(id)
);
CREATE UNIQUE INDEX organisation_merges_in_force ON community.organisation_merges USING btree (one, other) WHERE (ended_at IS NULL);
CREATE INDEX organisation_merges_one ON community.organisation_merges USING btree (one);
CREATE INDEX organisation_merges_other ON community.organisation_merges USING btree (other);

create view community.organisation_names as
 SELECT o.id AS organisation,
    w.id AS whole,
    w.name,
    COALESCE(w.domain, best.domain) AS domain
   FROM (((community.organisations o
     LEFT JOIN community.whole_organisations p ON ((p.organisation = o.id)))
     JOIN community.organisations w ON ((w.id = COALESCE(p.whole, o.id))))
     LEFT JOIN LATERAL ( SELECT (array_agg(m.domain ORDER BY m.id) FILTER (WHERE (m.domain IS NOT NULL)))[1] AS domain
           FROM (community.whole_organisations q
             JOIN community.organisations m ON ((m.id = q.organisation)))
          WHERE (q.whole = p.whole)) best ON ((p.whole IS NOT NULL)));
comment on column community.organisation_names.organisation is 'not null';
comment on column community.organisation_names.whole is 'not null';
comment on column community.organisation_names.name is 'not null';

create table community.organisations (
  id uuid not null default uuidv7(),
  name text not null,
  folded text not null,
  domain text,
  found_by text not null,
  made_at timestamp with time zone not null,
  constraint organisations_pkey PRIMARY KEY (id),
  constraint organisations_domain_check CHECK ((domain ~ '^[a-z0-9.-]{1,253}$'::text)),
  constraint organisations_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
CREATE UNIQUE INDEX organisations_domain ON community.organisations USING btree (domain) WHERE (domain IS NOT NULL);
CREATE UNIQUE INDEX organisations_folded ON community.organisations USING btree (folded) WHERE (domain IS NULL);
CREATE INDEX organisations_found_by ON community.organisations USING gin (found_by gin_trgm_ops);

create view community.people as
 SELECT i.id AS identity,
    COALESCE(p.person, i.id) AS person,
    COALESCE(best.name, i.name, i.written) AS name,
    COALESCE(best.address,
        CASE
            WHEN (i.kind = 'address'::text) THEN i.written
            ELSE NULL::text
        END) AS address,
    (i.kind = ANY (ARRAY['address'::text, 'user'::text])) AS personal
   FROM ((community.identities i
     LEFT JOIN community.persons p ON ((p.identity = i.id)))
     LEFT JOIN LATERAL ( SELECT (array_agg(m.name ORDER BY m.named_at DESC, m.id) FILTER (WHERE (m.name IS NOT NULL)))[1] AS name,
            (array_agg(m.written ORDER BY m.id) FILTER (WHERE ((m.kind = 'address'::text) AND (m.erased_at IS NULL))))[1] AS address
           FROM (community.persons q
             JOIN community.identities m ON ((m.id = q.identity)))
          WHERE (q.person = p.person)) best ON ((p.person IS NOT NULL)));
comment on column community.people.identity is 'not null';
comment on column community.people.person is 'not null';
comment on column community.people.name is 'not null';
comment on column community.people.personal is 'not null';

create table community.persons (
  identity uuid not null,
  person uuid not null,
  constraint persons_pkey PRIMARY KEY (identity),
  constraint persons_identity_fkey FOREIGN KEY (identity) REFERENCES community.identities(id),
  constraint persons_person_fkey FOREIGN KEY (person) REFERENCES community.identities(id)
);
CREATE INDEX persons_person ON community.persons USING btree (person, identity);

create table community.whole_organisations (
  organisation uuid not null,
  whole uuid not null,
  constraint whole_organisations_pkey PRIMARY KEY (organisation),
  constraint whole_organisations_organisation_fkey FOREIGN KEY (organisation) REFERENCES community.organisations(id),
  constraint whole_organisations_whole_fkey FOREIGN KEY (whole) REFERENCES community.organisations(id)
);
CREATE INDEX whole_organisations_whole ON community.whole_organisations USING btree (whole, organisation);

-- -------------------- files -------------------------------------------------------------------------------------------
create schema files;

create table files.chunks (
  file uuid not null,
  nr integer not null,
  bytes bytea not null,
  constraint chunks_pkey PRIMARY KEY (file, nr),
  constraint chunks_nr_check CHECK ((nr >= 0)),
  constraint chunks_file_fkey FOREIGN KEY (file) REFERENCES files.files(id) ON DELETE CASCADE
);
alter table files.chunks alter column bytes set storage external;

create table files.files (
  id uuid not null default uuidv7(),
  name text not null,
  media_type text not null,
  size bigint not null,
  sha256 bytea not null,
  about_kind text not null,
  about_id text not null,
  stored_at timestamp with time zone not null,
  stored_by text not null,
  keep_until timestamp with time zone,
  constraint files_pkey PRIMARY KEY (id),
  constraint files_sha256_check CHECK ((length(sha256) = 32)),
  constraint files_size_check CHECK ((size >= 0))
);
CREATE INDEX files_about ON files.files USING btree (about_kind, about_id);
CREATE INDEX files_keep_until ON files.files USING btree (keep_until) WHERE (keep_until IS NOT NULL);

-- -------------------- house -------------------------------------------------------------------------------------------
create schema house;

create table house.backups (
  id uuid not null,
  reason text not null,
  due timestamp with time zone,
  state text not null,
  asked_at timestamp with time zone not null,
  asked_by text not null,
  taken_at timestamp with time zone,
  node text,
  file text,
  size bigint,
  rows bigint,
  guildhall text,
  checked_at timestamp with time zone,
  checked_how text,
  trouble text,
  removed_at timestamp with time zone,
  constraint backups_pkey PRIMARY KEY (id),
  constraint backups_due_key UNIQUE (due),
  constraint backups_check CHECK (((state = 'taken'::text) <= ((taken_at IS NOT NULL) AND (node IS NOT NULL) AND (file IS NOT NULL) AND (size IS NOT NULL)))),
  constraint backups_checked_how_check CHECK ((checked_how = ANY (ARRAY['read'::text, 'restored'::text]))),
  constraint backups_reason_check CHECK ((reason = ANY (ARRAY['nightly'::text, 'asked'::text, 'command'::text, 'before-migrating'::text]))),
  constraint backups_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'taken'::text, 'failed'::text])))
);
CREATE INDEX backups_asked ON house.backups USING btree (asked_at, id);

create table house.idempotency (
  actor text not null,
  operation text not null,
  key text not null,
  input_sha256 bytea not null,
  response jsonb,
  at timestamp with time zone not null default now(),
  constraint idempotency_pkey PRIMARY KEY (actor, operation, key),
  constraint idempotency_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200)))
);
CREATE INDEX idempotency_at ON house.idempotency USING btree (at);

create unlogged table house.limits (
  bucket text not null,
  full_until timestamp with time zone not null,
  constraint limits_pkey PRIMARY KEY (bucket)
);
CREATE INDEX limits_full_until ON house.limits USING btree (full_until);

create table house.migrations (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migrations_pkey PRIMARY KEY (name)
);

create table house.sample (
  one boolean not null default true,
  seed integer not null,
  zone text not null,
  country text,
  ends_at timestamp with time zone not null,
  asked_at timestamp with time zone not null,
  asked_by uuid,
  chapters integer not null default 0,
  program uuid,
  finished_at timestamp with time zone,
  constraint sample_pkey PRIMARY KEY (one),
  constraint sample_one_check CHECK (one)
);

create table house.sample_rows (
  kind text not null,
  id uuid not null,
  name text,
  constraint sample_rows_pkey PRIMARY KEY (kind, id),
  constraint sample_rows_kind_check CHECK ((kind = ANY (ARRAY['account'::text, 'application'::text, 'identity'::text, 'organisation'::text])))
);
CREATE UNIQUE INDEX sample_rows_name ON house.sample_rows USING btree (kind, name) WHERE (name IS NOT NULL);

create table house.secrets (
  name text not null,
  sealed bytea not null,
  changed_at timestamp with time zone not null default now(),
  constraint secrets_pkey PRIMARY KEY (name)
);

create table house.settings (
  key text not null,
  value jsonb not null,
  changed_at timestamp with time zone not null default now(),
  changed_by text not null,
  constraint settings_pkey PRIMARY KEY (key)
);

-- -------------------- jobs --------------------------------------------------------------------------------------------
create schema jobs;

create table jobs.progress (
  about_kind text not null,
  about_id text not null,
  done integer not null,
  total integer,
  words text not null,
  state text not null,
  changed_at timestamp with time zone not null,
  constraint progress_pkey PRIMARY KEY (about_kind, about_id),
  constraint progress_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text])))
);

create table jobs.timetables (
  name text not null,
  rule text not null,
  next_at timestamp with time zone not null,
  fired_at timestamp with time zone,
  constraint timetables_pkey PRIMARY KEY (name)
);

create table jobs.workers (
  id text not null,
  process text not null,
  beat_at timestamp with time zone not null,
  constraint workers_pkey PRIMARY KEY (id)
);

-- -------------------- ledger ------------------------------------------------------------------------------------------
create schema ledger;

create table ledger.deliveries (
  fact uuid not null,
  listener text not null,
  done_at timestamp with time zone,
  constraint deliveries_pkey PRIMARY KEY (fact, listener),
  constraint deliveries_fact_fkey FOREIGN KEY (fact) REFERENCES ledger.facts(id) ON DELETE CASCADE
);
CREATE INDEX deliveries_waiting ON ledger.deliveries USING btree (fact) WHERE (done_at IS NULL);

create table ledger.details (
  fact uuid not null,
  field text not null,
  before jsonb,
  after jsonb,
  constraint details_pkey PRIMARY KEY (fact, field),
  constraint details_fact_fkey FOREIGN KEY (fact) REFERENCES ledger.facts(id) ON DELETE CASCADE
);
CREATE INDEX details_words ON ledger.details USING gin (((to_tsvector('simple'::regconfig, COALESCE(before, 'null'::jsonb)) || to_tsvector('simple'::regconfig, COALESCE(after, 'null'::jsonb)))));

create table ledger.facts (
  id uuid not null,
  kind text not null,
  happened_at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text,
  about_kind text not null,
  about_id uuid not null,
  program uuid,
  identity uuid,
  data jsonb not null,
  request text,
  constraint facts_pkey PRIMARY KEY (id),
  constraint facts_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['stranger'::text, 'account'::text, 'applicant'::text, 'system'::text])))
);
CREATE INDEX facts_about ON ledger.facts USING btree (about_kind, about_id, id);
CREATE INDEX facts_about_at ON ledger.facts USING btree (about_id, happened_at, id);
CREATE INDEX facts_actor_at ON ledger.facts USING btree (actor_id, happened_at, id);
CREATE INDEX facts_at ON ledger.facts USING btree (happened_at, id);
CREATE INDEX facts_identity ON ledger.facts USING btree (identity, id) WHERE (identity IS NOT NULL);
CREATE INDEX facts_kind ON ledger.facts USING btree (kind, id);
CREATE INDEX facts_kind_at ON ledger.facts USING btree (kind, happened_at, id);
CREATE INDEX facts_program ON ledger.facts USING btree (program, id) WHERE (program IS NOT NULL);
CREATE INDEX facts_program_at ON ledger.facts USING btree (program, happened_at, id) WHERE (program IS NOT NULL);
CREATE INDEX facts_request ON ledger.facts USING btree (request) WHERE (request IS NOT NULL);

create table ledger.origins (
  fact uuid not null,
  at timestamp with time zone not null,
  address_prefix text not null,
  agent text,
  via text,
  key uuid,
  constraint origins_pkey PRIMARY KEY (fact),
  constraint origins_via_check CHECK ((via = ANY (ARRAY['session'::text, 'token'::text]))),
  constraint origins_fact_fkey FOREIGN KEY (fact) REFERENCES ledger.facts(id) ON DELETE CASCADE
);
CREATE INDEX origins_at ON ledger.origins USING btree (at);
CREATE INDEX origins_from ON ledger.origins USING btree (address_prefix, at, fact);

-- -------------------- mail --------------------------------------------------------------------------------------------
create schema mail;

create table mail.compiled (
  source_sha256 bytea not null,
  html text not null,
  compiled_at timestamp with time zone not null default now(),
  constraint compiled_pkey PRIMARY KEY (source_sha256)
);

create table mail.incoming (
  id uuid not null default uuidv7(),
  mailbox uuid not null,
  program uuid,
  fingerprint bytea not null,
  kind text not null,
  came_at timestamp with time zone not null,
  size integer not null,
  from_address text,
  from_name text,
  subject text not null,
  message_id text,
  text text not null,
  quoted text not null,
  headers text not null,
  bounce jsonb,
  signs text[] not null,
  verdict text,
  damaged boolean not null,
  left_out jsonb not null default '[]'::jsonb,
  mail uuid,
  about_kind text,
  about_id text,
  found_by text,
  attached_at timestamp with time zone,
  attached_by uuid,
  discarded_at timestamp with time zone,
  discarded_by uuid,
  erased_at timestamp with time zone,
  constraint incoming_pkey PRIMARY KEY (id),
  constraint incoming_check CHECK (((kind = 'bounce'::text) OR (bounce IS NULL))),
  constraint incoming_check1 CHECK ((((about_kind IS NULL) = (about_id IS NULL)) AND ((about_kind IS NULL) = (attached_at IS NULL)))),
  constraint incoming_check2 CHECK (((about_kind IS NULL) OR (discarded_at IS NULL))),
  constraint incoming_fingerprint_check CHECK ((length(fingerprint) = 32)),
  constraint incoming_found_by_check CHECK ((found_by = ANY (ARRAY['token'::text, 'reference'::text, 'subject'::text, 'hand'::text]))),
  constraint incoming_kind_check CHECK ((kind = ANY (ARRAY['reply'::text, 'automatic'::text, 'bounce'::text, 'complaint'::text, 'list'::text]))),
  constraint incoming_verdict_check CHECK ((verdict = ANY (ARRAY['pass'::text, 'fail'::text]))),
  constraint incoming_mailbox_fkey FOREIGN KEY (mailbox) REFERENCES mail.mailboxes(id)
);
CREATE INDEX incoming_about ON mail.incoming USING btree (about_kind, about_id, id) WHERE (about_kind IS NOT NULL);
CREATE INDEX incoming_keeping ON mail.incoming USING btree (came_at) WHERE ((erased_at IS NULL) AND (about_kind IS NULL));
CREATE INDEX incoming_mail ON mail.incoming USING btree (mail) WHERE (mail IS NOT NULL);
CREATE INDEX incoming_newest ON mail.incoming USING btree (id DESC) INCLUDE (program);
CREATE UNIQUE INDEX incoming_once ON mail.incoming USING btree (mailbox, fingerprint);
CREATE INDEX incoming_sender ON mail.incoming USING btree (lower(from_address)) WHERE (from_address IS NOT NULL);
CREATE INDEX incoming_waiting ON mail.incoming USING btree (id) WHERE ((about_kind IS NULL) AND (discarded_at IS NULL));

create table mail.mailboxes (
  id uuid not null default uuidv7(),
  name text not null,
  address text not null,
  program uuid,
  kind text not null,
  imap jsonb,
  plus_addresses boolean not null,
  replies_here boolean not null,
  bounces_here boolean not null,
  explains boolean not null,
  auth_server text,
  keep_days integer not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  switched_off_at timestamp with time zone,
  removed_at timestamp with time zone,
  looked_at timestamp with time zone,
  came_at timestamp with time zone,
  fault text,
  faulty_since timestamp with time zone,
  uid_validity bigint,
  last_uid bigint not null default 0,
  constraint mailboxes_pkey PRIMARY KEY (id),
  constraint mailboxes_check CHECK (((kind = 'imap'::text) = (imap IS NOT NULL))),
  constraint mailboxes_check1 CHECK (((fault IS NULL) = (faulty_since IS NULL))),
  constraint mailboxes_keep_days_check CHECK (((keep_days >= 1) AND (keep_days <= 3650))),
  constraint mailboxes_kind_check CHECK ((kind = ANY (ARRAY['imap'::text, 'webhook'::text])))
);
CREATE UNIQUE INDEX mailboxes_address ON mail.mailboxes USING btree (lower(address)) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX mailboxes_replies ON mail.mailboxes USING btree (COALESCE(program, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE (replies_here AND (switched_off_at IS NULL) AND (removed_at IS NULL));

create table mail.messages (
  id uuid not null default uuidv7(),
  key text,
  template text not null,
  template_version text not null,
  language text not null,
  confidential boolean not null,
  about_kind text not null,
  about_id text not null,
  program text,
  to_address text not null,
  to_name text not null,
  from_address text,
  from_name text,
  reply_to text,
  subject text not null,
  html text,
  text text,
  headers jsonb not null default '{}'::jsonb,
  message_id text not null,
  state text not null,
  attempts integer not null default 0,
  attempt uuid,
  queued_at timestamp with time zone not null,
  first_tried_at timestamp with time zone,
  due_at timestamp with time zone,
  sending_at timestamp with time zone,
  handed_at timestamp with time zone,
  sent_at timestamp with time zone,
  body_removed_at timestamp with time zone,
  last_error text,
  smtp_response text,
  answer_token text,
  return_path text,
  submitted text not null default 'auto-generated'::text,
  constraint messages_pkey PRIMARY KEY (id),
  constraint messages_key_key UNIQUE (key),
  constraint messages_message_id_key UNIQUE (message_id),
  constraint messages_check CHECK (((state = 'queued'::text) <= (due_at IS NOT NULL))),
  constraint messages_check1 CHECK (((state = 'sending'::text) <= (attempt IS NOT NULL))),
  constraint messages_check2 CHECK (((state = 'sending'::text) <= (sending_at IS NOT NULL))),
  constraint messages_check3 CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL))),
  constraint messages_check4 CHECK ((((html IS NULL) = (body_removed_at IS NOT NULL)) AND ((text IS NULL) = (html IS NULL)))),
  constraint messages_check5 CHECK (((state <> ALL (ARRAY['held'::text, 'queued'::text, 'sending'::text, 'failed'::text, 'uncertain'::text])) OR (html IS NOT NULL))),
  constraint messages_state_check CHECK ((state = ANY (ARRAY['held'::text, 'queued'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'uncertain'::text, 'erased'::text]))),
  constraint messages_submitted_check CHECK ((submitted = ANY (ARRAY['auto-generated'::text, 'auto-replied'::text, 'by-person'::text])))
);
CREATE INDEX messages_about ON mail.messages USING btree (about_kind, about_id, id);
CREATE INDEX messages_address ON mail.messages USING btree (lower(to_address), id);
CREATE UNIQUE INDEX messages_answer_token ON mail.messages USING btree (answer_token) WHERE (answer_token IS NOT NULL);
CREATE INDEX messages_due ON mail.messages USING btree (due_at) WHERE (state = 'queued'::text);
CREATE INDEX messages_program ON mail.messages USING btree (program, id);
CREATE INDEX messages_sending ON mail.messages USING btree (sending_at) WHERE (state = 'sending'::text);
CREATE INDEX messages_state ON mail.messages USING btree (state, id);
CREATE INDEX messages_template ON mail.messages USING btree (template, id);

-- -------------------- programs ----------------------------------------------------------------------------------------
create schema programs;

create table programs.activity_reviews (
  id uuid not null default uuidv7(),
  membership uuid not null,
  due_at timestamp with time zone not null,
  opened_at timestamp with time zone not null,
  outcome text,
  words text,
  decided_at timestamp with time zone,
  decided_by uuid,
  constraint activity_reviews_pkey PRIMARY KEY (id),
  constraint activity_reviews_membership_due_at_key UNIQUE (membership, due_at),
  constraint activity_reviews_check CHECK (((outcome IS NULL) = (decided_at IS NULL))),
  constraint activity_reviews_outcome_check CHECK ((outcome = ANY (ARRAY['stays'::text, 'alumni'::text]))),
  constraint activity_reviews_membership_fkey FOREIGN KEY (membership) REFERENCES programs.memberships(id)
);
CREATE UNIQUE INDEX activity_reviews_open ON programs.activity_reviews USING btree (membership) WHERE (decided_at IS NULL);

create table programs.agreements (
  application uuid not null,
  version text not null,
  text_sha256 bytea not null,
  signed_name text not null,
  accepted_at timestamp with time zone not null,
  constraint agreements_pkey PRIMARY KEY (application),
  constraint agreements_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE
);

create table programs.appeals (
  id uuid not null default uuidv7(),
  application uuid not null,
  decision uuid not null,
  words text not null,
  made_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  answered_by uuid,
  upheld boolean,
  answer text,
  constraint appeals_pkey PRIMARY KEY (id),
  constraint appeals_decision_key UNIQUE (decision),
  constraint appeals_check CHECK ((((answered_at IS NULL) = (upheld IS NULL)) AND ((answered_at IS NULL) = (answer IS NULL)))),
  constraint appeals_words_check CHECK (((length(words) >= 1) AND (length(words) <= 20000))),
  constraint appeals_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE,
  constraint appeals_decision_fkey FOREIGN KEY (decision) REFERENCES programs.decisions(id) ON DELETE CASCADE
);
CREATE INDEX appeals_made ON programs.appeals USING btree (made_at, id);
CREATE INDEX appeals_of ON programs.appeals USING btree (application, made_at);
CREATE INDEX appeals_open ON programs.appeals USING btree (made_at, application) WHERE (answered_at IS NULL);

create table programs.applications (
  id uuid not null,
  number bigint not null generated always as identity,
  program uuid not null,
  policy uuid not null,
  kind text not null,
  draft uuid,
  identity uuid not null,
  namespace uuid,
  organisation uuid,
  applicant_name text,
  address text,
  country text,
  project text not null,
  namespace_key text,
  namespace_url text,
  hosting text,
  answers jsonb not null,
  statements jsonb not null,
  proof_token text not null,
  language text not null default 'en'::text,
  submitted_at timestamp with time zone not null,
  mail_confirmed_at timestamp with time zone,
  stage text not null,
  stage_since timestamp with time zone not null,
  waiting_for text not null,
  due_at timestamp with time zone,
  at_risk_at timestamp with time zone,
  decided_at timestamp with time zone,
  erased_at timestamp with time zone,
  found_by text not null generated always as (lower(regexp_replace(NORMALIZE((((((((' '::text || project) || ' '::text) || COALESCE(namespace_key, ''::text)) || ' '::text) || COALESCE(applicant_name, ''::text)) || ' '::text) || COALESCE(address, ''::text)), NFKD), '[\u0300-\u036f]+'::text, ''::text, 'g'::text))) stored,
  renews uuid,
  reopened_at timestamp with time zone,
  invitation uuid,
  external_number text,
  imported_at timestamp with time zone,
  promise_days integer,
  constraint applications_pkey PRIMARY KEY (id),
  constraint applications_draft_key UNIQUE (draft),
  constraint applications_invitation_key UNIQUE (invitation),
  constraint applications_number_key UNIQUE (number),
  constraint applications_hosting_check CHECK ((hosting = ANY (ARRAY['saas'::text, 'self-managed'::text]))),
  constraint applications_kind_check CHECK ((kind = ANY (ARRAY['new'::text, 'renewal'::text]))),
  constraint applications_promise_days_check CHECK ((promise_days > 0)),
  constraint applications_waiting_for_check CHECK ((waiting_for = ANY (ARRAY['us'::text, 'them'::text, 'nobody'::text]))),
  constraint applications_invitation_fkey FOREIGN KEY (invitation) REFERENCES programs.invitations(id),
  constraint applications_policy_fkey FOREIGN KEY (policy) REFERENCES programs.policies(id),
  constraint applications_program_fkey FOREIGN KEY (program) REFERENCES programs.programs(id),
  constraint applications_renews_fkey FOREIGN KEY (renews) REFERENCES programs.memberships(id)
);
CREATE INDEX applications_address ON programs.applications USING btree (lower(address)) WHERE (address IS NOT NULL);
CREATE INDEX applications_all_newest ON programs.applications USING btree (submitted_at DESC, id DESC);
CREATE INDEX applications_at_risk ON programs.applications USING btree (at_risk_at) WHERE (at_risk_at IS NOT NULL);
CREATE INDEX applications_board ON programs.applications USING btree (program, stage, stage_since, id) INCLUDE (due_at);
CREATE INDEX applications_country ON programs.applications USING btree (program, country) WHERE (country IS NOT NULL);
CREATE INDEX applications_due ON programs.applications USING btree (COALESCE(due_at, '9999-12-31 00:00:00+00'::timestamp with time zone), id);
CREATE UNIQUE INDEX applications_external ON programs.applications USING btree (program, external_number) WHERE (external_number IS NOT NULL);
CREATE INDEX applications_found_by ON programs.applications USING gin (found_by gin_trgm_ops);
CREATE INDEX applications_identity ON programs.applications USING btree (identity);
CREATE INDEX applications_namespace ON programs.applications USING btree (namespace_key);
CREATE INDEX applications_namespace_identity ON programs.applications USING btree (namespace) WHERE (namespace IS NOT NULL);
CREATE INDEX applications_newest ON programs.applications USING btree (program, submitted_at DESC, id DESC);
CREATE INDEX applications_oldest ON programs.applications USING btree (stage_since, id);
CREATE INDEX applications_open ON programs.applications USING btree (program, waiting_for, due_at, id) WHERE (waiting_for <> 'nobody'::text);
CREATE INDEX applications_organisation ON programs.applications USING btree (organisation) WHERE (organisation IS NOT NULL);
CREATE INDEX applications_renews ON programs.applications USING btree (renews) WHERE (renews IS NOT NULL);
CREATE INDEX applications_stage ON programs.applications USING btree (stage, stage_since, id);
CREATE INDEX applications_stage_hosting ON programs.applications USING btree (stage, hosting, submitted_at DESC, id DESC);
CREATE INDEX applications_waiting ON programs.applications USING btree (waiting_for, COALESCE(due_at, '9999-12-31 00:00:00+00'::timestamp with time zone), id) WHERE (waiting_for <> 'nobody'::text);

create table programs.asking_stops (
  id uuid not null default uuidv7(),
  identity uuid not null,
  stopped_at timestamp with time zone not null,
  resumed_at timestamp with time zone,
  constraint asking_stops_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX asking_stops_in_force ON programs.asking_stops USING btree (identity) WHERE (resumed_at IS NULL);

create table programs.askings (
  id uuid not null default uuidv7(),
  program uuid not null,
  occasion text not null,
  application uuid,
  decision uuid,
  membership uuid,
  turn integer,
  identity uuid not null,
  language text not null,
  question text not null,
  translated boolean not null,
  key_hash bytea not null,
  mail uuid,
  asked_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  changed_at timestamp with time zone,
  score integer,
  declined boolean not null default false,
  comment text not null default ''::text,
  erased_at timestamp with time zone,
  constraint askings_pkey PRIMARY KEY (id),
  constraint askings_decision_key UNIQUE (decision),
  constraint askings_key_hash_key UNIQUE (key_hash),
  constraint askings_membership_turn_key UNIQUE (membership, turn),
  constraint askings_check CHECK (((occasion = 'decision'::text) = ((decision IS NOT NULL) AND (application IS NOT NULL)))),
  constraint askings_check1 CHECK (((occasion = 'yearly'::text) = ((membership IS NOT NULL) AND (turn IS NOT NULL)))),
  constraint askings_check2 CHECK (((answered_at IS NOT NULL) = ((score IS NOT NULL) OR declined))),
  constraint askings_check3 CHECK (((score IS NULL) OR (NOT declined))),
  constraint askings_check4 CHECK (((changed_at IS NULL) OR (answered_at IS NOT NULL))),
  constraint askings_comment_check CHECK ((length(comment) <= 4000)),
  constraint askings_key_hash_check CHECK ((length(key_hash) = 32)),
  constraint askings_occasion_check CHECK ((occasion = ANY (ARRAY['decision'::text, 'yearly'::text]))),
  constraint askings_score_check CHECK (((score >= 1) AND (score <= 5))),
  constraint askings_turn_check CHECK ((turn > 0)),
  constraint askings_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE,
  constraint askings_decision_fkey FOREIGN KEY (decision) REFERENCES programs.decisions(id) ON DELETE CASCADE,
  constraint askings_membership_fkey FOREIGN KEY (membership) REFERENCES programs.memberships(id) ON DELETE CASCADE,
  constraint askings_program_fkey FOREIGN KEY (program) REFERENCES programs.programs(id)
);
CREATE INDEX askings_answered ON programs.askings USING btree (program, answered_at) WHERE (answered_at IS NOT NULL);
CREATE INDEX askings_application ON programs.askings USING btree (application) WHERE (application IS NOT NULL);
CREATE INDEX askings_comment ON programs.askings USING btree (answered_at, id) WHERE (comment <> ''::text);
CREATE INDEX askings_identity ON programs.askings USING btree (identity, asked_at);
CREATE INDEX askings_of ON programs.askings USING btree (program, asked_at DESC, id DESC);
CREATE INDEX askings_scored ON programs.askings USING btree (program, asked_at) INCLUDE (score, declined);

create table programs.awards (
  term uuid not null,
  application uuid not null,
  program uuid not null,
  awarded_at timestamp with time zone not null,
  business_days integer not null,
  constraint awards_pkey PRIMARY KEY (term),
  constraint awards_business_days_check CHECK ((business_days >= 0)),
  constraint awards_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE,
  constraint awards_program_fkey FOREIGN KEY (program) REFERENCES programs.programs(id),
  constraint awards_term_fkey FOREIGN KEY (term) REFERENCES programs.terms(id) ON DELETE CASCADE
);
CREATE INDEX awards_of ON programs.awards USING btree (program, awarded_at) INCLUDE (business_days);

create table programs.bookings (
  entitlement uuid not null,
  reference text not null,
  channel text not null,
  confirmed_by uuid,
  confirmed_at timestamp with time zone not null,
  constraint bookings_pkey PRIMARY KEY (entitlement),
  constraint bookings_reference_key UNIQUE (reference),
  constraint bookings_channel_check CHECK ((channel = ANY (ARRAY['webhook'::text, 'hand'::text]))),
  constraint bookings_entitlement_fkey FOREIGN KEY (entitlement) REFERENCES programs.entitlements(id)
);

create table programs.bounces (
  id uuid not null default uuidv7(),
  application uuid,
  membership uuid,
  incoming uuid not null,
  mail uuid,
  template text not null,
  address text,
  words text not null,
  status text,
  gave_up boolean not null,
  permanent boolean not null,
  came_at timestamp with time zone not null,
  handled_at timestamp with time zone,
  handled_by uuid,
  constraint bounces_pkey PRIMARY KEY (id),
  constraint bounces_incoming_key UNIQUE (incoming),
  constraint bounces_check CHECK ((num_nonnulls(application, membership) = 1)),
  constraint bounces_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE,
  constraint bounces_membership_fkey FOREIGN KEY (membership) REFERENCES programs.memberships(id) ON DELETE CASCADE
);
CREATE INDEX bounces_application ON programs.bounces USING btree (application, id) WHERE (application IS NOT NULL);
CREATE INDEX bounces_membership ON programs.bounces USING btree (membership, id) WHERE (membership IS NOT NULL);
CREATE INDEX bounces_open ON programs.bounces USING btree (id) WHERE (gave_up AND (handled_at IS NULL) AND (address IS NOT NULL));

create table programs.breaches (
  id uuid not null default uuidv7(),
  membership uuid not null,
  severe boolean not null default false,
  words text not null,
  opened_at timestamp with time zone not null,
  opened_by uuid,
  cure_until timestamp with time zone not null,
  answer text,
  answered_at timestamp with time zone,
  outcome text,
  outcome_words text,
  resolved_at timestamp with time zone,
  resolved_by uuid,
  constraint breaches_pkey PRIMARY KEY (id),
  constraint breaches_check CHECK (((outcome IS NULL) = (resolved_at IS NULL))),
  constraint breaches_outcome_check CHECK ((outcome = ANY (ARRAY['cured'::text, 'revoked'::text]))),
  constraint breaches_membership_fkey FOREIGN KEY (membership) REFERENCES programs.memberships(id)
);
CREATE INDEX breaches_due ON programs.breaches USING btree (cure_until) WHERE (resolved_at IS NULL);
CREATE INDEX breaches_membership ON programs.breaches USING btree (membership, opened_at);
CREATE UNIQUE INDEX breaches_open ON programs.breaches USING btree (membership) WHERE (resolved_at IS NULL);

create table programs.bypass_codes (
  id uuid not null default uuidv7(),
  application uuid not null,
  code_hash bytea not null,
  words text not null,
  made_at timestamp with time zone not null,
  made_by uuid not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint bypass_codes_pkey PRIMARY KEY (id),
  constraint bypass_codes_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE
);
CREATE INDEX bypass_codes_of ON programs.bypass_codes USING btree (application, made_at DESC);

create table programs.checks (
  id uuid not null default uuidv7(),
  application uuid not null,
  name text not null,
  state text not null,
  words text not null,
  evidence jsonb not null default '[]'::jsonb,
  asked_at timestamp with time zone not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  superseded_at timestamp with time zone,
  constraint checks_pkey PRIMARY KEY (id),
  constraint checks_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'passed'::text, 'failed'::text, 'unsure'::text, 'unavailable'::text]))),
  constraint checks_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE
);
CREATE INDEX checks_application ON programs.checks USING btree (application, id);
CREATE UNIQUE INDEX checks_in_force ON programs.checks USING btree (application, name) WHERE (superseded_at IS NULL);

create table programs.clock_marks (
  application uuid not null,
  health text not null,
  due_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  constraint clock_marks_pkey PRIMARY KEY (application, health, due_at),
  constraint clock_marks_health_check CHECK ((health = ANY (ARRAY['at-risk'::text, 'late'::text]))),
  constraint clock_marks_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE
);

create table programs.conflicts (
  id uuid not null default uuidv7(),
  account uuid not null,
  about text not null,
  subject uuid not null,
  words text not null,
  declared_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint conflicts_pkey PRIMARY KEY (id),
  constraint conflicts_about_check CHECK ((about = ANY (ARRAY['application'::text, 'organisation'::text, 'person'::text]))),
  constraint conflicts_words_check CHECK (((length(words) >= 1) AND (length(words) <= 1000)))
);
CREATE UNIQUE INDEX conflicts_in_force ON programs.conflicts USING btree (subject, account) WHERE (ended_at IS NULL);
CREATE INDEX conflicts_of ON programs.conflicts USING btree (account) WHERE (ended_at IS NULL);

create table programs.consents (
  id uuid not null default uuidv7(),
  application uuid not null,
  purpose text not null,
  text_version text not null,
  given_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  constraint consents_pkey PRIMARY KEY (id),
  constraint consents_purpose_check CHECK ((purpose = ANY (ARRAY['privacy-notice'::text, 'news'::text]))),
  constraint consents_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE
);
CREATE INDEX consents_application ON programs.consents USING btree (application);

create table programs.contacts (
  id uuid not null default uuidv7(),
  membership uuid not null,
  role text not null,
  name text not null,
  address text not null,
  identity uuid not null,
  changed_at timestamp with time zone not null,
  changed_by uuid,
  constraint contacts_pkey PRIMARY KEY (id),
  constraint contacts_membership_role_key UNIQUE (membership, role),
  constraint contacts_membership_fkey FOREIGN KEY (membership) REFERENCES programs.memberships(id)
);
CREATE INDEX contacts_identity ON programs.contacts USING btree (identity);

create table programs.coupon_batches (
  id uuid not null default uuidv7(),
  program uuid not null,
  sku text not null,
  name text not null,
  added_by uuid,
  added_at timestamp with time zone not null,
  expires_on date,
  constraint coupon_batches_pkey PRIMARY KEY (id),
  constraint coupon_batches_program_fkey FOREIGN KEY (program) REFERENCES programs.programs(id)
);

create table programs.coupon_issues (
  coupon uuid not null,
  entitlement uuid not null,
  issued_at timestamp with time zone not null,
  mail uuid not null,
  superseded_at timestamp with time zone,
  superseded_by uuid,
  superseded_why text,
  superseded_words text,
  constraint coupon_issues_pkey PRIMARY KEY (coupon),
  constraint coupon_issues_check CHECK (((superseded_at IS NULL) = (superseded_why IS NULL))),
  constraint coupon_issues_superseded_why_check CHECK ((superseded_why = ANY (ARRAY['lost'::text, 'used'::text, 'invalid'::text, 'replaced'::text]))),
  constraint coupon_issues_coupon_fkey FOREIGN KEY (coupon) REFERENCES programs.coupons(id),
  constraint coupon_issues_entitlement_fkey FOREIGN KEY (entitlement) REFERENCES programs.entitlements(id)
);
CREATE INDEX coupon_issues_all ON programs.coupon_issues USING btree (entitlement, issued_at);
CREATE UNIQUE INDEX coupon_issues_entitlement ON programs.coupon_issues USING btree (entitlement) WHERE (superseded_at IS NULL);

create table programs.coupon_lows (
  program uuid not null,
  sku text not null,
  since timestamp with time zone not null,
  constraint coupon_lows_pkey PRIMARY KEY (program, sku),
  constraint coupon_lows_program_fkey FOREIGN KEY (program) REFERENCES programs.programs(id) ON DELETE CASCADE
);

create table programs.coupon_thresholds (
  program uuid not null,
  sku text not null,
  fewest integer not null,
  set_by uuid,
  set_at timestamp with time zone not null,
  constraint coupon_thresholds_pkey PRIMARY KEY (program, sku),
  constraint coupon_thresholds_fewest_check CHECK (((fewest >= 0) AND (fewest <= 1000000))),
  constraint coupon_thresholds_sku_check CHECK (((length(sku) >= 1) AND (length(sku) <= 100))),
  constraint coupon_thresholds_program_fkey FOREIGN KEY (program) REFERENCES programs.programs(id) ON DELETE CASCADE
);

create table programs.coupons (
  id uuid not null default uuidv7(),
  batch uuid not null,
  program uuid not null,
  sku text not null,
  code text not null,
  code_folded text not null,
  issued_at timestamp with time zone,
  voided_at timestamp with time zone,
  voided_by uuid,
  void_words text,
  imported_to text,
  constraint coupons_pkey PRIMARY KEY (id),
  constraint coupons_code_folded_key UNIQUE (code_folded),
  constraint coupons_batch_fkey FOREIGN KEY (batch) REFERENCES programs.coupon_batches(id)
);
CREATE INDEX coupons_batch ON programs.coupons USING btree (batch, id);
CREATE INDEX coupons_issued ON programs.coupons USING btree (program, sku) WHERE (issued_at IS NOT NULL);
CREATE INDEX coupons_pool ON programs.coupons USING btree (program, sku, batch, id) WHERE ((voided_at IS NULL) AND (issued_at IS NULL));
CREATE INDEX coupons_register ON programs.coupons USING btree (program, id DESC);

create table programs.customers (
  id uuid not null default uuidv7(),
  number text not null,
  name text not null,
  folded text not null,
  domains text[] not null,
  last_paid_on date,
  first_brought_at timestamp with time zone not null,
  brought_at timestamp with time zone not null,
  brought_by uuid not null,
  constraint customers_pkey PRIMARY KEY (id),
  constraint customers_number_key UNIQUE (number)
);
CREATE INDEX customers_domains ON programs.customers USING gin (domains);
CREATE INDEX customers_folded ON programs.customers USING btree (folded);
CREATE INDEX customers_name ON programs.customers USING btree (name, id);

create table programs.decisions (
  id uuid not null default uuidv7(),
  application uuid not null,
  verdict text not null,
  reason text,
  words text not null,
  decided_by uuid,
  policy uuid not null,
  evidence jsonb not null,
  decided_at timestamp with time zone not null,
  final_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  undone_by uuid,
  settled_at timestamp with time zone,
  program uuid not null,
  business_days_without_waiting integer not null,
  business_days_with_waiting integer not null,
  kept boolean not null,
  tier text,
  reopened_at timestamp with time zone,
  reopened_by uuid,
  reopened_words text,
  seconded_by uuid,
  constraint decisions_pkey PRIMARY KEY (id),
  constraint decisions_check CHECK (((verdict = 'approved'::text) OR (reason IS NOT NULL))),
  constraint decisions_check1 CHECK (((verdict = 'approved'::text) OR (tier IS NULL))),
  constraint decisions_check2 CHECK (((reopened_at IS NULL) OR (settled_at IS NOT NULL))),
  constraint decisions_verdict_check CHECK ((verdict = ANY (ARRAY['approved'::text, 'refused'::text]))),
  constraint decisions_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE,
  constraint decisions_policy_fkey FOREIGN KEY (policy) REFERENCES programs.policies(id)
);
CREATE UNIQUE INDEX decisions_in_force ON programs.decisions USING btree (application) WHERE ((undone_at IS NULL) AND (reopened_at IS NULL));
CREATE INDEX decisions_of ON programs.decisions USING btree (application, decided_at);
CREATE INDEX decisions_settled ON programs.decisions USING btree (program, settled_at) WHERE (settled_at IS NOT NULL);
CREATE INDEX decisions_time ON programs.decisions USING btree (decided_at, id) INCLUDE (program, verdict, reason, decided_by, business_days_without_waiting, business_days_with_waiting, kept) WHERE (undone_at IS NULL);

create table programs.document_bytes (
  document uuid not null,
  nr integer not null,
  sealed bytea not null,
  constraint document_bytes_pkey PRIMARY KEY (document, nr),
  constraint document_bytes_document_fkey FOREIGN KEY (document) REFERENCES programs.documents(id) ON DELETE CASCADE
);

create table programs.documents (
  id uuid not null default uuidv7(),
  application uuid not null,
  attempt integer not null,
  name text not null,
  media_type text not null,
  size integer not null,
  dated_on date not null,
  sent_at timestamp with time zone not null,
  verdict text,
  words text not null default ''::text,
  judged_at timestamp with time zone,
  judged_by uuid,
  purged_at timestamp with time zone,
  constraint documents_pkey PRIMARY KEY (id),
  constraint documents_application_attempt_key UNIQUE (application, attempt),
  constraint documents_check CHECK (((verdict IS NULL) = (judged_at IS NULL))),
  constraint documents_verdict_check CHECK ((verdict = ANY (ARRAY['accepted'::text, 'rejected'::text]))),
  constraint documents_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE
);
CREATE INDEX documents_kept ON programs.documents USING btree (application) WHERE (purged_at IS NULL);

create table programs.drafts (
  id uuid not null default uuidv7(),
  program uuid not null,
  key_hash bytea not null,
  answers jsonb not null,
  address text,
  made_at timestamp with time zone not null,
  saved_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  renews uuid,
  invitation uuid,
  constraint drafts_pkey PRIMARY KEY (id),
  constraint drafts_key_hash_key UNIQUE (key_hash),
  constraint drafts_invitation_fkey FOREIGN KEY (invitation) REFERENCES programs.invitations(id) ON DELETE SET NULL,
  constraint drafts_program_fkey FOREIGN KEY (program) REFERENCES programs.programs(id),
  constraint drafts_renews_fkey FOREIGN KEY (renews) REFERENCES programs.memberships(id)
);
CREATE INDEX drafts_expiry ON programs.drafts USING btree (expires_at);

create table programs.duties (
  id uuid not null default uuidv7(),
  membership uuid not null,
  term uuid not null,
  code text not null,
  due_on date not null,
  done_at timestamp with time zone,
  done_by uuid,
  words text,
  constraint duties_pkey PRIMARY KEY (id),
  constraint duties_term_code_due_on_key UNIQUE (term, code, due_on),
  constraint duties_membership_fkey FOREIGN KEY (membership) REFERENCES programs.memberships(id),
  constraint duties_term_fkey FOREIGN KEY (term) REFERENCES programs.terms(id) ON DELETE CASCADE
);
CREATE INDEX duties_membership ON programs.duties USING btree (membership, due_on);
CREATE INDEX duties_open ON programs.duties USING btree (due_on) WHERE (done_at IS NULL);

create table programs.endings (
  id uuid not null default uuidv7(),
  membership uuid not null,
  kind text not null,
  words text not null,
  ended_at timestamp with time zone not null,
  ended_by uuid,
  taken_back_at timestamp with time zone,
  taken_back_by uuid,
  taken_back_words text,
  constraint endings_pkey PRIMARY KEY (id),
  constraint endings_kind_check CHECK ((kind = ANY (ARRAY['revoked'::text, 'handed-back'::text, 'alumni'::text]))),
  constraint endings_membership_fkey FOREIGN KEY (membership) REFERENCES programs.memberships(id)
);
CREATE UNIQUE INDEX endings_in_force ON programs.endings USING btree (membership) WHERE (taken_back_at IS NULL);

create table programs.entitlement_requests (
  id uuid not null default uuidv7(),
  membership uuid not null,
  kind text not null,
  entitlement uuid,
  hosting text,
  words text not null,
  asked_at timestamp with time zone not null,
  asked_by uuid,
  granted boolean,
  decision_words text,
  decided_at timestamp with time zone,
  decided_by uuid,
  given uuid,
  constraint entitlement_requests_pkey PRIMARY KEY (id),
  constraint entitlement_requests_check CHECK (((granted IS NULL) = (decided_at IS NULL))),
  constraint entitlement_requests_check1 CHECK (((kind = 'replacement'::text) = (entitlement IS NOT NULL))),
  constraint entitlement_requests_kind_check CHECK ((kind = ANY (ARRAY['replacement'::text, 'second'::text]))),
  constraint entitlement_requests_entitlement_fkey FOREIGN KEY (entitlement) REFERENCES programs.entitlements(id),
  constraint entitlement_requests_given_fkey FOREIGN KEY (given) REFERENCES programs.entitlements(id),
  constraint entitlement_requests_membership_fkey FOREIGN KEY (membership) REFERENCES programs.memberships(id)
);
CREATE INDEX entitlement_requests_membership ON programs.entitlement_requests USING btree (membership, asked_at);
CREATE UNIQUE INDEX entitlement_requests_open ON programs.entitlement_requests USING btree (membership, kind) WHERE (decided_at IS NULL);

create table programs.entitlements (
  id uuid not null default uuidv7(),
  membership uuid not null,
  program uuid not null,
  sku text not null,
  hosting text,
  seats integer,
  granted_at timestamp with time zone not null,
  term uuid not null,
  kind text not null default 'main'::text,
  delivery text not null default 'coupon'::text,
  replaced_by uuid,
  replaced_at timestamp with time zone,
  wanted_since timestamp with time zone,
  constraint entitlements_pkey PRIMARY KEY (id),
  constraint entitlements_check CHECK (((replaced_by IS NULL) = (replaced_at IS NULL))),
  constraint entitlements_delivery_check CHECK ((delivery = ANY (ARRAY['coupon'::text, 'webhook'::text, 'hand'::text, 'none'::text]))),
  constraint entitlements_kind_check CHECK ((kind = ANY (ARRAY['main'::text, 'second'::text, 'replacement'::text]))),
  constraint entitlements_replaced_by_fkey FOREIGN KEY (replaced_by) REFERENCES programs.entitlements(id) DEFERRABLE INITIALLY DEFERRED,
  constraint entitlements_term_membership_fkey FOREIGN KEY (term, membership) REFERENCES programs.terms(id, membership)
);
CREATE UNIQUE INDEX entitlements_main ON programs.entitlements USING btree (term) WHERE (kind = 'main'::text);
CREATE INDEX entitlements_membership ON programs.entitlements USING btree (membership, id);
CREATE UNIQUE INDEX entitlements_replaced_by ON programs.entitlements USING btree (replaced_by) WHERE (replaced_by IS NOT NULL);
CREATE INDEX entitlements_term ON programs.entitlements USING btree (term);
CREATE INDEX entitlements_wanted ON programs.entitlements USING btree (program, wanted_since, id) INCLUDE (sku) WHERE (wanted_since IS NOT NULL);

create table programs.exception_votes (
  exception uuid not null,
  account uuid not null,
  agrees boolean not null,
  words text not null,
  voted_at timestamp with time zone not null,
  constraint exception_votes_pkey PRIMARY KEY (exception, account),
  constraint exception_votes_exception_fkey FOREIGN KEY (exception) REFERENCES programs.exceptions(id) ON DELETE CASCADE
);

create table programs.exceptions (
  id uuid not null default uuidv7(),
  application uuid not null,
  requirements text[] not null,
  reason text not null,
  asked_by uuid not null,
  asked_at timestamp with time zone not null,
  needed integer not null,
  granted_at timestamp with time zone,
  denied_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint exceptions_pkey PRIMARY KEY (id),
  constraint exceptions_check CHECK ((num_nonnulls(granted_at, denied_at, ended_at) <= 1)),
  constraint exceptions_needed_check CHECK ((needed > 0)),
  constraint exceptions_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 4000))),
  constraint exceptions_requirements_check CHECK ((cardinality(requirements) > 0)),
  constraint exceptions_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE
);
CREATE INDEX exceptions_of ON programs.exceptions USING btree (application, asked_at);
CREATE UNIQUE INDEX exceptions_open ON programs.exceptions USING btree (application) WHERE ((granted_at IS NULL) AND (denied_at IS NULL) AND (ended_at IS NULL));

create table programs.forge_proofs (
  id uuid not null default uuidv7(),
  application uuid not null,
  provider uuid not null,
  place text not null,
  state_hash bytea not null,
  sealed bytea,
  started_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  forge_account text,
  forge_account_id text,
  access text,
  proves boolean,
  source text,
  words text,
  hidden integer,
  constraint forge_proofs_pkey PRIMARY KEY (id),
  constraint forge_proofs_state_hash_key UNIQUE (state_hash),
  constraint forge_proofs_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id)
);
CREATE INDEX forge_proofs_of ON programs.forge_proofs USING btree (application, ended_at);

create table programs.import_parts (
  import uuid not null,
  position integer not null,
  bytes bytea not null,
  constraint import_parts_pkey PRIMARY KEY (import, "position"),
  constraint import_parts_position_check CHECK (("position" >= 0)),
  constraint import_parts_import_fkey FOREIGN KEY (import) REFERENCES programs.imports(id) ON DELETE CASCADE
);

create table programs.import_refusals (
  import uuid not null,
  line integer not null,
  why text not null,
  cells jsonb not null,
  constraint import_refusals_pkey PRIMARY KEY (import, line),
  constraint import_refusals_import_fkey FOREIGN KEY (import) REFERENCES programs.imports(id) ON DELETE CASCADE
);

create table programs.import_rows (
  import uuid not null,
  line integer not null,
  record uuid not null,
  added boolean not null,
  before jsonb,
  after jsonb,
  constraint import_rows_pkey PRIMARY KEY (import, line),
  constraint import_rows_import_fkey FOREIGN KEY (import) REFERENCES programs.imports(id) ON DELETE CASCADE
);
CREATE INDEX import_rows_record ON programs.import_rows USING btree (record);

create table programs.imports (
  id uuid not null default uuidv7(),
  program uuid not null,
  kind text not null,
  name text not null,
  uploaded_at timestamp with time zone not null,
  uploaded_by uuid,
  reading jsonb,
  headers jsonb,
  policy uuid,
  started_at timestamp with time zone,
  started_by uuid,
  done_line integer not null default 0,
  total integer,
  added integer not null default 0,
  changed integer not null default 0,
  same integer not null default 0,
  refused integer not null default 0,
  finished_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  cancelled_by uuid,
  fault text,
  undo_at timestamp with time zone,
  undo_by uuid,
  undone_at timestamp with time zone,
  undone integer not null default 0,
  kept integer not null default 0,
  constraint imports_pkey PRIMARY KEY (id),
  constraint imports_kind_check CHECK ((kind = ANY (ARRAY['members'::text, 'applications'::text, 'coupons'::text]))),
  constraint imports_policy_fkey FOREIGN KEY (policy) REFERENCES programs.policies(id),
  constraint imports_program_fkey FOREIGN KEY (program) REFERENCES programs.programs(id)
);
CREATE INDEX imports_lying ON programs.imports USING btree (uploaded_at) WHERE (started_at IS NULL);
CREATE INDEX imports_newest ON programs.imports USING btree (program, uploaded_at DESC, id DESC);

create table programs.invitations (
  id uuid not null default uuidv7(),
  program uuid not null,
  name text,
  address text,
  identity uuid not null,
  words text not null,
  language text not null default 'en'::text,
  invited_by uuid,
  nomination uuid,
  key_hash bytea,
  made_at timestamp with time zone not null,
  sent_at timestamp with time zone not null,
  sends integer not null default 1,
  expires_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  erased_at timestamp with time zone,
  constraint invitations_pkey PRIMARY KEY (id),
  constraint invitations_key_hash_key UNIQUE (key_hash),
  constraint invitations_nomination_key UNIQUE (nomination),
  constraint invitations_sends_check CHECK ((sends > 0)),
  constraint invitations_nomination_fkey FOREIGN KEY (nomination) REFERENCES programs.nominations(id),
  constraint invitations_program_fkey FOREIGN KEY (program) REFERENCES programs.programs(id)
);
CREATE INDEX invitations_identity ON programs.invitations USING btree (program, identity);
CREATE INDEX invitations_kept ON programs.invitations USING btree (expires_at) WHERE (erased_at IS NULL);
CREATE INDEX invitations_newest ON programs.invitations USING btree (program, made_at DESC, id DESC);
CREATE INDEX invitations_of ON programs.invitations USING btree (identity);

create table programs.level_changes (
  id uuid not null default uuidv7(),
  membership uuid not null,
  level text,
  words text not null,
  changed_at timestamp with time zone not null,
  changed_by uuid,
  constraint level_changes_pkey PRIMARY KEY (id),
  constraint level_changes_membership_fkey FOREIGN KEY (membership) REFERENCES programs.memberships(id)
);
CREATE INDEX level_changes_membership ON programs.level_changes USING btree (membership, id);

create table programs.links (
  key_hash bytea not null,
  application uuid,
  purpose text not null,
  address text,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  used_at timestamp with time zone,
  membership uuid,
  constraint links_pkey PRIMARY KEY (key_hash),
  constraint links_check CHECK (((application IS NULL) <> (membership IS NULL))),
  constraint links_purpose_check CHECK ((purpose = ANY (ARRAY['status'::text, 'confirm-mail'::text, 'change-mail'::text, 'member'::text, 'give-away'::text, 'take-over'::text]))),
  constraint links_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE,
  constraint links_membership_fkey FOREIGN KEY (membership) REFERENCES programs.memberships(id) ON DELETE CASCADE
);
CREATE INDEX links_application ON programs.links USING btree (application);
CREATE INDEX links_membership ON programs.links USING btree (membership) WHERE (membership IS NOT NULL);

create table programs.membership_marks (
  term uuid not null,
  mark text not null,
  recorded_at timestamp with time zone not null,
  constraint membership_marks_pkey PRIMARY KEY (term, mark),
  constraint membership_marks_mark_check CHECK ((mark = ANY (ARRAY['renewal-due'::text, 'lapsed'::text]))),
  constraint membership_marks_term_fkey FOREIGN KEY (term) REFERENCES programs.terms(id) ON DELETE CASCADE
);

create table programs.memberships (
  id uuid not null default uuidv7(),
  program uuid not null,
  identity uuid not null,
  organisation uuid,
  granted_at timestamp with time zone not null,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  ended_at timestamp with time zone,
  name text not null,
  namespace uuid,
  namespace_key text,
  owner_name text,
  owner_address text,
  language text not null default 'en'::text,
  state text not null,
  state_since timestamp with time zone not null,
  level text,
  found_by text generated always as (lower(
CASE
    WHEN (octet_length((((name || COALESCE(namespace_key, ''::text)) || COALESCE(owner_name, ''::text)) || COALESCE(owner_address, ''::text))) = length((((name || COALESCE(namespace_key, ''::text)) || COALESCE(owner_name, ''::text)) || COALESCE(owner_address, ''::text)))) THEN (((((((' '::text || name) || ' '::text) || COALESCE(namespace_key, ''::text)) || ' '::text) || COALESCE(owner_name, ''::text)) || ' '::text) || COALESCE(owner_address, ''::text))
    ELSE regexp_replace(NORMALIZE((((((((' '::text || name) || ' '::text) || COALESCE(namespace_key, ''::text)) || ' '::text) || COALESCE(owner_name, ''::text)) || ' '::text) || COALESCE(owner_address, ''::text)), NFKD), '[\u0300-\u036f]+'::text, ''::text, 'g'::text)
END)) stored,
  external_id text,
  imported_at timestamp with time zone,
  constraint memberships_pkey PRIMARY KEY (id),
  constraint memberships_state_check CHECK ((state = ANY (ARRAY['granted'::text, 'active'::text, 'renewal-due'::text, 'in-breach'::text, 'lapsed'::text, 'revoked'::text, 'ended'::text, 'alumni'::text]))),
  constraint memberships_program_fkey FOREIGN KEY (program) REFERENCES programs.programs(id)
);
CREATE INDEX memberships_ending ON programs.memberships USING btree (ends_at) WHERE (state = ANY (ARRAY['active'::text, 'renewal-due'::text, 'in-breach'::text]));
CREATE INDEX memberships_ends ON programs.memberships USING btree (program, ends_at, id);
CREATE UNIQUE INDEX memberships_external ON programs.memberships USING btree (program, external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX memberships_found_by ON programs.memberships USING gin (found_by gin_trgm_ops);
CREATE INDEX memberships_identity_program ON programs.memberships USING btree (identity, program);
CREATE INDEX memberships_level ON programs.memberships USING btree (program, level, granted_at DESC, id DESC) WHERE (level IS NOT NULL);
CREATE INDEX memberships_namespace ON programs.memberships USING btree (namespace_key) WHERE (namespace_key IS NOT NULL);
CREATE INDEX memberships_newest ON programs.memberships USING btree (program, granted_at DESC, id DESC);
CREATE INDEX memberships_organisation ON programs.memberships USING btree (organisation) WHERE (organisation IS NOT NULL);
CREATE INDEX memberships_owner ON programs.memberships USING btree (program, lower(owner_address)) WHERE (owner_address IS NOT NULL);
CREATE INDEX memberships_state ON programs.memberships USING btree (program, state, granted_at DESC, id DESC);

create table programs.messages (
  id uuid not null default uuidv7(),
  application uuid not null,
  sender text not null,
  author uuid,
  body text not null,
  question uuid,
  sent_at timestamp with time zone not null,
  channel text not null default 'page'::text,
  incoming uuid,
  from_address text,
  after_decision boolean not null default false,
  seen_at timestamp with time zone,
  seen_by uuid,
  constraint messages_pkey PRIMARY KEY (id),
  constraint messages_incoming_key UNIQUE (incoming),
  constraint messages_body_check CHECK (((length(body) >= 1) AND (length(body) <= 20000))),
  constraint messages_channel_check CHECK ((channel = ANY (ARRAY['page'::text, 'mail'::text]))),
  constraint messages_sender_check CHECK ((sender = ANY (ARRAY['applicant'::text, 'team'::text]))),
  constraint messages_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE,
  constraint messages_question_fkey FOREIGN KEY (question) REFERENCES programs.questions(id)
);
CREATE INDEX messages_after_decision ON programs.messages USING btree (application) WHERE (after_decision AND (seen_at IS NULL));
CREATE INDEX messages_application ON programs.messages USING btree (application, id);

create table programs.more_time (
  id uuid not null default uuidv7(),
  wait uuid not null,
  until timestamp with time zone not null,
  given_by uuid,
  given_at timestamp with time zone not null,
  constraint more_time_pkey PRIMARY KEY (id),
  constraint more_time_wait_fkey FOREIGN KEY (wait) REFERENCES programs.waits(id) ON DELETE CASCADE
);
CREATE INDEX more_time_of ON programs.more_time USING btree (wait);

create table programs.nominations (
  id uuid not null default uuidv7(),
  program uuid not null,
  nominee_name text,
  nominee_address text,
  nominee uuid not null,
  nominator_name text,
  nominator_address text,
  nominator uuid not null,
  words text not null,
  language text not null default 'en'::text,
  sent_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  answered_by uuid,
  outcome text,
  outcome_words text,
  erased_at timestamp with time zone,
  constraint nominations_pkey PRIMARY KEY (id),
  constraint nominations_check CHECK (((answered_at IS NULL) = (outcome IS NULL))),
  constraint nominations_outcome_check CHECK ((outcome = ANY (ARRAY['invited'::text, 'declined'::text]))),
  constraint nominations_program_fkey FOREIGN KEY (program) REFERENCES programs.programs(id)
);
CREATE INDEX nominations_kept ON programs.nominations USING btree (COALESCE(answered_at, sent_at)) WHERE (erased_at IS NULL);
CREATE INDEX nominations_newest ON programs.nominations USING btree (program, sent_at DESC, id DESC);
CREATE INDEX nominations_nominator ON programs.nominations USING btree (nominator);
CREATE INDEX nominations_nominee ON programs.nominations USING btree (nominee);
CREATE UNIQUE INDEX nominations_once ON programs.nominations USING btree (program, nominee, nominator) WHERE ((answered_at IS NULL) AND (erased_at IS NULL));
CREATE INDEX nominations_open ON programs.nominations USING btree (program, sent_at, id) WHERE ((answered_at IS NULL) AND (erased_at IS NULL));

create table programs.policies (
  id uuid not null default uuidv7(),
  program uuid not null,
  version integer not null,
  policy jsonb not null,
  published_at timestamp with time zone not null,
  published_by uuid,
  constraint policies_pkey PRIMARY KEY (id),
  constraint policies_program_version_key UNIQUE (program, version),
  constraint policies_program_fkey FOREIGN KEY (program) REFERENCES programs.programs(id)
);

create table programs.policy_drafts (
  program uuid not null,
  policy jsonb not null,
  based_on integer not null,
  edit integer not null,
  made_at timestamp with time zone not null,
  saved_at timestamp with time zone not null,
  saved_by uuid,
  constraint policy_drafts_pkey PRIMARY KEY (program),
  constraint policy_drafts_edit_check CHECK ((edit > 0)),
  constraint policy_drafts_program_fkey FOREIGN KEY (program) REFERENCES programs.programs(id) ON DELETE CASCADE
);

create table programs.policy_moves (
  id uuid not null default uuidv7(),
  application uuid not null,
  from_policy uuid not null,
  to_policy uuid not null,
  reason text not null,
  moving uuid,
  question uuid,
  moved_at timestamp with time zone not null,
  moved_by uuid,
  constraint policy_moves_pkey PRIMARY KEY (id),
  constraint policy_moves_application_to_policy_key UNIQUE (application, to_policy),
  constraint policy_moves_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE,
  constraint policy_moves_from_policy_fkey FOREIGN KEY (from_policy) REFERENCES programs.policies(id),
  constraint policy_moves_moving_fkey FOREIGN KEY (moving) REFERENCES programs.policy_movings(id),
  constraint policy_moves_question_fkey FOREIGN KEY (question) REFERENCES programs.questions(id) ON DELETE SET NULL,
  constraint policy_moves_to_policy_fkey FOREIGN KEY (to_policy) REFERENCES programs.policies(id)
);
CREATE INDEX policy_moves_question ON programs.policy_moves USING btree (question) WHERE (question IS NOT NULL);

create table programs.policy_moving_rows (
  moving uuid not null,
  application uuid not null,
  done_at timestamp with time zone,
  moved boolean,
  asked boolean not null default false,
  rule text,
  words text,
  constraint policy_moving_rows_pkey PRIMARY KEY (moving, application),
  constraint policy_moving_rows_check CHECK (((done_at IS NULL) = (moved IS NULL))),
  constraint policy_moving_rows_check1 CHECK (((moved IS NULL) OR (moved = (rule IS NULL)))),
  constraint policy_moving_rows_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE,
  constraint policy_moving_rows_moving_fkey FOREIGN KEY (moving) REFERENCES programs.policy_movings(id) ON DELETE CASCADE
);
CREATE INDEX policy_moving_rows_application ON programs.policy_moving_rows USING btree (application);
CREATE INDEX policy_moving_rows_left ON programs.policy_moving_rows USING btree (moving, application) WHERE (done_at IS NULL);

create table programs.policy_movings (
  id uuid not null default uuidv7(),
  program uuid not null,
  policy uuid not null,
  reason text not null,
  leave_asked boolean not null,
  asked_at timestamp with time zone not null,
  asked_by uuid,
  stopped_at timestamp with time zone,
  stopped_by uuid,
  finished_at timestamp with time zone,
  constraint policy_movings_pkey PRIMARY KEY (id),
  constraint policy_movings_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
  constraint policy_movings_policy_fkey FOREIGN KEY (policy) REFERENCES programs.policies(id),
  constraint policy_movings_program_fkey FOREIGN KEY (program) REFERENCES programs.programs(id)
);
CREATE INDEX policy_movings_newest ON programs.policy_movings USING btree (program, asked_at DESC, id DESC);
CREATE INDEX policy_movings_policy ON programs.policy_movings USING btree (policy);

create table programs.policy_preview_rows (
  preview uuid not null,
  application uuid not null,
  decided_at timestamp with time zone not null,
  made text not null,
  before text not null,
  after text not null,
  tier_before text,
  tier_after text,
  kept_before boolean not null,
  kept_after boolean not null,
  because text[] not null,
  constraint policy_preview_rows_pkey PRIMARY KEY (preview, application),
  constraint policy_preview_rows_after_check CHECK ((after = ANY (ARRAY['approves'::text, 'person'::text, 'fails'::text]))),
  constraint policy_preview_rows_before_check CHECK ((before = ANY (ARRAY['approves'::text, 'person'::text, 'fails'::text]))),
  constraint policy_preview_rows_made_check CHECK ((made = ANY (ARRAY['rule-approved'::text, 'approved'::text, 'refused'::text]))),
  constraint policy_preview_rows_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE,
  constraint policy_preview_rows_preview_fkey FOREIGN KEY (preview) REFERENCES programs.policy_previews(id) ON DELETE CASCADE
);
CREATE INDEX policy_preview_rows_application ON programs.policy_preview_rows USING btree (application);
CREATE INDEX policy_preview_rows_order ON programs.policy_preview_rows USING btree (preview, decided_at DESC, application DESC);

create table programs.policy_previews (
  id uuid not null default uuidv7(),
  program uuid not null,
  policy jsonb not null,
  version integer,
  as_of timestamp with time zone not null,
  asked_by uuid,
  reached_at timestamp with time zone,
  reached uuid,
  looked integer not null default 0,
  of_all integer not null default 0,
  totals jsonb not null default '{}'::jsonb,
  finished_at timestamp with time zone,
  constraint policy_previews_pkey PRIMARY KEY (id),
  constraint policy_previews_check CHECK (((reached IS NULL) = (reached_at IS NULL))),
  constraint policy_previews_program_fkey FOREIGN KEY (program) REFERENCES programs.programs(id) ON DELETE CASCADE
);
CREATE INDEX policy_previews_program ON programs.policy_previews USING btree (program, as_of DESC, id DESC);

create table programs.programs (
  id uuid not null default uuidv7(),
  slug text not null,
  name text not null,
  prefix text not null,
  preset text not null,
  made_at timestamp with time zone not null,
  opened_at timestamp with time zone,
  closed_at timestamp with time zone,
  calendar uuid,
  sample boolean not null default false,
  reverification numeric(4,2) not null default 1,
  constraint programs_pkey PRIMARY KEY (id),
  constraint programs_prefix_key UNIQUE (prefix),
  constraint programs_slug_key UNIQUE (slug),
  constraint programs_prefix_check CHECK ((prefix ~ '^[A-Z]{2,5}$'::text)),
  constraint programs_reverification_check CHECK (((reverification >= 0.1) AND (reverification <= (10)::numeric))),
  constraint programs_slug_check CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
  constraint programs_calendar_fkey FOREIGN KEY (calendar) REFERENCES calendars.business_calendars(id) ON DELETE RESTRICT
);

create table programs.proposals (
  id uuid not null default uuidv7(),
  application uuid not null,
  verdict text not null,
  reason text,
  words text not null,
  tier text,
  proposed_by uuid not null,
  proposed_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  answered_by uuid,
  agreed boolean,
  answer text,
  ended_at timestamp with time zone,
  decision uuid,
  constraint proposals_pkey PRIMARY KEY (id),
  constraint proposals_check CHECK (((verdict = 'approved'::text) OR (reason IS NOT NULL))),
  constraint proposals_check1 CHECK (((answered_at IS NULL) = (agreed IS NULL))),
  constraint proposals_check2 CHECK ((answered_by IS DISTINCT FROM proposed_by)),
  constraint proposals_verdict_check CHECK ((verdict = ANY (ARRAY['approved'::text, 'refused'::text]))),
  constraint proposals_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE,
  constraint proposals_decision_fkey FOREIGN KEY (decision) REFERENCES programs.decisions(id) ON DELETE SET NULL
);
CREATE INDEX proposals_of ON programs.proposals USING btree (application, proposed_at);
CREATE UNIQUE INDEX proposals_open ON programs.proposals USING btree (application) WHERE ((answered_at IS NULL) AND (ended_at IS NULL));

create table programs.provision_requests (
  entitlement uuid not null,
  asked_at timestamp with time zone not null,
  tries integer not null default 0,
  next_at timestamp with time zone,
  taken_at timestamp with time zone,
  status integer,
  fault text,
  constraint provision_requests_pkey PRIMARY KEY (entitlement),
  constraint provision_requests_entitlement_fkey FOREIGN KEY (entitlement) REFERENCES programs.entitlements(id)
);
CREATE INDEX provision_requests_due ON programs.provision_requests USING btree (next_at) WHERE (next_at IS NOT NULL);

create table programs.provisioners (
  program uuid not null,
  address text not null,
  hint text not null,
  set_at timestamp with time zone not null,
  set_by uuid,
  constraint provisioners_pkey PRIMARY KEY (program),
  constraint provisioners_program_fkey FOREIGN KEY (program) REFERENCES programs.programs(id) ON DELETE CASCADE
);

create table programs.questions (
  id uuid not null default uuidv7(),
  application uuid not null,
  words text not null,
  asked_by uuid,
  asked_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  asks jsonb,
  constraint questions_pkey PRIMARY KEY (id),
  constraint questions_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX questions_open ON programs.questions USING btree (application) WHERE ((answered_at IS NULL) AND (withdrawn_at IS NULL));

create table programs.reference_consents (
  id uuid not null default uuidv7(),
  membership uuid not null,
  kind text not null,
  scope text not null,
  speaker text not null,
  given_at timestamp with time zone not null,
  given_by uuid,
  ends_on date,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  constraint reference_consents_pkey PRIMARY KEY (id),
  constraint reference_consents_kind_check CHECK ((kind = ANY (ARRAY['quote'::text, 'case-study'::text, 'sales-call'::text, 'logo'::text, 'blog'::text, 'talk'::text, 'testimonial'::text, 'review-site'::text, 'press'::text]))),
  constraint reference_consents_membership_fkey FOREIGN KEY (membership) REFERENCES programs.memberships(id)
);
CREATE INDEX reference_consents_given ON programs.reference_consents USING btree (given_at, id);
CREATE INDEX reference_consents_membership ON programs.reference_consents USING btree (membership, given_at);

create table programs.renewal_reminders (
  term uuid not null,
  days integer not null,
  mail uuid,
  sent_at timestamp with time zone not null,
  constraint renewal_reminders_pkey PRIMARY KEY (term, days),
  constraint renewal_reminders_term_fkey FOREIGN KEY (term) REFERENCES programs.terms(id) ON DELETE CASCADE
);

create table programs.repositories (
  id uuid not null default uuidv7(),
  application uuid not null,
  position integer not null,
  key text not null,
  url text not null,
  constraint repositories_pkey PRIMARY KEY (id),
  constraint repositories_application_key_key UNIQUE (application, key),
  constraint repositories_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE
);
CREATE INDEX repositories_key ON programs.repositories USING btree (key);

create table programs.reviewers_away (
  account uuid not null,
  until date,
  set_at timestamp with time zone not null,
  constraint reviewers_away_pkey PRIMARY KEY (account)
);

create table programs.rounds (
  id uuid not null default uuidv7(),
  program uuid not null,
  name text not null,
  opens_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  places integer,
  threshold numeric,
  made_by uuid,
  made_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint rounds_pkey PRIMARY KEY (id),
  constraint rounds_check CHECK ((closes_at > opens_at)),
  constraint rounds_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint rounds_places_check CHECK ((places > 0)),
  constraint rounds_threshold_check CHECK (((threshold >= (0)::numeric) AND (threshold <= (100)::numeric))),
  constraint rounds_program_fkey FOREIGN KEY (program) REFERENCES programs.programs(id)
);
CREATE INDEX rounds_of ON programs.rounds USING btree (program, opens_at) WHERE (removed_at IS NULL);

create table programs.scores (
  id uuid not null default uuidv7(),
  application uuid not null,
  account uuid not null,
  points jsonb not null,
  words text not null,
  given_at timestamp with time zone not null,
  superseded_at timestamp with time zone,
  constraint scores_pkey PRIMARY KEY (id),
  constraint scores_points_check CHECK ((jsonb_typeof(points) = 'object'::text)),
  constraint scores_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX scores_in_force ON programs.scores USING btree (application, account) WHERE (superseded_at IS NULL);

create table programs.silence_notices (
  id uuid not null default uuidv7(),
  wait uuid not null,
  told_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  set_aside_at timestamp with time zone,
  constraint silence_notices_pkey PRIMARY KEY (id),
  constraint silence_notices_check CHECK ((ends_at > told_at)),
  constraint silence_notices_wait_fkey FOREIGN KEY (wait) REFERENCES programs.waits(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX silence_notices_in_force ON programs.silence_notices USING btree (wait) WHERE (set_aside_at IS NULL);

create table programs.terms (
  id uuid not null default uuidv7(),
  membership uuid not null,
  position integer not null,
  application uuid,
  policy uuid,
  tier text,
  price_share integer not null default 0,
  months integer not null,
  granted_at timestamp with time zone not null,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  constraint terms_pkey PRIMARY KEY (id),
  constraint terms_id_membership_key UNIQUE (id, membership),
  constraint terms_membership_position_key UNIQUE (membership, "position"),
  constraint terms_check CHECK (((starts_at IS NULL) = (ends_at IS NULL))),
  constraint terms_check1 CHECK ((ends_at > starts_at)),
  constraint terms_months_check CHECK ((months > 0)),
  constraint terms_position_check CHECK (("position" > 0)),
  constraint terms_price_share_check CHECK (((price_share >= 0) AND (price_share <= 100))),
  constraint terms_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id),
  constraint terms_membership_fkey FOREIGN KEY (membership) REFERENCES programs.memberships(id),
  constraint terms_policy_fkey FOREIGN KEY (policy) REFERENCES programs.policies(id)
);
CREATE UNIQUE INDEX terms_application ON programs.terms USING btree (application) WHERE (application IS NOT NULL);
CREATE INDEX terms_began ON programs.terms USING btree (starts_at, id) INCLUDE (ends_at, membership) WHERE (starts_at IS NOT NULL);
CREATE INDEX terms_over ON programs.terms USING btree (ends_at, id) WHERE (ends_at IS NOT NULL);

create table programs.ticks (
  id uuid not null default uuidv7(),
  application uuid not null,
  item text not null,
  ticked_by uuid,
  ticked_at timestamp with time zone not null,
  unticked_at timestamp with time zone,
  unticked_by uuid,
  constraint ticks_pkey PRIMARY KEY (id),
  constraint ticks_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX ticks_in_force ON programs.ticks USING btree (application, item) WHERE (unticked_at IS NULL);

create table programs.transfers (
  id uuid not null default uuidv7(),
  membership uuid not null,
  to_name text,
  to_address text,
  words text not null,
  offered_at timestamp with time zone not null,
  offered_by uuid,
  given_away_at timestamp with time zone,
  taken_over_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  done_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint transfers_pkey PRIMARY KEY (id),
  constraint transfers_membership_fkey FOREIGN KEY (membership) REFERENCES programs.memberships(id)
);
CREATE INDEX transfers_membership ON programs.transfers USING btree (membership, offered_at);
CREATE UNIQUE INDEX transfers_open ON programs.transfers USING btree (membership) WHERE ((done_at IS NULL) AND (ended_at IS NULL));

create table programs.uses (
  entitlement uuid not null,
  day date not null,
  seats integer not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  constraint uses_pkey PRIMARY KEY (entitlement, day),
  constraint uses_seats_check CHECK ((seats >= 0)),
  constraint uses_entitlement_fkey FOREIGN KEY (entitlement) REFERENCES programs.entitlements(id)
);
CREATE INDEX uses_day ON programs.uses USING btree (day);

create table programs.verification_reports (
  id uuid not null default uuidv7(),
  verification uuid not null,
  message text,
  way text not null,
  status text not null,
  feedback text not null default ''::text,
  reported_at timestamp with time zone not null,
  reported_by uuid,
  constraint verification_reports_pkey PRIMARY KEY (id),
  constraint verification_reports_verification_message_key UNIQUE (verification, message),
  constraint verification_reports_status_check CHECK ((status = ANY (ARRAY['initialised'::text, 'succeeded'::text, 'rejected'::text]))),
  constraint verification_reports_way_check CHECK ((way = ANY (ARRAY['webhook'::text, 'asked'::text, 'hand'::text]))),
  constraint verification_reports_verification_fkey FOREIGN KEY (verification) REFERENCES programs.verifications(id) ON DELETE CASCADE
);
CREATE INDEX verification_reports_of ON programs.verification_reports USING btree (verification, reported_at DESC);

create table programs.verifications (
  id uuid not null default uuidv7(),
  application uuid not null,
  verifier uuid not null,
  tracking text not null,
  asked_at timestamp with time zone not null,
  goes_to text,
  constraint verifications_pkey PRIMARY KEY (id),
  constraint verifications_id_verifier_key UNIQUE (id, verifier),
  constraint verifications_tracking_key UNIQUE (tracking),
  constraint verifications_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE,
  constraint verifications_verifier_fkey FOREIGN KEY (verifier) REFERENCES programs.verifiers(id)
);
CREATE INDEX verifications_of ON programs.verifications USING btree (application, asked_at DESC);

create table programs.verifiers (
  id uuid not null default uuidv7(),
  code text not null,
  name text not null,
  url text,
  sealed bytea,
  added_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint verifiers_pkey PRIMARY KEY (id),
  constraint verifiers_code_key UNIQUE (code)
);

create table programs.waits (
  id uuid not null default uuidv7(),
  application uuid not null,
  cause text not null,
  since timestamp with time zone not null,
  until timestamp with time zone,
  silent_at timestamp with time zone,
  constraint waits_pkey PRIMARY KEY (id),
  constraint waits_cause_check CHECK ((cause = ANY (ARRAY['mail'::text, 'proof'::text, 'answer'::text]))),
  constraint waits_check CHECK ((until >= since)),
  constraint waits_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE
);
CREATE INDEX waits_application ON programs.waits USING btree (application);
CREATE UNIQUE INDEX waits_open ON programs.waits USING btree (application, cause) WHERE (until IS NULL);
CREATE INDEX waits_silent ON programs.waits USING btree (silent_at, id) WHERE ((until IS NULL) AND (silent_at IS NOT NULL));

create table programs.withdrawals (
  application uuid not null,
  withdrawn_at timestamp with time zone not null,
  cause text not null,
  id uuid not null default uuidv7(),
  reopened_at timestamp with time zone,
  reopened_by uuid,
  reopened_words text,
  constraint withdrawals_pkey PRIMARY KEY (id),
  constraint withdrawals_cause_check CHECK ((cause = ANY (ARRAY['applicant'::text, 'silence'::text]))),
  constraint withdrawals_application_fkey FOREIGN KEY (application) REFERENCES programs.applications(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX withdrawals_in_force ON programs.withdrawals USING btree (application) WHERE (reopened_at IS NULL);
CREATE INDEX withdrawals_of ON programs.withdrawals USING btree (application);

-- -------------------- search ------------------------------------------------------------------------------------------
create schema search;

create table search.builds (
  kind text not null,
  edition integer not null,
  begun_at timestamp with time zone not null,
  after uuid,
  finished_at timestamp with time zone,
  constraint builds_pkey PRIMARY KEY (kind)
);

create table search.entries (
  kind text not null,
  id uuid not null,
  programs uuid[],
  keys text[] not null,
  words text[] not null,
  touched_at timestamp with time zone not null,
  constraint entries_pkey PRIMARY KEY (kind, id)
);
CREATE INDEX entries_recent ON search.entries USING btree (kind, touched_at DESC);
CREATE INDEX entries_words ON search.entries USING gin (words) WITH (fastupdate=off);

create table search.vocabulary (
  word text not null,
  plain boolean not null,
  constraint vocabulary_pkey PRIMARY KEY (word),
  constraint vocabulary_word_check CHECK (((length(word) >= 1) AND (length(word) <= 200)))
);
CREATE INDEX vocabulary_alike ON search.vocabulary USING gin (word gin_trgm_ops) WHERE plain;

-- -------------------- webhooks ----------------------------------------------------------------------------------------
create schema webhooks;

create table webhooks.attempts (
  id uuid not null,
  delivery uuid not null,
  at timestamp with time zone not null,
  ended_at timestamp with time zone,
  milliseconds integer,
  status integer,
  response text,
  fault text,
  constraint attempts_pkey PRIMARY KEY (id),
  constraint attempts_delivery_fkey FOREIGN KEY (delivery) REFERENCES webhooks.deliveries(id) ON DELETE CASCADE
);
CREATE INDEX attempts_of ON webhooks.attempts USING btree (delivery, id);

create table webhooks.deliveries (
  id uuid not null default uuidv7(),
  endpoint uuid not null,
  fact uuid,
  message uuid not null,
  kind text not null,
  about_kind text,
  about_id uuid,
  identity uuid,
  payload text,
  state text not null,
  made_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  tries integer not null default 0,
  attempt uuid,
  attempt_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint deliveries_pkey PRIMARY KEY (id),
  constraint deliveries_endpoint_fact_key UNIQUE (endpoint, fact),
  constraint deliveries_check CHECK (((state = 'sending'::text) = (attempt IS NOT NULL))),
  constraint deliveries_check1 CHECK (((state = ANY (ARRAY['succeeded'::text, 'failed'::text])) = (ended_at IS NOT NULL))),
  constraint deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'succeeded'::text, 'failed'::text]))),
  constraint deliveries_endpoint_fkey FOREIGN KEY (endpoint) REFERENCES webhooks.endpoints(id) ON DELETE CASCADE,
  constraint deliveries_fact_fkey FOREIGN KEY (fact) REFERENCES ledger.facts(id) ON DELETE CASCADE
);
CREATE INDEX deliveries_about ON webhooks.deliveries USING btree (about_kind, about_id);
CREATE INDEX deliveries_due ON webhooks.deliveries USING btree (endpoint, due_at, id) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text]));
CREATE INDEX deliveries_identity ON webhooks.deliveries USING btree (identity) WHERE (identity IS NOT NULL);
CREATE INDEX deliveries_list ON webhooks.deliveries USING btree (endpoint, id);
CREATE INDEX deliveries_made ON webhooks.deliveries USING btree (made_at);
CREATE INDEX deliveries_state ON webhooks.deliveries USING btree (endpoint, state, id);

create table webhooks.endpoints (
  id uuid not null default uuidv7(),
  address text not null,
  words text not null,
  kinds text[],
  program uuid,
  made_by uuid,
  made_at timestamp with time zone not null,
  enabled_at timestamp with time zone not null,
  disabled_at timestamp with time zone,
  disabled_why text,
  disabled_by uuid,
  failing_since timestamp with time zone,
  succeeded_at timestamp with time zone,
  failed_at timestamp with time zone,
  rests_until timestamp with time zone,
  removed_at timestamp with time zone,
  removed_by uuid,
  constraint endpoints_pkey PRIMARY KEY (id),
  constraint endpoints_address_check CHECK (((length(address) >= 1) AND (length(address) <= 2000))),
  constraint endpoints_check CHECK (((disabled_at IS NULL) = (disabled_why IS NULL))),
  constraint endpoints_disabled_why_check CHECK ((disabled_why = ANY (ARRAY['hand'::text, 'gone'::text, 'failing'::text]))),
  constraint endpoints_kinds_check CHECK ((cardinality(kinds) > 0)),
  constraint endpoints_words_check CHECK ((length(words) <= 200))
);

create table webhooks.secrets (
  id uuid not null default uuidv7(),
  endpoint uuid not null,
  hint text not null,
  made_by uuid,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  constraint secrets_pkey PRIMARY KEY (id),
  constraint secrets_endpoint_fkey FOREIGN KEY (endpoint) REFERENCES webhooks.endpoints(id) ON DELETE CASCADE
);
CREATE INDEX secrets_of ON webhooks.secrets USING btree (endpoint);

-- -------------------- work --------------------------------------------------------------------------------------------
create schema work;

create table work.assignments (
  id uuid not null default uuidv7(),
  about_kind text not null,
  about_id uuid not null,
  program uuid,
  account uuid not null,
  assigned_by uuid,
  assigned_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  constraint assignments_pkey PRIMARY KEY (id)
);
CREATE INDEX assignments_given ON work.assignments USING btree (program, account, assigned_at) WHERE (assigned_by IS NULL);
CREATE UNIQUE INDEX assignments_in_force ON work.assignments USING btree (about_kind, about_id) WHERE (ended_at IS NULL);
CREATE INDEX assignments_of ON work.assignments USING btree (account, about_kind) WHERE (ended_at IS NULL);

create table work.bookmarks (
  id uuid not null default uuidv7(),
  account uuid not null,
  address text not null,
  title text not null,
  made_at timestamp with time zone not null,
  constraint bookmarks_pkey PRIMARY KEY (id),
  constraint bookmarks_address_check CHECK (((address ~ '^/'::text) AND (length(address) <= 2000))),
  constraint bookmarks_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
CREATE UNIQUE INDEX bookmarks_once ON work.bookmarks USING btree (account, address);

create table work.channels (
  id uuid not null default uuidv7(),
  name text not null,
  program uuid,
  kinds text[] not null,
  host text not null,
  made_by uuid,
  made_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint channels_pkey PRIMARY KEY (id),
  constraint channels_kinds_check CHECK ((cardinality(kinds) > 0)),
  constraint channels_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)))
);

create table work.notes (
  id uuid not null default uuidv7(),
  about_kind text not null,
  about_id uuid not null,
  program uuid,
  body text not null,
  author uuid,
  written_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  removed_by uuid,
  constraint notes_pkey PRIMARY KEY (id),
  constraint notes_body_check CHECK (((length(body) >= 1) AND (length(body) <= 20000)))
);
CREATE INDEX notes_about ON work.notes USING btree (about_kind, about_id, id);

create table work.notices (
  id uuid not null default uuidv7(),
  kind text not null,
  program uuid,
  about_kind text not null,
  about_id uuid not null,
  title text not null,
  words text not null,
  href text not null,
  key text,
  happened_at timestamp with time zone not null,
  constraint notices_pkey PRIMARY KEY (id),
  constraint notices_key_key UNIQUE (key),
  constraint notices_title_check CHECK ((length(title) <= 300)),
  constraint notices_words_check CHECK ((length(words) <= 300))
);
CREATE INDEX notices_about ON work.notices USING btree (about_kind, about_id);
CREATE INDEX notices_happened ON work.notices USING btree (happened_at);

create table work.notification_choices (
  account uuid not null,
  kind text not null,
  in_app boolean not null,
  mail text not null,
  slack boolean not null,
  constraint notification_choices_pkey PRIMARY KEY (account, kind),
  constraint notification_choices_mail_check CHECK ((mail = ANY (ARRAY['off'::text, 'now'::text, 'digest'::text])))
);

create table work.notification_settings (
  account uuid not null,
  zone text,
  digest text not null,
  digest_at text not null,
  digest_on smallint not null,
  quiet_from text,
  quiet_to text,
  quiet_days smallint[] not null default '{}'::smallint[],
  slack_host text,
  constraint notification_settings_pkey PRIMARY KEY (account),
  constraint notification_settings_check CHECK (((quiet_from IS NULL) = (quiet_to IS NULL))),
  constraint notification_settings_digest_check CHECK ((digest = ANY (ARRAY['hourly'::text, 'daily'::text, 'weekly'::text]))),
  constraint notification_settings_digest_on_check CHECK (((digest_on >= 1) AND (digest_on <= 7)))
);

create table work.notifications (
  id uuid not null default uuidv7(),
  notice uuid not null,
  account uuid not null,
  read_at timestamp with time zone,
  constraint notifications_pkey PRIMARY KEY (id),
  constraint notifications_notice_account_key UNIQUE (notice, account),
  constraint notifications_notice_fkey FOREIGN KEY (notice) REFERENCES work.notices(id) ON DELETE CASCADE
);
CREATE INDEX notifications_of ON work.notifications USING btree (account, id);
CREATE INDEX notifications_unread ON work.notifications USING btree (account) WHERE (read_at IS NULL);

create table work.settings (
  account uuid not null,
  choices jsonb not null default '{}'::jsonb,
  lists jsonb not null default '{}'::jsonb,
  changed_at timestamp with time zone not null,
  constraint settings_pkey PRIMARY KEY (account),
  constraint settings_choices_check CHECK ((jsonb_typeof(choices) = 'object'::text)),
  constraint settings_lists_check CHECK ((jsonb_typeof(lists) = 'object'::text))
);

create table work.tellings (
  id uuid not null default uuidv7(),
  notice uuid not null,
  account uuid,
  channel uuid,
  via text not null,
  due_at timestamp with time zone not null,
  tries integer not null default 0,
  trouble text,
  ended_at timestamp with time zone,
  outcome text,
  constraint tellings_pkey PRIMARY KEY (id),
  constraint tellings_notice_account_channel_via_key UNIQUE NULLS NOT DISTINCT (notice, account, channel, via),
  constraint tellings_check CHECK ((num_nonnulls(account, channel) = 1)),
  constraint tellings_check1 CHECK (((ended_at IS NULL) = (outcome IS NULL))),
  constraint tellings_outcome_check CHECK ((outcome = ANY (ARRAY['told'::text, 'read'::text, 'not-theirs'::text, 'off'::text, 'failed'::text]))),
  constraint tellings_via_check CHECK ((via = ANY (ARRAY['mail'::text, 'digest'::text, 'slack'::text]))),
  constraint tellings_channel_fkey FOREIGN KEY (channel) REFERENCES work.channels(id),
  constraint tellings_notice_fkey FOREIGN KEY (notice) REFERENCES work.notices(id) ON DELETE CASCADE
);
CREATE INDEX tellings_channel ON work.tellings USING btree (channel) WHERE (ended_at IS NULL);
CREATE INDEX tellings_due ON work.tellings USING btree (due_at, id) WHERE (ended_at IS NULL);
CREATE INDEX tellings_of ON work.tellings USING btree (account, via) WHERE (ended_at IS NULL);

create table work.todos (
  id uuid not null default uuidv7(),
  about_kind text,
  about_id uuid,
  program uuid,
  title text not null,
  assignee uuid not null,
  due_on date,
  made_by uuid,
  made_at timestamp with time zone not null,
  done_at timestamp with time zone,
  done_by uuid,
  constraint todos_pkey PRIMARY KEY (id),
  constraint todos_check CHECK (((about_kind IS NULL) = (about_id IS NULL))),
  constraint todos_title_check CHECK (((length(title) >= 1) AND (length(title) <= 300)))
);
CREATE INDEX todos_about ON work.todos USING btree (about_kind, about_id, id);
CREATE INDEX todos_open ON work.todos USING btree (assignee, due_on, id) WHERE (done_at IS NULL);

create table work.view_places (
  account uuid not null,
  list text not null,
  opens_with text,
  places text[] not null default '{}'::text[],
  constraint view_places_pkey PRIMARY KEY (account, list)
);

create table work.views (
  id uuid not null default uuidv7(),
  list text not null,
  name text not null,
  query text not null,
  look jsonb not null default '{}'::jsonb,
  owner uuid not null,
  audience text not null,
  program uuid,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint views_pkey PRIMARY KEY (id),
  constraint views_audience_check CHECK ((audience = ANY (ARRAY['private'::text, 'everybody'::text, 'program'::text]))),
  constraint views_check CHECK (((audience = 'program'::text) = (program IS NOT NULL))),
  constraint views_list_check CHECK ((list ~ '^/[a-z0-9/$-]{1,120}$'::text)),
  constraint views_look_check CHECK ((jsonb_typeof(look) = 'object'::text)),
  constraint views_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  constraint views_query_check CHECK ((length(query) <= 2000))
);
CREATE UNIQUE INDEX views_named ON work.views USING btree (list, owner, lower(name)) WHERE (removed_at IS NULL);
CREATE INDEX views_of ON work.views USING btree (list, id) WHERE (removed_at IS NULL);

create table work.visits (
  account uuid not null,
  kind text not null,
  id uuid not null,
  seen_at timestamp with time zone not null,
  before_at timestamp with time zone,
  constraint visits_pkey PRIMARY KEY (account, kind, id)
);
CREATE INDEX visits_recent ON work.visits USING btree (account, seen_at DESC);
