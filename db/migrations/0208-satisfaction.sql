-- How satisfied people are: each asking by mail, what was answered, and who wants to be asked no more.

create table programs.askings (
  id uuid primary key default uuidv7(),
  program uuid not null references programs.programs (id),
  occasion text not null check (occasion in ('decision', 'yearly')),
  application uuid references programs.applications (id) on delete cascade,
  -- asked once for each decision
  decision uuid unique references programs.decisions (id) on delete cascade,
  membership uuid references programs.memberships (id) on delete cascade,
  -- the how manieth year of the membership was over
  turn integer check (turn > 0),
  identity uuid not null,
  language text not null,
  -- in the words in which it was asked
  question text not null,
  -- in the language of the mail; otherwise in the organisation's own
  translated boolean not null,
  key_hash bytea not null unique check (length(key_hash) = 32),
  mail uuid,
  asked_at timestamptz not null,
  answered_at timestamptz,
  changed_at timestamptz,
  score integer check (score between 1 and 5),
  declined boolean not null default false,
  -- personal; emptied when it is erased
  comment text not null default '' check (length(comment) <= 4000),
  erased_at timestamptz,
  unique (membership, turn),
  check ((occasion = 'decision') = (decision is not null and application is not null)),
  check ((occasion = 'yearly') = (membership is not null and turn is not null)),
  check ((answered_at is not null) = (score is not null or declined)),
  check (score is null or not declined),
  check (changed_at is null or answered_at is not null)
);
create index askings_of on programs.askings (program, asked_at desc, id desc);
create index askings_answered on programs.askings (program, answered_at) where answered_at is not null;
create index askings_identity on programs.askings (identity, asked_at);
create index askings_application on programs.askings (application) where application is not null;
create index askings_comment on programs.askings (answered_at, id) where comment <> '';
create index decisions_settled on programs.decisions (program, settled_at) where settled_at is not null;

-- Somebody does not want to be asked any more, in whichever program.
create table programs.asking_stops (
  id uuid primary key default uuidv7(),
  identity uuid not null,
  stopped_at timestamptz not null,
  resumed_at timestamptz
);
create unique index asking_stops_in_force on programs.asking_stops (identity) where resumed_at is null;
