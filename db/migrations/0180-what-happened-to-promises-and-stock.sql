-- That an application's promise was recorded as at risk or late: one fact for each due instant. A pause moves the due instant on.
create table programs.clock_marks (
  application uuid not null references programs.applications (id) on delete cascade,
  health text not null check (health in ('at-risk', 'late')),
  due_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (application, health, due_at)
);

-- Below how many free codes of a SKU people want to hear of it; 0: not before there is none. Without a row, the preset's number.
create table programs.coupon_thresholds (
  program uuid not null references programs.programs (id) on delete cascade,
  sku text not null check (length(sku) between 1 and 100),
  fewest integer not null check (fewest between 0 and 1000000),
  set_by uuid,
  set_at timestamptz not null,
  primary key (program, sku)
);

-- SKUs whose stock is below its threshold now: what was recorded once is not recorded again before fresh stock came.
create table programs.coupon_lows (
  program uuid not null references programs.programs (id) on delete cascade,
  sku text not null,
  since timestamptz not null,
  primary key (program, sku)
);
