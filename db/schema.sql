-- The outcome of all migrations, printed from PostgreSQL's catalogue. Written by bin/schema, to be read, never edited:
-- a change is a new file in db/migrations. Schemas in alphabetical order, and in each its tables and views likewise.

-- -------------------- files -------------------------------------------------------------------------------------------
create schema files;

create table files.chunks (
  file uuid not null,
  nr integer not null,
  bytes bytea not null,
  constraint chunks_pkey PRIMARY KEY (file, nr),
  constraint chunks_nr_check CHECK ((nr >= 0)),
  constraint chunks_file_fkey FOREIGN KEY (file) REFERENCES files.files(id) ON DELETE CASCADE
);
alter table files.chunks alter column bytes set storage external;

create table files.files (
  id uuid not null default uuidv7(),
  name text not null,
  media_type text not null,
  size bigint not null,
  sha256 bytea not null,
  about_kind text not null,
  about_id text not null,
  stored_at timestamp with time zone not null,
  stored_by text not null,
  keep_until timestamp with time zone,
  constraint files_pkey PRIMARY KEY (id),
  constraint files_sha256_check CHECK ((length(sha256) = 32)),
  constraint files_size_check CHECK ((size >= 0))
);
CREATE INDEX files_about ON files.files USING btree (about_kind, about_id);
CREATE INDEX files_keep_until ON files.files USING btree (keep_until) WHERE (keep_until IS NOT NULL);

-- -------------------- house -------------------------------------------------------------------------------------------
create schema house;

create table house.idempotency (
  actor text not null,
  operation text not null,
  key text not null,
  input_sha256 bytea not null,
  response jsonb,
  at timestamp with time zone not null default now(),
  constraint idempotency_pkey PRIMARY KEY (actor, operation, key),
  constraint idempotency_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200)))
);
CREATE INDEX idempotency_at ON house.idempotency USING btree (at);

create unlogged table house.limits (
  bucket text not null,
  full_until timestamp with time zone not null,
  constraint limits_pkey PRIMARY KEY (bucket)
);
CREATE INDEX limits_full_until ON house.limits USING btree (full_until);

create table house.migrations (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migrations_pkey PRIMARY KEY (name)
);

create table house.secrets (
  name text not null,
  sealed bytea not null,
  changed_at timestamp with time zone not null default now(),
  constraint secrets_pkey PRIMARY KEY (name)
);

create table house.settings (
  key text not null,
  value jsonb not null,
  changed_at timestamp with time zone not null default now(),
  changed_by text not null,
  constraint settings_pkey PRIMARY KEY (key)
);

-- -------------------- jobs --------------------------------------------------------------------------------------------
create schema jobs;

create table jobs.progress (
  about_kind text not null,
  about_id text not null,
  done integer not null,
  total integer,
  words text not null,
  state text not null,
  changed_at timestamp with time zone not null,
  constraint progress_pkey PRIMARY KEY (about_kind, about_id),
  constraint progress_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text])))
);

create table jobs.timetables (
  name text not null,
  rule text not null,
  next_at timestamp with time zone not null,
  fired_at timestamp with time zone,
  constraint timetables_pkey PRIMARY KEY (name)
);

create table jobs.workers (
  id text not null,
  process text not null,
  beat_at timestamp with time zone not null,
  constraint workers_pkey PRIMARY KEY (id)
);

-- -------------------- ledger ------------------------------------------------------------------------------------------
create schema ledger;

create table ledger.deliveries (
  fact uuid not null,
  listener text not null,
  done_at timestamp with time zone,
  constraint deliveries_pkey PRIMARY KEY (fact, listener),
  constraint deliveries_fact_fkey FOREIGN KEY (fact) REFERENCES ledger.facts(id) ON DELETE CASCADE
);
CREATE INDEX deliveries_waiting ON ledger.deliveries USING btree (fact) WHERE (done_at IS NULL);

create table ledger.details (
  fact uuid not null,
  field text not null,
  before jsonb,
  after jsonb,
  constraint details_pkey PRIMARY KEY (fact, field),
  constraint details_fact_fkey FOREIGN KEY (fact) REFERENCES ledger.facts(id) ON DELETE CASCADE
);

create table ledger.facts (
  id uuid not null,
  kind text not null,
  happened_at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text,
  about_kind text not null,
  about_id uuid not null,
  program uuid,
  identity uuid,
  data jsonb not null,
  request text,
  constraint facts_pkey PRIMARY KEY (id),
  constraint facts_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['stranger'::text, 'account'::text, 'applicant'::text, 'system'::text])))
);
CREATE INDEX facts_about ON ledger.facts USING btree (about_kind, about_id, id);
CREATE INDEX facts_identity ON ledger.facts USING btree (identity, id) WHERE (identity IS NOT NULL);
CREATE INDEX facts_kind ON ledger.facts USING btree (kind, id);
CREATE INDEX facts_program ON ledger.facts USING btree (program, id) WHERE (program IS NOT NULL);

-- -------------------- work --------------------------------------------------------------------------------------------
create schema work;

create table work.assignments (
  id uuid not null default uuidv7(),
  about_kind text not null,
  about_id uuid not null,
  program uuid,
  account uuid not null,
  assigned_by uuid,
  assigned_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint assignments_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX assignments_in_force ON work.assignments USING btree (about_kind, about_id) WHERE (ended_at IS NULL);
CREATE INDEX assignments_of ON work.assignments USING btree (account, about_kind) WHERE (ended_at IS NULL);

create table work.notes (
  id uuid not null default uuidv7(),
  about_kind text not null,
  about_id uuid not null,
  program uuid,
  body text not null,
  author uuid not null,
  written_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint notes_pkey PRIMARY KEY (id),
  constraint notes_body_check CHECK (((length(body) >= 1) AND (length(body) <= 20000)))
);
CREATE INDEX notes_about ON work.notes USING btree (about_kind, about_id, id);

create table work.todos (
  id uuid not null default uuidv7(),
  about_kind text,
  about_id uuid,
  program uuid,
  title text not null,
  assignee uuid not null,
  due_on date,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  done_at timestamp with time zone,
  done_by uuid,
  constraint todos_pkey PRIMARY KEY (id),
  constraint todos_title_check CHECK (((length(title) >= 1) AND (length(title) <= 300)))
);
CREATE INDEX todos_about ON work.todos USING btree (about_kind, about_id, id);
CREATE INDEX todos_open ON work.todos USING btree (assignee, due_on, id) WHERE (done_at IS NULL);
