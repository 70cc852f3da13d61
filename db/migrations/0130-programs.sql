-- Programs: who may apply to what under which policy, what came of it, and what members got.
-- What is decided, asked, proved or withdrawn is a row that says who and when; `applications.stage`, `waiting_for` and
-- `due_at` are worked out from those rows again whenever one of them changes (application.ts), never set by hand.
create schema programs;

create table programs.programs (
  id uuid primary key default uuidv7(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  -- the letters before an application number, such as OSS
  prefix text not null unique check (prefix ~ '^[A-Z]{2,5}$'),
  preset text not null,
  made_at timestamptz not null,
  opened_at timestamptz,
  closed_at timestamptz
);

create table programs.policies (
  id uuid primary key default uuidv7(),
  program uuid not null references programs.programs (id),
  version integer not null,
  policy jsonb not null,
  published_at timestamptz not null,
  published_by uuid,
  unique (program, version)
);

create table programs.drafts (
  id uuid primary key default uuidv7(),
  program uuid not null references programs.programs (id),
  key_hash bytea not null unique,
  answers jsonb not null,
  -- where the link to resume was mailed to; null until the applicant asked for it
  address text,
  made_at timestamptz not null,
  saved_at timestamptz not null,
  expires_at timestamptz not null
);
create index drafts_expiry on programs.drafts (expires_at);

create table programs.applications (
  id uuid primary key,
  number bigint generated always as identity unique,
  program uuid not null references programs.programs (id),
  policy uuid not null references programs.policies (id),
  kind text not null check (kind in ('new', 'renewal')),
  -- the draft it was sent from: sending a draft twice makes one application
  draft uuid unique,
  -- community.identities: the mail address, and the namespace that the project lives in
  identity uuid not null,
  namespace uuid,
  -- community.organisations
  organisation uuid,
  -- personal; emptied when retention ends
  applicant_name text,
  address text,
  country text,
  project text not null,
  namespace_key text not null,
  namespace_url text not null,
  hosting text not null check (hosting in ('saas', 'self-managed')),
  answers jsonb not null,
  -- what the applicant signed: [{statement, words, at}]
  statements jsonb not null,
  -- the token that the applicant places to prove control; public by its nature
  proof_token text not null,
  language text not null default 'en',
  submitted_at timestamptz not null,
  mail_confirmed_at timestamptz,
  stage text not null,
  stage_since timestamptz not null,
  waiting_for text not null check (waiting_for in ('us', 'them', 'nobody')),
  -- when our promise is due, and from when on it is at risk; null while the clock has not started, is stopped or paused
  due_at timestamptz,
  at_risk_at timestamptz,
  decided_at timestamptz,
  erased_at timestamptz,
  -- what the search looks through: small letters without accents; empties itself with the personal values
  found_by text not null generated always as (lower(regexp_replace(normalize(
    ' ' || project || ' ' || namespace_key || ' ' || coalesce(applicant_name, '') || ' ' || coalesce(address, ''), NFKD),
    '[\u0300-\u036f]+', '', 'g'))) stored
);
-- Lists are sorted by the time of applying, by the time in the stage, or by what is due first (what is not due comes last).
create index applications_newest on programs.applications (program, submitted_at desc, id desc);
create index applications_all_newest on programs.applications (submitted_at desc, id desc);
create index applications_board on programs.applications (program, stage, stage_since, id) include (due_at);
create index applications_stage on programs.applications (stage, stage_since, id);
create index applications_oldest on programs.applications (stage_since, id);
create index applications_due on programs.applications (coalesce(due_at, timestamptz '9999-12-31 00:00:00+00'), id);
create index applications_at_risk on programs.applications (at_risk_at) where at_risk_at is not null;
-- The few that are not at an end, for what waits for somebody.
create index applications_open on programs.applications (program, waiting_for, due_at, id) where waiting_for <> 'nobody';
create index applications_found_by on programs.applications using gin (found_by gin_trgm_ops);
create index applications_address on programs.applications (lower(address)) where address is not null;
create index applications_identity on programs.applications (identity);
create index applications_namespace on programs.applications (namespace_key);
create index applications_namespace_identity on programs.applications (namespace) where namespace is not null;
create index applications_organisation on programs.applications (organisation) where organisation is not null;

create table programs.repositories (
  id uuid primary key default uuidv7(),
  application uuid not null references programs.applications (id) on delete cascade,
  position integer not null,
  -- folded and canonical, such as gitlab.com/inkscape/inkscape
  key text not null,
  url text not null,
  unique (application, key)
);
create index repositories_key on programs.repositories (key);

-- The applicant's private links; only a hash is kept.
create table programs.links (
  key_hash bytea primary key,
  application uuid not null references programs.applications (id) on delete cascade,
  purpose text not null check (purpose in ('status', 'confirm-mail', 'change-mail')),
  -- for change-mail: the new address
  address text,
  made_at timestamptz not null,
  expires_at timestamptz,
  used_at timestamptz
);
create index links_application on programs.links (application);

-- Spans in which we wait for the applicant. They pause the clock once it has started.
create table programs.waits (
  id uuid primary key default uuidv7(),
  application uuid not null references programs.applications (id) on delete cascade,
  cause text not null check (cause in ('mail', 'proof', 'answer')),
  since timestamptz not null,
  until timestamptz check (until >= since)
);
create unique index waits_open on programs.waits (application, cause) where until is null;
create index waits_application on programs.waits (application);

create table programs.checks (
  id uuid primary key default uuidv7(),
  application uuid not null references programs.applications (id) on delete cascade,
  name text not null,
  state text not null check (state in ('waiting', 'running', 'passed', 'failed', 'unsure', 'unavailable')),
  -- what it found, in words for people
  words text not null,
  -- [{subject, finding, words, source, at, data}]
  evidence jsonb not null default '[]',
  asked_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  -- a later run of the same check takes its place; this one stays as history
  superseded_at timestamptz
);
create unique index checks_in_force on programs.checks (application, name) where superseded_at is null;
create index checks_application on programs.checks (application, id);

create table programs.questions (
  id uuid primary key default uuidv7(),
  application uuid not null references programs.applications (id) on delete cascade,
  words text not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  answered_at timestamptz,
  withdrawn_at timestamptz
);
create unique index questions_open on programs.questions (application) where answered_at is null and withdrawn_at is null;

create table programs.messages (
  id uuid primary key default uuidv7(),
  application uuid not null references programs.applications (id) on delete cascade,
  sender text not null check (sender in ('applicant', 'team')),
  author uuid,
  body text not null check (length(body) between 1 and 20000),
  question uuid references programs.questions (id),
  sent_at timestamptz not null
);
create index messages_application on programs.messages (application, id);

create table programs.decisions (
  id uuid primary key default uuidv7(),
  application uuid not null references programs.applications (id) on delete cascade,
  verdict text not null check (verdict in ('approved', 'refused')),
  -- a code of the policy's list of reasons; every refusal has one
  reason text,
  words text not null,
  -- null: the rule of the policy decided
  decided_by uuid,
  policy uuid not null references programs.policies (id),
  -- the checks in force and statements it rests on, as they were
  evidence jsonb not null,
  decided_at timestamptz not null,
  -- until then it can be undone, and the applicant does not hear of it
  final_at timestamptz not null,
  undone_at timestamptz,
  undone_by uuid,
  settled_at timestamptz,
  -- what the clock showed at that moment, by the calendar then in force: for figures over many decisions
  program uuid not null,
  business_days_without_waiting integer not null,
  business_days_with_waiting integer not null,
  kept boolean not null,
  check (verdict = 'approved' or reason is not null)
);
create unique index decisions_in_force on programs.decisions (application) where undone_at is null;
create index decisions_time on programs.decisions (decided_at, id)
  include (program, verdict, reason, decided_by, business_days_without_waiting, business_days_with_waiting, kept)
  where undone_at is null;

create table programs.withdrawals (
  application uuid primary key references programs.applications (id) on delete cascade,
  withdrawn_at timestamptz not null,
  -- 'applicant', or 'silence' when a mail was never confirmed
  cause text not null check (cause in ('applicant', 'silence'))
);

create table programs.agreements (
  application uuid primary key references programs.applications (id) on delete cascade,
  version text not null,
  text_sha256 bytea not null,
  signed_name text not null,
  accepted_at timestamptz not null
);

create table programs.consents (
  id uuid primary key default uuidv7(),
  application uuid not null references programs.applications (id) on delete cascade,
  purpose text not null check (purpose in ('privacy-notice', 'news')),
  text_version text not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz
);
create index consents_application on programs.consents (application);

create table programs.coupon_batches (
  id uuid primary key default uuidv7(),
  program uuid not null references programs.programs (id),
  sku text not null,
  name text not null,
  added_by uuid,
  added_at timestamptz not null,
  expires_on date
);

-- The register of codes. A code exists once in the house.
create table programs.coupons (
  id uuid primary key default uuidv7(),
  batch uuid not null references programs.coupon_batches (id),
  program uuid not null,
  sku text not null,
  code text not null,
  code_folded text not null unique,
  -- repeats coupon_issues, so that the free codes have an index of their own
  issued_at timestamptz,
  voided_at timestamptz,
  voided_by uuid,
  void_words text
);
create index coupons_batch on programs.coupons (batch, id);
create index coupons_register on programs.coupons (program, id desc);
create index coupons_pool on programs.coupons (program, sku, batch, id) where voided_at is null and issued_at is null;
create index coupons_issued on programs.coupons (program, sku) where issued_at is not null;

create table programs.memberships (
  id uuid primary key default uuidv7(),
  program uuid not null references programs.programs (id),
  application uuid not null unique references programs.applications (id),
  identity uuid not null,
  organisation uuid,
  term_months integer not null,
  granted_at timestamptz not null,
  -- half-open; null until the booking is confirmed
  starts_at timestamptz,
  ends_at timestamptz,
  ended_at timestamptz
);
create index memberships_newest on programs.memberships (program, granted_at desc, id desc);
create index memberships_term on programs.memberships (program, starts_at, ends_at) include (ended_at);
create index memberships_identity on programs.memberships (identity);

create table programs.entitlements (
  id uuid primary key default uuidv7(),
  membership uuid not null unique references programs.memberships (id),
  program uuid not null,
  sku text not null,
  hosting text not null,
  seats integer,
  granted_at timestamptz not null
);

-- A code that went out. One row a code, for ever: this is why none can go out twice.
create table programs.coupon_issues (
  coupon uuid primary key references programs.coupons (id),
  entitlement uuid not null references programs.entitlements (id),
  issued_at timestamptz not null,
  mail uuid not null
);
create unique index coupon_issues_entitlement on programs.coupon_issues (entitlement);

create table programs.bookings (
  entitlement uuid primary key references programs.entitlements (id),
  reference text not null unique,
  channel text not null check (channel in ('webhook', 'hand')),
  confirmed_by uuid,
  confirmed_at timestamptz not null
);
