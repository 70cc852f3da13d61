-- What became of each backup. The archives lie in a folder of the node that took them; this is the list of all nodes.
create table house.backups (
  id uuid primary key,
  reason text not null check (reason in ('nightly', 'asked', 'command', 'before-migrating')),
  -- The instant of the timetable it was taken for: however many nodes look, it is taken once.
  due timestamptz unique,
  state text not null check (state in ('waiting', 'running', 'taken', 'failed')),
  asked_at timestamptz not null,
  asked_by text not null,
  taken_at timestamptz,
  node text,
  file text,
  size bigint,
  rows bigint,
  guildhall text,
  checked_at timestamptz,
  checked_how text check (checked_how in ('read', 'restored')),
  trouble text,
  removed_at timestamptz,
  check ((state = 'taken') <= (taken_at is not null and node is not null and file is not null and size is not null))
);
create index backups_asked on house.backups (asked_at, id);
