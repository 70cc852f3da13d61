-- The review workbench: looking again (appeals, re-opening), silence, who is given what, second opinions, what reviewers tick and
-- score, exceptions and conflicts of interest. Everything is a row that says who and when.

-- A decision that was told and taken up again stays as it was told, here and in figures; it is in force no more.
alter table programs.decisions
  add column reopened_at timestamptz,
  add column reopened_by uuid,
  -- what the applicant was told about it
  add column reopened_words text,
  -- who agreed to it, where the policy asks for a second opinion
  add column seconded_by uuid,
  add check (reopened_at is null or settled_at is not null);
drop index programs.decisions_in_force;
create unique index decisions_in_force on programs.decisions (application) where undone_at is null and reopened_at is null;
create index decisions_of on programs.decisions (application, decided_at);

-- An application can fall silent, be re-opened, and be withdrawn again: one withdrawal is in force, the others are history.
alter table programs.withdrawals drop constraint withdrawals_pkey;
alter table programs.withdrawals
  add column id uuid primary key default uuidv7(),
  add column reopened_at timestamptz,
  add column reopened_by uuid,
  add column reopened_words text;
create unique index withdrawals_in_force on programs.withdrawals (application) where reopened_at is null;
create index withdrawals_of on programs.withdrawals (application);

-- the latest re-opening: the clock starts anew there; worked out from decisions and withdrawals
alter table programs.applications add column reopened_at timestamptz;

-- An applicant asks us to look again at a refusal; once for each decision.
create table programs.appeals (
  id uuid primary key default uuidv7(),
  application uuid not null references programs.applications (id) on delete cascade,
  decision uuid not null unique references programs.decisions (id) on delete cascade,
  words text not null check (length(words) between 1 and 20000),
  made_at timestamptz not null,
  answered_at timestamptz,
  answered_by uuid,
  upheld boolean,
  -- what the applicant was told
  answer text,
  check ((answered_at is null) = (upheld is null) and (answered_at is null) = (answer is null))
);
create index appeals_of on programs.appeals (application, made_at);
create index appeals_open on programs.appeals (made_at, application) where answered_at is null;

-- Silence: when something is to be done about this wait, a notice or the end; null: nothing. Worked out from the policy, the notice and
-- the time given.
alter table programs.waits add column silent_at timestamptz;
create index waits_silent on programs.waits (silent_at, id) where until is null and silent_at is not null;

-- That an applicant was told when the application ends, unless they answer. One counts for a wait; more time sets it aside.
create table programs.silence_notices (
  id uuid primary key default uuidv7(),
  wait uuid not null references programs.waits (id) on delete cascade,
  told_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > told_at),
  set_aside_at timestamptz
);
create unique index silence_notices_in_force on programs.silence_notices (wait) where set_aside_at is null;

-- A reviewer gives more time: nothing ends before `until`.
create table programs.more_time (
  id uuid primary key default uuidv7(),
  wait uuid not null references programs.waits (id) on delete cascade,
  until timestamptz not null,
  given_by uuid,
  given_at timestamptz not null
);
create index more_time_of on programs.more_time (wait);

-- Who is not given applications by turns; `until` is the last day away, null: until they say that they are back.
create table programs.reviewers_away (
  account uuid primary key,
  until date,
  set_at timestamptz not null
);
-- When somebody was last given something by turns.
create index assignments_given on work.assignments (program, account, assigned_at) where assigned_by is null;

-- A decision that somebody proposes and another person agrees or disagrees with.
create table programs.proposals (
  id uuid primary key default uuidv7(),
  application uuid not null references programs.applications (id) on delete cascade,
  verdict text not null check (verdict in ('approved', 'refused')),
  reason text,
  -- to the applicant, once it is decided so
  words text not null,
  tier text,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  answered_at timestamptz,
  answered_by uuid,
  agreed boolean,
  -- among colleagues
  answer text,
  -- taken back by who proposed it, or overtaken by what happened to the application
  ended_at timestamptz,
  -- what came of it
  decision uuid references programs.decisions (id) on delete set null,
  check (verdict = 'approved' or reason is not null),
  check ((answered_at is null) = (agreed is null)),
  check (answered_by is distinct from proposed_by)
);
create unique index proposals_open on programs.proposals (application) where answered_at is null and ended_at is null;
create index proposals_of on programs.proposals (application, proposed_at);

-- What a reviewer ticked of the policy's list; a tick taken away stays as history.
create table programs.ticks (
  id uuid primary key default uuidv7(),
  application uuid not null references programs.applications (id) on delete cascade,
  item text not null,
  ticked_by uuid,
  ticked_at timestamptz not null,
  unticked_at timestamptz,
  unticked_by uuid
);
create unique index ticks_in_force on programs.ticks (application, item) where unticked_at is null;

-- Somebody asks to approve although requirements are not met; others with the permission agree or not.
create table programs.exceptions (
  id uuid primary key default uuidv7(),
  application uuid not null references programs.applications (id) on delete cascade,
  requirements text[] not null check (cardinality(requirements) > 0),
  reason text not null check (length(reason) between 1 and 4000),
  asked_by uuid not null,
  asked_at timestamptz not null,
  -- so many have to agree: as the policy said when it was asked
  needed integer not null check (needed > 0),
  granted_at timestamptz,
  denied_at timestamptz,
  ended_at timestamptz,
  check (num_nonnulls(granted_at, denied_at, ended_at) <= 1)
);
create unique index exceptions_open on programs.exceptions (application) where granted_at is null and denied_at is null and ended_at is null;
create index exceptions_of on programs.exceptions (application, asked_at);
create table programs.exception_votes (
  exception uuid not null references programs.exceptions (id) on delete cascade,
  account uuid not null,
  agrees boolean not null,
  words text not null,
  voted_at timestamptz not null,
  primary key (exception, account)
);

-- Whom somebody must not judge: one application, everything of an organisation, or everything of a person.
create table programs.conflicts (
  id uuid primary key default uuidv7(),
  account uuid not null,
  about text not null check (about in ('application', 'organisation', 'person')),
  -- programs.applications, community.organisations or community.identities
  subject uuid not null,
  words text not null check (length(words) between 1 and 1000),
  declared_at timestamptz not null,
  ended_at timestamptz
);
create unique index conflicts_in_force on programs.conflicts (subject, account) where ended_at is null;
create index conflicts_of on programs.conflicts (account) where ended_at is null;

-- A round of a program: what came in within its window is ranked together. Half-open.
create table programs.rounds (
  id uuid primary key default uuidv7(),
  program uuid not null references programs.programs (id),
  name text not null check (length(name) between 1 and 120),
  opens_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > opens_at),
  -- so many can be taken; null: nobody said
  places integer check (places > 0),
  -- least score, 0 to 100, to be taken; null: none
  threshold numeric check (threshold between 0 and 100),
  made_by uuid,
  made_at timestamptz not null,
  removed_at timestamptz
);
create index rounds_of on programs.rounds (program, opens_at) where removed_at is null;

-- What a reviewer gave an application: by criterion 0 to its most, null where they abstain. A new sheet takes the place of the old one.
create table programs.scores (
  id uuid primary key default uuidv7(),
  application uuid not null references programs.applications (id) on delete cascade,
  account uuid not null,
  points jsonb not null check (jsonb_typeof(points) = 'object'),
  words text not null,
  given_at timestamptz not null,
  superseded_at timestamptz
);
create unique index scores_in_force on programs.scores (application, account) where superseded_at is null;
