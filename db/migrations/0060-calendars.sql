-- Business calendars: the hours an office keeps, as data. Times are local texts ('09:00', '24:00'), dates '2026-12-24';
-- shapes as src/kernel/calendar/settings.ts reads them.
create schema calendars;

create table calendars.business_calendars (
  id uuid primary key default uuidv7(),
  name text not null unique check (length(name) between 1 and 120),
  zone text not null,
  -- {"1": [{"from": "09:00", "to": "17:00"}], ... "7": []}, 1 is Monday.
  week jsonb not null check (jsonb_typeof(week) = 'object'),
  -- Whose public holidays it keeps; none without a country.
  country text check (country ~ '^[A-Z]{2}$'),
  state text,
  -- [{"from": date, "through": date, "name": text}]
  closures jsonb not null default '[]' check (jsonb_typeof(closures) = 'array'),
  -- [{"day": date, "hours": [...], "name": text}]
  openings jsonb not null default '[]' check (jsonb_typeof(openings) = 'array'),
  is_default boolean not null default false,
  changed_at timestamptz not null,
  check (state is null or country is not null)
);
create unique index business_calendars_default on calendars.business_calendars (is_default) where is_default;
