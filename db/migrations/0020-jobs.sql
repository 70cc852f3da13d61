-- Recurring work, how far long work has come, and which workers are alive. (Queued jobs live in graphile_worker.)
create schema jobs;

create table jobs.timetables (
  name text primary key,
  rule text not null,
  next_at timestamptz not null,
  fired_at timestamptz
);

create table jobs.progress (
  about_kind text not null,
  about_id text not null,
  done integer not null,
  total integer,
  words text not null,
  state text not null check (state in ('running', 'done', 'failed')),
  changed_at timestamptz not null,
  primary key (about_kind, about_id)
);

create table jobs.workers (
  id text primary key,
  process text not null,
  beat_at timestamptz not null
);
