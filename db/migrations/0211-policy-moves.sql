-- That an undecided application is judged by a newer version of the policy from then on than the one it was sent under. Versions only go
-- up, so each is moved to once.
create table programs.policy_movings (
  id uuid primary key default uuidv7(),
  program uuid not null references programs.programs,
  policy uuid not null references programs.policies,
  reason text not null check (length(reason) between 1 and 2000),
  -- those whose applicants would have to be asked something stay
  leave_asked boolean not null,
  asked_at timestamptz not null,
  asked_by uuid,
  stopped_at timestamptz,
  stopped_by uuid,
  finished_at timestamptz
);
create index policy_movings_newest on programs.policy_movings (program, asked_at desc, id desc);
create index policy_movings_policy on programs.policy_movings (policy);

create table programs.policy_moves (
  id uuid primary key default uuidv7(),
  application uuid not null references programs.applications on delete cascade,
  from_policy uuid not null references programs.policies,
  to_policy uuid not null references programs.policies,
  -- empty once the application was erased
  reason text not null,
  moving uuid references programs.policy_movings,
  question uuid references programs.questions on delete set null,
  moved_at timestamptz not null,
  moved_by uuid,
  unique (application, to_policy)
);
create index policy_moves_question on programs.policy_moves (question) where question is not null;

-- The applications of a moving, fixed when it was asked for; what became of each is written with the move itself.
create table programs.policy_moving_rows (
  moving uuid not null references programs.policy_movings on delete cascade,
  application uuid not null references programs.applications on delete cascade,
  done_at timestamptz,
  moved boolean,
  asked boolean not null default false,
  rule text,
  words text,
  primary key (moving, application),
  check ((done_at is null) = (moved is null)),
  check (moved is null or moved = (rule is null))
);
create index policy_moving_rows_left on programs.policy_moving_rows (moving, application) where done_at is null;
create index policy_moving_rows_application on programs.policy_moving_rows (application);

-- What an applicant is asked with fields to fill in: {fields, statements, privacy}; null: in words alone.
alter table programs.questions add column asks jsonb;
-- Asked at the machine itself, there is no account behind it.
alter table programs.questions alter column asked_by drop not null;

-- Within how many business days a decision was promised where the version now in force promises more; null: as the version says.
alter table programs.applications add column promise_days integer check (promise_days > 0);
