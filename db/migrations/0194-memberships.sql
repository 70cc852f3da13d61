-- Memberships that last: a membership is an organisation or person in a program, and each time it is granted or renewed it has a term.

alter table programs.memberships
  add column name text,
  add column namespace uuid,
  add column namespace_key text,
  add column owner_name text,
  add column owner_address text,
  add column language text not null default 'en',
  -- worked out from the rows below, as of state_since: time alone can have moved it on since (membership.ts)
  add column state text check (state in ('granted', 'active', 'renewal-due', 'in-breach', 'lapsed', 'revoked', 'ended', 'alumni')),
  add column state_since timestamptz,
  add column level text;

update programs.memberships m set
  name = a.project, namespace = a.namespace, namespace_key = a.namespace_key, owner_name = a.applicant_name,
  owner_address = a.address, language = a.language,
  state = case when m.ended_at is not null then 'ended' when m.starts_at is null then 'granted' when m.ends_at <= now() then 'lapsed' else 'active' end,
  state_since = case when m.ended_at is not null then m.ended_at when m.starts_at is null then m.granted_at when m.ends_at <= now() then m.ends_at else m.starts_at end
from programs.applications a where a.id = m.application;

-- one a granted application or automatic renewal; null: imported, or gone on by itself
create table programs.terms (
  id uuid primary key default uuidv7(),
  membership uuid not null references programs.memberships(id),
  position int not null check (position > 0),
  application uuid references programs.applications(id),
  policy uuid references programs.policies(id),
  tier text,
  price_share int not null default 0 check (price_share between 0 and 100),
  months int not null check (months > 0),
  granted_at timestamptz not null,
  starts_at timestamptz,
  ends_at timestamptz,
  unique (membership, position),
  unique (id, membership),
  check ((starts_at is null) = (ends_at is null)),
  check (ends_at > starts_at)
);
insert into programs.terms (membership, position, application, policy, tier, months, granted_at, starts_at, ends_at)
  select m.id, 1, m.application, a.policy, d.tier, m.term_months, m.granted_at, m.starts_at, m.ends_at
  from programs.memberships m join programs.applications a on a.id = m.application
  left join programs.decisions d on d.application = a.id and d.undone_at is null order by m.granted_at, m.id;
create unique index terms_application on programs.terms (application) where application is not null;
create index terms_time on programs.terms (starts_at, ends_at) include (membership) where starts_at is not null;

alter table programs.memberships
  drop column application,
  drop column term_months,
  alter column name set not null,
  alter column state set not null,
  alter column state_since set not null,
  add column found_by text generated always as (lower(regexp_replace(normalize(
    ' ' || name || ' ' || coalesce(namespace_key, '') || ' ' || coalesce(owner_name, '') || ' ' || coalesce(owner_address, ''), NFKD),
    '[\u0300-\u036f]+', '', 'g'))) stored;
drop index programs.memberships_term;
create index memberships_ends on programs.memberships (program, ends_at, id);
create index memberships_ending on programs.memberships (ends_at) where state in ('active', 'renewal-due', 'in-breach');
create index memberships_state on programs.memberships (program, state, granted_at desc, id desc);
create index memberships_level on programs.memberships (program, level, granted_at desc, id desc) where level is not null;
create index memberships_found_by on programs.memberships using gin (found_by gin_trgm_ops);
create index memberships_namespace on programs.memberships (namespace_key) where namespace_key is not null;
create index memberships_organisation on programs.memberships (organisation) where organisation is not null;

-- what a term gives: the main thing, seconds that were approved, and what took the place of something
alter table programs.entitlements
  drop constraint entitlements_membership_key,
  add column term uuid,
  add column kind text not null default 'main' check (kind in ('main', 'second', 'replacement')),
  add column delivery text not null default 'coupon' check (delivery in ('coupon', 'webhook', 'hand', 'none')),
  add column replaced_by uuid unique references programs.entitlements(id) deferrable initially deferred,
  add column replaced_at timestamptz,
  -- worked out: since when it waits for a code because the pool had none
  add column wanted_since timestamptz,
  alter column hosting drop not null,
  add check ((replaced_by is null) = (replaced_at is null));
update programs.entitlements e set term = t.id,
  wanted_since = case when a.stage = 'awaiting-coupon' then a.stage_since end
from programs.terms t join programs.applications a on a.id = t.application where t.membership = e.membership;
alter table programs.entitlements
  alter column term set not null,
  add foreign key (term, membership) references programs.terms(id, membership);
create index entitlements_membership on programs.entitlements (membership, id);
create index entitlements_term on programs.entitlements (term);
create unique index entitlements_main on programs.entitlements (term) where kind = 'main';
create index entitlements_wanted on programs.entitlements (program, wanted_since, id) include (sku) where wanted_since is not null;

-- a code that was lost or did not work gives way to another one; it stays gone
alter table programs.coupon_issues
  add column superseded_at timestamptz,
  add column superseded_by uuid,
  add column superseded_why text check (superseded_why in ('lost', 'used', 'invalid', 'replaced')),
  add column superseded_words text,
  add check ((superseded_at is null) = (superseded_why is null));
drop index programs.coupon_issues_entitlement;
create unique index coupon_issues_entitlement on programs.coupon_issues (entitlement) where superseded_at is null;
create index coupon_issues_all on programs.coupon_issues (entitlement, issued_at);

-- an application of somebody who is a member, and the draft of one
alter table programs.applications add column renews uuid references programs.memberships(id);
create index applications_renews on programs.applications (renews) where renews is not null;
alter table programs.drafts add column renews uuid references programs.memberships(id);

-- a private link can open a membership, too
alter table programs.links
  alter column application drop not null,
  add column membership uuid references programs.memberships(id) on delete cascade,
  drop constraint links_purpose_check,
  add constraint links_purpose_check check (purpose in ('status', 'confirm-mail', 'change-mail', 'member', 'give-away', 'take-over')),
  add check ((application is null) <> (membership is null));
create index links_membership on programs.links (membership) where membership is not null;

-- why a membership is over before its term is; alumni can come back
create table programs.endings (
  id uuid primary key default uuidv7(),
  membership uuid not null references programs.memberships(id),
  kind text not null check (kind in ('revoked', 'handed-back', 'alumni')),
  words text not null,
  ended_at timestamptz not null,
  ended_by uuid,
  taken_back_at timestamptz,
  taken_back_by uuid,
  taken_back_words text
);
create unique index endings_in_force on programs.endings (membership) where taken_back_at is null;
insert into programs.endings (membership, kind, words, ended_at) select id, 'handed-back', '', ended_at from programs.memberships where ended_at is not null;

create table programs.breaches (
  id uuid primary key default uuidv7(),
  membership uuid not null references programs.memberships(id),
  severe boolean not null default false,
  words text not null,
  opened_at timestamptz not null,
  opened_by uuid,
  cure_until timestamptz not null,
  answer text,
  answered_at timestamptz,
  outcome text check (outcome in ('cured', 'revoked')),
  outcome_words text,
  resolved_at timestamptz,
  resolved_by uuid,
  check ((outcome is null) = (resolved_at is null))
);
create unique index breaches_open on programs.breaches (membership) where resolved_at is null;
create index breaches_membership on programs.breaches (membership, opened_at);
create index breaches_due on programs.breaches (cure_until) where resolved_at is null;

-- that time moved a membership on: said once a term
create table programs.membership_marks (
  term uuid not null references programs.terms(id) on delete cascade,
  mark text not null check (mark in ('renewal-due', 'lapsed')),
  recorded_at timestamptz not null,
  primary key (term, mark)
);
create table programs.renewal_reminders (
  term uuid not null references programs.terms(id) on delete cascade,
  days int not null,
  mail uuid,
  sent_at timestamptz not null,
  primary key (term, days)
);

-- wishes of members, and of the team for them, that somebody grants
create table programs.entitlement_requests (
  id uuid primary key default uuidv7(),
  membership uuid not null references programs.memberships(id),
  kind text not null check (kind in ('replacement', 'second')),
  entitlement uuid references programs.entitlements(id),
  hosting text,
  words text not null,
  asked_at timestamptz not null,
  asked_by uuid,
  granted boolean,
  decision_words text,
  decided_at timestamptz,
  decided_by uuid,
  given uuid references programs.entitlements(id),
  check ((granted is null) = (decided_at is null)),
  check ((kind = 'replacement') = (entitlement is not null))
);
create unique index entitlement_requests_open on programs.entitlement_requests (membership, kind) where decided_at is null;
create index entitlement_requests_membership on programs.entitlement_requests (membership, asked_at);

create table programs.contacts (
  id uuid primary key default uuidv7(),
  membership uuid not null references programs.memberships(id),
  role text not null,
  name text not null,
  address text not null,
  identity uuid not null,
  changed_at timestamptz not null,
  changed_by uuid,
  unique (membership, role)
);
create index contacts_identity on programs.contacts (identity);

create table programs.duties (
  id uuid primary key default uuidv7(),
  membership uuid not null references programs.memberships(id),
  term uuid not null references programs.terms(id) on delete cascade,
  code text not null,
  due_on date not null,
  done_at timestamptz,
  done_by uuid,
  words text,
  unique (term, code, due_on)
);
create index duties_membership on programs.duties (membership, due_on);
create index duties_open on programs.duties (due_on) where done_at is null;

create table programs.reference_consents (
  id uuid primary key default uuidv7(),
  membership uuid not null references programs.memberships(id),
  kind text not null check (kind in ('quote', 'case-study', 'sales-call', 'logo', 'blog', 'talk', 'testimonial', 'review-site', 'press')),
  scope text not null,
  speaker text not null,
  given_at timestamptz not null,
  given_by uuid,
  ends_on date,
  withdrawn_at timestamptz,
  withdrawn_by uuid
);
create index reference_consents_membership on programs.reference_consents (membership, given_at);

create table programs.level_changes (
  id uuid primary key default uuidv7(),
  membership uuid not null references programs.memberships(id),
  level text,
  words text not null,
  changed_at timestamptz not null,
  changed_by uuid
);
create index level_changes_membership on programs.level_changes (membership, id);

create table programs.activity_reviews (
  id uuid primary key default uuidv7(),
  membership uuid not null references programs.memberships(id),
  due_at timestamptz not null,
  opened_at timestamptz not null,
  outcome text check (outcome in ('stays', 'alumni')),
  words text,
  decided_at timestamptz,
  decided_by uuid,
  unique (membership, due_at),
  check ((outcome is null) = (decided_at is null))
);
create unique index activity_reviews_open on programs.activity_reviews (membership) where decided_at is null;

create table programs.transfers (
  id uuid primary key default uuidv7(),
  membership uuid not null references programs.memberships(id),
  to_name text,
  to_address text,
  words text not null,
  offered_at timestamptz not null,
  offered_by uuid,
  given_away_at timestamptz,
  taken_over_at timestamptz,
  expires_at timestamptz not null,
  done_at timestamptz,
  ended_at timestamptz
);
create unique index transfers_open on programs.transfers (membership) where done_at is null and ended_at is null;
create index transfers_membership on programs.transfers (membership, offered_at);

-- where the shop takes requests to provision, and each request with its tries; the answer is a booking
create table programs.provisioners (
  program uuid primary key references programs.programs(id) on delete cascade,
  address text not null,
  hint text not null,
  set_at timestamptz not null,
  set_by uuid
);
create table programs.provision_requests (
  entitlement uuid primary key references programs.entitlements(id),
  asked_at timestamptz not null,
  tries int not null default 0,
  next_at timestamptz,
  taken_at timestamptz,
  status int,
  fault text
);
create index provision_requests_due on programs.provision_requests (next_at) where next_at is not null;

-- what the shop says of use: a day's active seats of an entitlement
create table programs.uses (
  entitlement uuid not null references programs.entitlements(id),
  day date not null,
  seats int not null check (seats >= 0),
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (entitlement, day)
);
create index uses_day on programs.uses (day);

-- how many codes a renewal takes on the average, for the forecast of the pool
alter table programs.programs add column reverification numeric(4, 2) not null default 1 check (reverification between 0.1 and 10);
