-- What the outside is told: webhooks to programs of others, and notifications to the people who work here.
create schema webhooks;

-- Where facts are sent to. It is enabled while `disabled_at` is null; a removed one stays as a row for what was delivered.
create table webhooks.endpoints (
  id uuid primary key default uuidv7(),
  address text not null check (length(address) between 1 and 2000),
  words text not null check (length(words) <= 200),
  -- the kinds of facts it hears; null: all, also those that come to be
  kinds text[] check (cardinality(kinds) > 0),
  -- null: facts of every program, and those of none
  program uuid,
  made_by uuid,
  made_at timestamptz not null,
  -- it hears what happens from here on
  enabled_at timestamptz not null,
  disabled_at timestamptz,
  disabled_why text check (disabled_why in ('hand', 'gone', 'failing')),
  disabled_by uuid,
  -- the first failure since the last success; null while all is well
  failing_since timestamptz,
  succeeded_at timestamptz,
  failed_at timestamptz,
  -- the receiver asked for rest until then (Retry-After)
  rests_until timestamptz,
  removed_at timestamptz,
  removed_by uuid,
  check ((disabled_at is null) = (disabled_why is null))
);

-- Several may be in force at once while a receiver changes over. The secret itself is sealed in house.secrets.
create table webhooks.secrets (
  id uuid primary key default uuidv7(),
  endpoint uuid not null references webhooks.endpoints (id) on delete cascade,
  -- its last four characters, to tell one from another
  hint text not null,
  made_by uuid,
  made_at timestamptz not null,
  -- signs until then; null: until another takes its place
  expires_at timestamptz
);
create index secrets_of on webhooks.secrets (endpoint);

-- One fact for one endpoint. `message` is the webhook-id, the same in every attempt. A test is about no fact.
create table webhooks.deliveries (
  id uuid primary key default uuidv7(),
  endpoint uuid not null references webhooks.endpoints (id) on delete cascade,
  fact uuid references ledger.facts (id) on delete cascade,
  message uuid not null,
  kind text not null,
  about_kind text,
  about_id uuid,
  identity uuid,
  -- the body as it is signed; null once it was erased
  payload text,
  state text not null check (state in ('waiting', 'sending', 'succeeded', 'failed')),
  made_at timestamptz not null,
  -- when it is tried next
  due_at timestamptz not null,
  -- attempts of this round; a redelivery begins a new one
  tries integer not null default 0,
  attempt uuid,
  attempt_at timestamptz,
  ended_at timestamptz,
  unique (endpoint, fact),
  check ((state = 'sending') = (attempt is not null)),
  check ((state in ('succeeded', 'failed')) = (ended_at is not null))
);
create index deliveries_list on webhooks.deliveries (endpoint, id);
create index deliveries_state on webhooks.deliveries (endpoint, state, id);
create index deliveries_due on webhooks.deliveries (endpoint, due_at, id) where state in ('waiting', 'sending');
create index deliveries_made on webhooks.deliveries (made_at);
create index deliveries_about on webhooks.deliveries (about_kind, about_id);
create index deliveries_identity on webhooks.deliveries (identity) where identity is not null;

-- One request. Written before it goes out: one without an end was cut off, and may have arrived.
create table webhooks.attempts (
  id uuid primary key,
  delivery uuid not null references webhooks.deliveries (id) on delete cascade,
  at timestamptz not null,
  ended_at timestamptz,
  milliseconds integer,
  status integer,
  -- the beginning of the answer's body; null once it was erased
  response text,
  -- why there was no answer, for people
  fault text
);
create index attempts_of on webhooks.attempts (delivery, id);

-- What people of the house ought to know. The words name no person outside.
create table work.notices (
  id uuid primary key default uuidv7(),
  kind text not null,
  program uuid,
  about_kind text not null,
  about_id uuid not null,
  title text not null check (length(title) <= 300),
  words text not null check (length(words) <= 300),
  href text not null,
  -- a second notice with the same key is the first one
  key text unique,
  happened_at timestamptz not null
);
create index notices_about on work.notices (about_kind, about_id);
create index notices_happened on work.notices (happened_at);

-- A notice in the list of one account.
create table work.notifications (
  id uuid primary key default uuidv7(),
  notice uuid not null references work.notices (id) on delete cascade,
  account uuid not null,
  read_at timestamptz,
  unique (notice, account)
);
create index notifications_of on work.notifications (account, id);
create index notifications_unread on work.notifications (account) where read_at is null;

-- What somebody chose for one kind of notice; without a row, what the kind usually does.
create table work.notification_choices (
  account uuid not null,
  kind text not null,
  in_app boolean not null,
  mail text not null check (mail in ('off', 'now', 'digest')),
  slack boolean not null,
  primary key (account, kind)
);

-- When somebody wants to be told. `zone` null: the organisation's. The address for Slack is sealed in house.secrets.
create table work.notification_settings (
  account uuid primary key,
  zone text,
  digest text not null check (digest in ('hourly', 'daily', 'weekly')),
  digest_at text not null,
  digest_on smallint not null check (digest_on between 1 and 7),
  quiet_from text,
  quiet_to text,
  quiet_days smallint[] not null default '{}',
  slack_host text,
  check ((quiet_from is null) = (quiet_to is null))
);

-- A room of a chat program that hears notices of some kinds, of one program or (null) of all.
create table work.channels (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 80),
  program uuid,
  kinds text[] not null check (cardinality(kinds) > 0),
  host text not null,
  made_by uuid,
  made_at timestamptz not null,
  removed_at timestamptz
);

-- That a notice is to be told to somebody beside the list, and whether it was. `due_at` keeps quiet hours and digests.
create table work.tellings (
  id uuid primary key default uuidv7(),
  notice uuid not null references work.notices (id) on delete cascade,
  account uuid,
  channel uuid references work.channels (id),
  via text not null check (via in ('mail', 'digest', 'slack')),
  due_at timestamptz not null,
  tries integer not null default 0,
  trouble text,
  ended_at timestamptz,
  outcome text check (outcome in ('told', 'read', 'not-theirs', 'off', 'failed')),
  check (num_nonnulls(account, channel) = 1),
  check ((ended_at is null) = (outcome is null)),
  unique nulls not distinct (notice, account, channel, via)
);
create index tellings_due on work.tellings (due_at, id) where ended_at is null;
create index tellings_of on work.tellings (account, via) where ended_at is null;
create index tellings_channel on work.tellings (channel) where ended_at is null;

-- Published to the other rooms: who may be told what. Accounts that can sign in, with each role in force.
create view access.staff as
select a.id account, a.name, a.mail, g.role, g.program
from access.accounts a join access.grants g on g.account = a.id and g.ended_at is null
where a.disabled_at is null;
