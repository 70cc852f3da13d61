-- The ledger: what happened, who heard of it, and the personal values that erasure can reach.
create schema ledger;

create table ledger.facts (
  id uuid primary key,
  kind text not null,
  happened_at timestamptz not null,
  actor_kind text not null check (actor_kind in ('stranger', 'account', 'applicant', 'system')),
  actor_id text,
  about_kind text not null,
  about_id uuid not null,
  program uuid,
  identity uuid,
  data jsonb not null,
  request text
);
create index facts_about on ledger.facts (about_kind, about_id, id);
create index facts_identity on ledger.facts (identity, id) where identity is not null;
create index facts_program on ledger.facts (program, id) where program is not null;
create index facts_kind on ledger.facts (kind, id);

create table ledger.deliveries (
  fact uuid not null references ledger.facts (id) on delete cascade,
  listener text not null,
  done_at timestamptz,
  primary key (fact, listener)
);
create index deliveries_waiting on ledger.deliveries (fact) where done_at is null;

create table ledger.details (
  fact uuid not null references ledger.facts (id) on delete cascade,
  field text not null,
  before jsonb,
  after jsonb,
  primary key (fact, field)
);
