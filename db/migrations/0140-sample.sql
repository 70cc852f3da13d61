-- The sample organisation: whether it is loaded, how far, and every row that its story made and that is not reached from its
-- program. Both tables are empty where it was never loaded, and again once it was removed.

create table house.sample (
  one boolean primary key default true check (one),
  -- the story is the same for the same of these
  seed integer not null,
  zone text not null,
  country text,
  -- the moment of loading, at which the story ends
  ends_at timestamptz not null,
  asked_at timestamptz not null,
  -- account that asked
  asked_by uuid,
  -- how many chapters are written; the next one begins after the last
  chapters integer not null default 0,
  program uuid,
  finished_at timestamptz
);

create table house.sample_rows (
  kind text not null check (kind in ('account', 'application', 'identity', 'organisation')),
  id uuid not null,
  -- under which the story knows it
  name text,
  primary key (kind, id)
);
create unique index sample_rows_name on house.sample_rows (kind, name) where name is not null;
