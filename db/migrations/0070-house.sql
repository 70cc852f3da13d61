create schema if not exists house;

-- What the people of this installation set: one JSON value a name, each written by one part of the kernel or a module.
create table house.settings (
  key text primary key,
  value jsonb not null,
  changed_at timestamptz not null default now(),
  changed_by text not null
);

-- Passwords and tokens for the outside, sealed with AES-256-GCM; the key itself is never in the database.
create table house.secrets (
  name text primary key,
  sealed bytea not null,
  changed_at timestamptz not null default now()
);

-- Answers to writes that carried an Idempotency-Key, kept 24 hours.
create table house.idempotency (
  actor text not null,
  operation text not null,
  key text not null check (length(key) between 1 and 200),
  input_sha256 bytea not null,
  response jsonb,
  at timestamptz not null default now(),
  primary key (actor, operation, key)
);
create index idempotency_at on house.idempotency (at);

-- Rate limits (GCRA): `full_until` is the instant at which the bucket is empty again; taking pushes it forward.
-- Unlogged: after a crash of PostgreSQL the limits begin anew, which is what a limit may do.
create unlogged table house.limits (
  bucket text primary key,
  full_until timestamptz not null
);
create index limits_full_until on house.limits (full_until);
