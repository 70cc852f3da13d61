create schema if not exists files;

-- A kept file. Its bytes lie in files.chunks and never change; a new version of a document is a new file.
create table files.files (
  id uuid primary key default uuidv7(),
  name text not null,
  media_type text not null,
  size bigint not null check (size >= 0),
  sha256 bytea not null check (length(sha256) = 32),
  about_kind text not null,
  about_id text not null,
  stored_at timestamptz not null,
  stored_by text not null,
  keep_until timestamptz
);
create index files_about on files.files (about_kind, about_id);
create index files_keep_until on files.files (keep_until) where keep_until is not null;

-- `nr` counts from 0; every chunk but the last has the same size, set by the code.
create table files.chunks (
  file uuid not null references files.files (id) on delete cascade,
  nr integer not null check (nr >= 0),
  bytes bytea not null,
  primary key (file, nr)
);
-- Files are mostly compressed already: do not spend time on compressing them again.
alter table files.chunks alter column bytes set storage external;
