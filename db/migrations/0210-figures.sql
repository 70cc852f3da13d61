-- What figures of members and awards need.

-- How long it took until what an application was granted went out: its first coupon, or where there is none, the beginning of its term.
-- Business days of the calendar that was in force; from the confirmed mail address, or from when it was last taken up again.
create table programs.awards (
  term uuid primary key references programs.terms (id) on delete cascade,
  application uuid not null references programs.applications (id) on delete cascade,
  program uuid not null references programs.programs (id),
  awarded_at timestamptz not null,
  business_days integer not null check (business_days >= 0)
);
create index awards_of on programs.awards (program, awarded_at) include (business_days);

create index terms_began on programs.terms (starts_at, id) where starts_at is not null;
create index terms_over on programs.terms (ends_at, id) where ends_at is not null;
create index memberships_identity_program on programs.memberships (identity, program);
create index appeals_made on programs.appeals (made_at, id);
create index reference_consents_given on programs.reference_consents (given_at, id);
create index askings_scored on programs.askings (program, asked_at) include (score, declined);
create index applications_country on programs.applications (program, country) where country is not null;
