-- Programs that one gets into by invitation or nomination: who was invited, and who was named by others.

-- what anybody may write of somebody else; a person of the team answers it
create table programs.nominations (
  id uuid primary key default uuidv7(),
  program uuid not null references programs.programs (id),
  -- personal; emptied when retention ends
  nominee_name text,
  nominee_address text,
  nominee uuid not null,
  nominator_name text,
  nominator_address text,
  nominator uuid not null,
  words text not null,
  language text not null default 'en',
  sent_at timestamptz not null,
  answered_at timestamptz,
  answered_by uuid,
  outcome text check (outcome in ('invited', 'declined')),
  outcome_words text,
  erased_at timestamptz,
  check ((answered_at is null) = (outcome is null))
);
create index nominations_newest on programs.nominations (program, sent_at desc, id desc);
create index nominations_open on programs.nominations (program, sent_at, id) where answered_at is null and erased_at is null;
create index nominations_nominee on programs.nominations (nominee);
create index nominations_nominator on programs.nominations (nominator);
create index nominations_kept on programs.nominations (coalesce(answered_at, sent_at)) where erased_at is null;
-- the same person named twice by the same one, while nobody has answered, is one nomination
create unique index nominations_once on programs.nominations (program, nominee, nominator) where answered_at is null and erased_at is null;

create table programs.invitations (
  id uuid primary key default uuidv7(),
  program uuid not null references programs.programs (id),
  -- personal; emptied when retention ends
  name text,
  address text,
  identity uuid not null,
  words text not null,
  language text not null default 'en',
  invited_by uuid,
  nomination uuid unique references programs.nominations (id),
  -- of the key in the newest mail; an earlier one is over
  key_hash bytea unique,
  made_at timestamptz not null,
  sent_at timestamptz not null,
  sends int not null default 1 check (sends > 0),
  expires_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  erased_at timestamptz
);
create index invitations_newest on programs.invitations (program, made_at desc, id desc);
create index invitations_identity on programs.invitations (program, identity);
create index invitations_of on programs.invitations (identity);
create index invitations_kept on programs.invitations (expires_at) where erased_at is null;

-- that it was used is that an application has it; each opens one
alter table programs.applications add column invitation uuid unique references programs.invitations (id);
alter table programs.drafts add column invitation uuid references programs.invitations (id) on delete set null;
