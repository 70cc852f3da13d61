-- What somebody is changing in a program's policy, before it is published: one draft a program, saved as it is written, so it need not be
-- a whole policy yet. Every save counts `edit` up; whoever saves names the edit that they saw.
create table programs.policy_drafts (
  program uuid primary key references programs.programs on delete cascade,
  policy jsonb not null,
  based_on integer not null,
  edit integer not null check (edit > 0),
  made_at timestamptz not null,
  saved_at timestamptz not null,
  saved_by uuid
);

-- A version or draft held against past applications. `reached` is the last decision that was looked at: a job that was cut off goes
-- on from there. `looked` counts what was looked at, `totals` what came of it.
create table programs.policy_previews (
  id uuid primary key default uuidv7(),
  program uuid not null references programs.programs on delete cascade,
  policy jsonb not null,
  version integer,
  as_of timestamptz not null,
  asked_by uuid,
  reached_at timestamptz,
  reached uuid,
  looked integer not null default 0,
  of_all integer not null default 0,
  totals jsonb not null default '{}',
  finished_at timestamptz,
  check ((reached is null) = (reached_at is null))
);
create index policy_previews_program on programs.policy_previews (program, as_of desc, id desc);

-- One application that would come out differently. `because` names requirements, statements and rules by their codes; their words are
-- found when somebody reads. Nothing personal stands here.
create table programs.policy_preview_rows (
  preview uuid not null references programs.policy_previews on delete cascade,
  application uuid not null references programs.applications on delete cascade,
  decided_at timestamptz not null,
  made text not null check (made in ('rule-approved', 'approved', 'refused')),
  before text not null check (before in ('approves', 'person', 'fails')),
  after text not null check (after in ('approves', 'person', 'fails')),
  tier_before text,
  tier_after text,
  kept_before boolean not null,
  kept_after boolean not null,
  because text[] not null,
  primary key (preview, application)
);
create index policy_preview_rows_order on programs.policy_preview_rows (preview, decided_at desc, application desc);
create index policy_preview_rows_application on programs.policy_preview_rows (application);
