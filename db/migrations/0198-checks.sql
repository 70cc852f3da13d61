-- How many projects of a namespace strangers cannot see, as its forge told somebody who signed in there and controls it.
alter table programs.forge_proofs add column hidden integer;

-- Who pays already: accounts of companies, from a list that somebody brought. Matched by number, mail domain and folded name.
create table programs.customers (
  id uuid primary key default uuidv7(),
  number text not null unique,
  name text not null,
  folded text not null,
  domains text[] not null,
  last_paid_on date,
  first_brought_at timestamptz not null,
  brought_at timestamptz not null,
  brought_by uuid not null
);
create index customers_domains on programs.customers using gin (domains);
create index customers_folded on programs.customers (folded);
create index customers_name on programs.customers (name, id);

-- Documents that show something, looked at by a person. The bytes are sealed with the installation's key, and go when the time is over; the row stays.
create table programs.documents (
  id uuid primary key default uuidv7(),
  application uuid not null references programs.applications (id) on delete cascade,
  attempt integer not null,
  name text not null,
  media_type text not null,
  size integer not null,
  dated_on date not null,
  sent_at timestamptz not null,
  verdict text check (verdict in ('accepted', 'rejected')),
  words text not null default '',
  judged_at timestamptz,
  judged_by uuid,
  purged_at timestamptz,
  unique (application, attempt),
  check ((verdict is null) = (judged_at is null))
);
create index documents_kept on programs.documents (application) where purged_at is null;
create table programs.document_bytes (
  document uuid not null references programs.documents (id) on delete cascade,
  nr integer not null,
  sealed bytea not null,
  primary key (document, nr)
);

-- Verifiers outside (or a person of the team, where there is no address), what was asked of them, and what they said.
create table programs.verifiers (
  id uuid primary key default uuidv7(),
  code text not null unique,
  name text not null,
  url text,
  sealed bytea,
  added_at timestamptz not null,
  changed_at timestamptz not null,
  ended_at timestamptz
);
create table programs.verifications (
  id uuid primary key default uuidv7(),
  application uuid not null references programs.applications (id) on delete cascade,
  verifier uuid not null references programs.verifiers (id),
  tracking text not null unique,
  asked_at timestamptz not null,
  goes_to text,
  unique (id, verifier)
);
create index verifications_of on programs.verifications (application, asked_at desc);
create table programs.verification_reports (
  id uuid primary key default uuidv7(),
  verification uuid not null references programs.verifications (id) on delete cascade,
  message text,
  way text not null check (way in ('webhook', 'asked', 'hand')),
  status text not null check (status in ('initialised', 'succeeded', 'rejected')),
  feedback text not null default '',
  reported_at timestamptz not null,
  reported_by uuid,
  unique (verification, message)
);
create index verification_reports_of on programs.verification_reports (verification, reported_at desc);
create table programs.bypass_codes (
  id uuid primary key default uuidv7(),
  application uuid not null references programs.applications (id) on delete cascade,
  code_hash bytea not null,
  words text not null,
  made_at timestamptz not null,
  made_by uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index bypass_codes_of on programs.bypass_codes (application, made_at desc);
