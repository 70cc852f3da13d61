-- What people note, owe and look after, about any record of the house. `author`, `made_by` and `assigned_by` null: the house itself.
create schema work;

create table work.notes (
  id uuid primary key default uuidv7(),
  about_kind text not null,
  about_id uuid not null,
  program uuid,
  body text not null check (length(body) between 1 and 20000),
  author uuid,
  written_at timestamptz not null,
  removed_at timestamptz,
  removed_by uuid
);
create index notes_about on work.notes (about_kind, about_id, id);

create table work.todos (
  id uuid primary key default uuidv7(),
  about_kind text,
  about_id uuid,
  program uuid,
  title text not null check (length(title) between 1 and 300),
  assignee uuid not null,
  due_on date,
  made_by uuid,
  made_at timestamptz not null,
  done_at timestamptz,
  done_by uuid,
  check ((about_kind is null) = (about_id is null))
);
create index todos_open on work.todos (assignee, due_on, id) where done_at is null;
create index todos_about on work.todos (about_kind, about_id, id);

-- One assignment in force per record; ended ones stay as history.
create table work.assignments (
  id uuid primary key default uuidv7(),
  about_kind text not null,
  about_id uuid not null,
  program uuid,
  account uuid not null,
  assigned_by uuid,
  assigned_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid
);
create unique index assignments_in_force on work.assignments (about_kind, about_id) where ended_at is null;
create index assignments_of on work.assignments (account, about_kind) where ended_at is null;
