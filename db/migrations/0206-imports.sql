-- Bringing what there is already: members, past applications and coupons from CSV.

create table programs.imports (
  id uuid primary key default uuidv7(),
  program uuid not null references programs.programs (id),
  kind text not null check (kind in ('members', 'applications', 'coupons')),
  name text not null,
  uploaded_at timestamptz not null,
  uploaded_by uuid,
  -- how it is read, as it was started: header -> field, the key that finds rows again, the form of dates
  reading jsonb,
  headers jsonb,
  policy uuid references programs.policies (id),
  started_at timestamptz,
  started_by uuid,
  -- rows up to this line are taken in: a job that is begun again goes on behind it
  done_line int not null default 0,
  total int,
  added int not null default 0,
  changed int not null default 0,
  same int not null default 0,
  refused int not null default 0,
  finished_at timestamptz,
  cancelled_at timestamptz,
  cancelled_by uuid,
  -- the job came to a fault that is not in a row
  fault text,
  undo_at timestamptz,
  undo_by uuid,
  undone_at timestamptz,
  undone int not null default 0,
  kept int not null default 0
);
create index imports_newest on programs.imports (program, uploaded_at desc, id desc);
create index imports_lying on programs.imports (uploaded_at) where started_at is null;

-- the file as it came, in parts; gone once it is taken in
create table programs.import_parts (
  import uuid not null references programs.imports (id) on delete cascade,
  position int not null check (position >= 0),
  bytes bytea not null,
  primary key (import, position)
);

-- what came of each row that was taken: which record, and how a changed one was before
create table programs.import_rows (
  import uuid not null references programs.imports (id) on delete cascade,
  line int not null,
  record uuid not null,
  added boolean not null,
  before jsonb,
  after jsonb,
  primary key (import, line)
);
create index import_rows_record on programs.import_rows (record);

-- rows that were not taken, as they came, with the reason; kept for 30 days
create table programs.import_refusals (
  import uuid not null references programs.imports (id) on delete cascade,
  line int not null,
  why text not null,
  cells jsonb not null,
  primary key (import, line)
);

-- what another system calls them; unique where it is said
alter table programs.memberships add column external_id text, add column imported_at timestamptz;
create unique index memberships_external on programs.memberships (program, external_id) where external_id is not null;
create index memberships_owner on programs.memberships (program, lower(owner_address)) where owner_address is not null;
alter table programs.applications add column external_number text, add column imported_at timestamptz;
create unique index applications_external on programs.applications (program, external_number) where external_number is not null;
-- whom a code went to before it came here, as the list said; its issue is not one of ours
alter table programs.coupons add column imported_to text;
