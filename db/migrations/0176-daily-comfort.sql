-- What the search finds records by: a projection that the room of each kind works out again (kernel/search).
create schema search;

create table search.entries (
  kind text not null,
  id uuid not null,
  -- The programs whose people find it; null: only with a grant for all programs.
  programs uuid[],
  -- What names it whole: its number, an address, a namespace. Every key is one of the words too.
  keys text[] not null,
  words text[] not null,
  touched_at timestamptz not null,
  primary key (kind, id)
);
create index entries_words on search.entries using gin (words) with (fastupdate = off);
create index entries_recent on search.entries (kind, touched_at desc);

-- Every word that some entry holds, for beginnings and misspellings. `plain`: letters alone, which similarity is asked of.
create table search.vocabulary (
  word text collate "C" primary key check (length(word) between 1 and 200),
  plain boolean not null
);
create index vocabulary_alike on search.vocabulary using gin (word gin_trgm_ops) where plain;

-- How far the whole of a kind has been worked out again, so that a crash costs one part of it.
create table search.builds (
  kind text primary key,
  edition integer not null,
  begun_at timestamptz not null,
  after uuid,
  finished_at timestamptz
);

-- What each person chose for themselves: theme, density, zone shown, first page, columns of each list.
create table work.settings (
  account uuid primary key,
  choices jsonb not null default '{}' check (jsonb_typeof(choices) = 'object'),
  lists jsonb not null default '{}' check (jsonb_typeof(lists) = 'object'),
  changed_at timestamptz not null
);

-- Views of lists that somebody saved: where, filtered and ordered how. `audience` private, everybody or one program.
create table work.views (
  id uuid primary key default uuidv7(),
  list text not null check (list ~ '^/[a-z0-9/$-]{1,120}$'),
  name text not null check (length(name) between 1 and 80),
  query text not null check (length(query) <= 2000),
  look jsonb not null default '{}' check (jsonb_typeof(look) = 'object'),
  owner uuid not null,
  audience text not null check (audience in ('private', 'everybody', 'program')),
  program uuid,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  removed_at timestamptz,
  check ((audience = 'program') = (program is not null))
);
create index views_of on work.views (list, id) where removed_at is null;
create unique index views_named on work.views (list, owner, lower(name)) where removed_at is null;

-- How one person arranged the views of a list: which opens first, and their order.
create table work.view_places (
  account uuid not null,
  list text not null,
  opens_with text,
  places text[] not null default '{}',
  primary key (account, list)
);

create table work.bookmarks (
  id uuid primary key default uuidv7(),
  account uuid not null,
  address text not null check (address ~ '^/' and length(address) <= 2000),
  title text not null check (length(title) between 1 and 200),
  made_at timestamptz not null
);
create unique index bookmarks_once on work.bookmarks (account, address);

-- When somebody last looked at a record or place, and the time before that, from which on everything is new to them.
create table work.visits (
  account uuid not null,
  kind text not null,
  id uuid not null,
  seen_at timestamptz not null,
  before_at timestamptz,
  primary key (account, kind, id)
);
create index visits_recent on work.visits (account, seen_at desc);
