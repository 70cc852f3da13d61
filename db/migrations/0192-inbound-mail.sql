-- Mail that comes in: mailboxes that the house reads or is sent mail from, every mail that came, and what it belongs to.

create table mail.mailboxes (
  id uuid primary key default uuidv7(),
  name text not null,
  address text not null,
  -- null: mails of all programs may belong to it, and of none
  program uuid,
  kind text not null check (kind in ('imap', 'webhook')),
  -- {host, port, security, user, folder, afterwards, moveTo}; the password and a webhook's secret are sealed apart
  imap jsonb,
  -- its server takes mail for name+anything@ as well
  plus_addresses boolean not null,
  -- mails of its program ask for answers here
  replies_here boolean not null,
  -- and carry it as envelope sender, so that servers report here
  bounces_here boolean not null,
  -- who writes something that belongs to no record is told how to reach us
  explains boolean not null,
  -- the server whose word about senders is believed (RFC 8601)
  auth_server text,
  -- how long mails that belong to no record keep what is personal
  keep_days integer not null check (keep_days between 1 and 3650),
  made_by uuid not null,
  made_at timestamptz not null,
  switched_off_at timestamptz,
  removed_at timestamptz,
  looked_at timestamptz,
  came_at timestamptz,
  fault text,
  faulty_since timestamptz,
  -- how far its folder was read (RFC 3501): all up to last_uid, as long as uid_validity stays
  uid_validity bigint,
  last_uid bigint not null default 0,
  check ((kind = 'imap') = (imap is not null)),
  check ((fault is null) = (faulty_since is null))
);
create unique index mailboxes_address on mail.mailboxes (lower(address)) where removed_at is null;
create unique index mailboxes_replies on mail.mailboxes (coalesce(program, '00000000-0000-0000-0000-000000000000'))
  where replies_here and switched_off_at is null and removed_at is null;

create table mail.incoming (
  id uuid primary key default uuidv7(),
  mailbox uuid not null references mail.mailboxes (id),
  program uuid,
  -- SHA-256 of Message-ID, sender and date, or of the whole mail where it has no Message-ID: a mail comes in once
  fingerprint bytea not null check (length(fingerprint) = 32),
  kind text not null check (kind in ('reply', 'automatic', 'bounce', 'complaint', 'list')),
  came_at timestamptz not null,
  size integer not null,
  -- personal; emptied when it is erased
  from_address text,
  from_name text,
  subject text not null,
  message_id text,
  text text not null,
  quoted text not null,
  headers text not null,
  -- {gaveUp, permanent, status, recipient, words}
  bounce jsonb,
  -- what spoke for its being a machine's
  signs text[] not null,
  -- what the receiving server found of the sender
  verdict text check (verdict in ('pass', 'fail')),
  damaged boolean not null,
  -- [{name, size, why}]
  left_out jsonb not null default '[]',
  -- the mail of ours that it answers or reports on
  mail uuid,
  about_kind text,
  about_id text,
  found_by text check (found_by in ('token', 'reference', 'subject', 'hand')),
  attached_at timestamptz,
  attached_by uuid,
  discarded_at timestamptz,
  discarded_by uuid,
  erased_at timestamptz,
  check (kind = 'bounce' or bounce is null),
  check ((about_kind is null) = (about_id is null) and (about_kind is null) = (attached_at is null)),
  check (about_kind is null or discarded_at is null)
);
create unique index incoming_once on mail.incoming (mailbox, fingerprint);
create index incoming_newest on mail.incoming (id desc) include (program);
create index incoming_waiting on mail.incoming (id) where about_kind is null and discarded_at is null;
create index incoming_about on mail.incoming (about_kind, about_id, id) where about_kind is not null;
create index incoming_mail on mail.incoming (mail) where mail is not null;
create index incoming_sender on mail.incoming (lower(from_address)) where from_address is not null;
create index incoming_keeping on mail.incoming (came_at) where erased_at is null and about_kind is null;

alter table mail.messages
  -- the unguessable part of the address that its answers are asked for under
  add column answer_token text,
  -- the envelope sender, where it is not the address it is from; empty: nobody is to answer (RFC 3834)
  add column return_path text,
  add column submitted text not null default 'auto-generated' check (submitted in ('auto-generated', 'auto-replied', 'by-person'));
create unique index messages_answer_token on mail.messages (answer_token) where answer_token is not null;

-- What an applicant wrote may have come by mail, from their own address or another.
alter table programs.messages
  add column channel text not null default 'page' check (channel in ('page', 'mail')),
  -- mail.incoming
  add column incoming uuid unique,
  -- null: the applicant's own address
  add column from_address text,
  -- written when the decision had taken effect; answered by the next message of the team, or by somebody's word
  add column after_decision boolean not null default false,
  add column seen_at timestamptz,
  add column seen_by uuid;
create index messages_after_decision on programs.messages (application) where after_decision and seen_at is null;

-- A mail about an application or membership that came back, or is late. It concerns people until the address is another one, or somebody
-- says so.
create table programs.bounces (
  id uuid primary key default uuidv7(),
  application uuid references programs.applications (id) on delete cascade,
  -- for mails to a member about whom there is no application
  membership uuid references programs.memberships (id) on delete cascade,
  incoming uuid not null unique,
  mail uuid,
  -- which mail it was
  template text not null,
  -- personal; emptied with the application
  address text,
  words text not null,
  status text,
  gave_up boolean not null,
  permanent boolean not null,
  came_at timestamptz not null,
  handled_at timestamptz,
  handled_by uuid,
  check (num_nonnulls(application, membership) = 1)
);
create index bounces_application on programs.bounces (application, id) where application is not null;
create index bounces_membership on programs.bounces (membership, id) where membership is not null;
create index bounces_open on programs.bounces (id) where gave_up and handled_at is null and address is not null;
