create schema if not exists mail;

-- One mail to one receiver, rendered when it was queued. `state` says where it is:
--   held       nothing is set up to send it; it waits here and can be read here
--   queued     to be sent at `due_at`, or later
--   sending    taken by the attempt `attempt`; once `handed_at` is set, the server may have it
--   sent       the server took it (`smtp_response`)
--   failed     the server refused it for good, or the time for trying is over
--   uncertain  handed over, but the answer never came: a person decides, nothing is sent again by itself
create table mail.messages (
  id uuid primary key default uuidv7(),
  key text unique,
  template text not null,
  template_version text not null,
  language text not null,
  confidential boolean not null,
  about_kind text not null,
  about_id text not null,
  program text,
  to_address text not null,
  to_name text not null,
  from_address text,
  from_name text,
  reply_to text,
  subject text not null,
  html text,
  text text,
  headers jsonb not null default '{}',
  message_id text not null unique,
  state text not null check (state in ('held', 'queued', 'sending', 'sent', 'failed', 'uncertain')),
  attempts integer not null default 0,
  attempt uuid,
  queued_at timestamptz not null,
  first_tried_at timestamptz,
  due_at timestamptz,
  sending_at timestamptz,
  handed_at timestamptz,
  sent_at timestamptz,
  body_removed_at timestamptz,
  last_error text,
  smtp_response text,
  check ((state = 'queued') <= (due_at is not null)),
  check ((state = 'sending') <= (attempt is not null)),
  check ((state = 'sending') <= (sending_at is not null)),
  check ((state = 'sent') = (sent_at is not null)),
  check ((html is null) = (body_removed_at is not null) and (text is null) = (html is null)),
  check (state not in ('held', 'queued', 'sending', 'failed', 'uncertain') or html is not null)
);
create index messages_state on mail.messages (state, id);
create index messages_template on mail.messages (template, id);
create index messages_about on mail.messages (about_kind, about_id, id);
create index messages_program on mail.messages (program, id);
create index messages_address on mail.messages (lower(to_address), id);
create index messages_due on mail.messages (due_at) where state = 'queued';
create index messages_sending on mail.messages (sending_at) where state = 'sending';

-- MJML compiled to HTML (with its Liquid still in slots), by the SHA-256 of its source: MJML is loaded for new words only.
create table mail.compiled (
  source_sha256 bytea primary key,
  html text not null,
  compiled_at timestamptz not null default now()
);
