// Written by bin/schema from the outcome of the migrations. Do not edit.
import type { Generated, JsonColumn } from '#kernel/database/columns.ts';

interface CalendarsBusinessCalendars {
  id: Generated<string>;
  name: string;
  zone: string;
  week: JsonColumn;
  country: string | null;
  state: string | null;
  closures: Generated<JsonColumn>;
  openings: Generated<JsonColumn>;
  is_default: Generated<boolean>;
  changed_at: Temporal.Instant;
}

interface FilesChunks {
  file: string;
  nr: number;
  bytes: Buffer;
}

interface FilesFiles {
  id: Generated<string>;
  name: string;
  media_type: string;
  size: number;
  sha256: Buffer;
  about_kind: string;
  about_id: string;
  stored_at: Temporal.Instant;
  stored_by: string;
  keep_until: Temporal.Instant | null;
}

interface HouseBackups {
  id: string;
  reason: string;
  due: Temporal.Instant | null;
  state: string;
  asked_at: Temporal.Instant;
  asked_by: string;
  taken_at: Temporal.Instant | null;
  node: string | null;
  file: string | null;
  size: number | null;
  rows: number | null;
  guildhall: string | null;
  checked_at: Temporal.Instant | null;
  checked_how: string | null;
  trouble: string | null;
  removed_at: Temporal.Instant | null;
}

interface HouseIdempotency {
  actor: string;
  operation: string;
  key: string;
  input_sha256: Buffer;
  response: JsonColumn | null;
  at: Generated<Temporal.Instant>;
}

interface HouseLimits {
  bucket: string;
  full_until: Temporal.Instant;
}

interface HouseMigrations {
  name: string;
  sha256: string;
  applied_at: Generated<Temporal.Instant>;
}

interface HouseSample {
  one: Generated<boolean>;
  seed: number;
  zone: string;
  country: string | null;
  ends_at: Temporal.Instant;
  asked_at: Temporal.Instant;
  asked_by: string | null;
  chapters: Generated<number>;
  program: string | null;
  finished_at: Temporal.Instant | null;
}

interface HouseSampleRows {
  kind: string;
  id: string;
  name: string | null;
}

interface HouseSecrets {
  name: string;
  sealed: Buffer;
  changed_at: Generated<Temporal.Instant>;
}

interface HouseSettings {
  key: string;
  value: JsonColumn;
  changed_at: Generated<Temporal.Instant>;
  changed_by: string;
}

interface JobsProgress {
  about_kind: string;
  about_id: string;
  done: number;
  total: number | null;
  words: string;
  state: string;
  changed_at: Temporal.Instant;
}

interface JobsTimetables {
  name: string;
  rule: string;
  next_at: Temporal.Instant;
  fired_at: Temporal.Instant | null;
}

interface JobsWorkers {
  id: string;
  process: string;
  beat_at: Temporal.Instant;
}

interface LedgerDeliveries {
  fact: string;
  listener: string;
  done_at: Temporal.Instant | null;
}

interface LedgerDetails {
  fact: string;
  field: string;
  before: JsonColumn | null;
  after: JsonColumn | null;
}

interface LedgerFacts {
  id: string;
  kind: string;
  happened_at: Temporal.Instant;
  actor_kind: string;
  actor_id: string | null;
  about_kind: string;
  about_id: string;
  program: string | null;
  identity: string | null;
  data: JsonColumn;
  request: string | null;
}

interface LedgerOrigins {
  fact: string;
  at: Temporal.Instant;
  address_prefix: string;
  agent: string | null;
  via: string | null;
  key: string | null;
}

interface MailCompiled {
  source_sha256: Buffer;
  html: string;
  compiled_at: Generated<Temporal.Instant>;
}

interface MailIncoming {
  id: Generated<string>;
  mailbox: string;
  program: string | null;
  fingerprint: Buffer;
  kind: string;
  came_at: Temporal.Instant;
  size: number;
  from_address: string | null;
  from_name: string | null;
  subject: string;
  message_id: string | null;
  text: string;
  quoted: string;
  headers: string;
  bounce: JsonColumn | null;
  signs: string[];
  verdict: string | null;
  damaged: boolean;
  left_out: Generated<JsonColumn>;
  mail: string | null;
  about_kind: string | null;
  about_id: string | null;
  found_by: string | null;
  attached_at: Temporal.Instant | null;
  attached_by: string | null;
  discarded_at: Temporal.Instant | null;
  discarded_by: string | null;
  erased_at: Temporal.Instant | null;
}

interface MailMailboxes {
  id: Generated<string>;
  name: string;
  address: string;
  program: string | null;
  kind: string;
  imap: JsonColumn | null;
  plus_addresses: boolean;
  replies_here: boolean;
  bounces_here: boolean;
  explains: boolean;
  auth_server: string | null;
  keep_days: number;
  made_by: string;
  made_at: Temporal.Instant;
  switched_off_at: Temporal.Instant | null;
  removed_at: Temporal.Instant | null;
  looked_at: Temporal.Instant | null;
  came_at: Temporal.Instant | null;
  fault: string | null;
  faulty_since: Temporal.Instant | null;
  uid_validity: number | null;
  last_uid: Generated<number>;
}

interface MailMessages {
  id: Generated<string>;
  key: string | null;
  template: string;
  template_version: string;
  language: string;
  confidential: boolean;
  about_kind: string;
  about_id: string;
  program: string | null;
  to_address: string;
  to_name: string;
  from_address: string | null;
  from_name: string | null;
  reply_to: string | null;
  subject: string;
  html: string | null;
  text: string | null;
  headers: Generated<JsonColumn>;
  message_id: string;
  state: string;
  attempts: Generated<number>;
  attempt: string | null;
  queued_at: Temporal.Instant;
  first_tried_at: Temporal.Instant | null;
  due_at: Temporal.Instant | null;
  sending_at: Temporal.Instant | null;
  handed_at: Temporal.Instant | null;
  sent_at: Temporal.Instant | null;
  body_removed_at: Temporal.Instant | null;
  last_error: string | null;
  smtp_response: string | null;
  answer_token: string | null;
  return_path: string | null;
  submitted: Generated<string>;
}

interface SearchBuilds {
  kind: string;
  edition: number;
  begun_at: Temporal.Instant;
  after: string | null;
  finished_at: Temporal.Instant | null;
}

interface SearchEntries {
  kind: string;
  id: string;
  programs: string[] | null;
  keys: string[];
  words: string[];
  touched_at: Temporal.Instant;
}

interface SearchVocabulary {
  word: string;
  plain: boolean;
}

interface WebhooksAttempts {
  id: string;
  delivery: string;
  at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
  milliseconds: number | null;
  status: number | null;
  response: string | null;
  fault: string | null;
}

interface WebhooksDeliveries {
  id: Generated<string>;
  endpoint: string;
  fact: string | null;
  message: string;
  kind: string;
  about_kind: string | null;
  about_id: string | null;
  identity: string | null;
  payload: string | null;
  state: string;
  made_at: Temporal.Instant;
  due_at: Temporal.Instant;
  tries: Generated<number>;
  attempt: string | null;
  attempt_at: Temporal.Instant | null;
  ended_at: Temporal.Instant | null;
}

interface WebhooksEndpoints {
  id: Generated<string>;
  address: string;
  words: string;
  kinds: string[] | null;
  program: string | null;
  made_by: string | null;
  made_at: Temporal.Instant;
  enabled_at: Temporal.Instant;
  disabled_at: Temporal.Instant | null;
  disabled_why: string | null;
  disabled_by: string | null;
  failing_since: Temporal.Instant | null;
  succeeded_at: Temporal.Instant | null;
  failed_at: Temporal.Instant | null;
  rests_until: Temporal.Instant | null;
  removed_at: Temporal.Instant | null;
  removed_by: string | null;
}

interface WebhooksSecrets {
  id: Generated<string>;
  endpoint: string;
  hint: string;
  made_by: string | null;
  made_at: Temporal.Instant;
  expires_at: Temporal.Instant | null;
}

interface WorkAssignments {
  id: Generated<string>;
  about_kind: string;
  about_id: string;
  program: string | null;
  account: string;
  assigned_by: string | null;
  assigned_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
  ended_by: string | null;
}

interface WorkBookmarks {
  id: Generated<string>;
  account: string;
  address: string;
  title: string;
  made_at: Temporal.Instant;
}

interface WorkChannels {
  id: Generated<string>;
  name: string;
  program: string | null;
  kinds: string[];
  host: string;
  made_by: string | null;
  made_at: Temporal.Instant;
  removed_at: Temporal.Instant | null;
}

interface WorkNotes {
  id: Generated<string>;
  about_kind: string;
  about_id: string;
  program: string | null;
  body: string;
  author: string | null;
  written_at: Temporal.Instant;
  removed_at: Temporal.Instant | null;
  removed_by: string | null;
}

interface WorkNotices {
  id: Generated<string>;
  kind: string;
  program: string | null;
  about_kind: string;
  about_id: string;
  title: string;
  words: string;
  href: string;
  key: string | null;
  happened_at: Temporal.Instant;
}

interface WorkNotificationChoices {
  account: string;
  kind: string;
  in_app: boolean;
  mail: string;
  slack: boolean;
}

interface WorkNotificationSettings {
  account: string;
  zone: string | null;
  digest: string;
  digest_at: string;
  digest_on: number;
  quiet_from: string | null;
  quiet_to: string | null;
  quiet_days: Generated<number[]>;
  slack_host: string | null;
}

interface WorkNotifications {
  id: Generated<string>;
  notice: string;
  account: string;
  read_at: Temporal.Instant | null;
}

interface WorkSettings {
  account: string;
  choices: Generated<JsonColumn>;
  lists: Generated<JsonColumn>;
  changed_at: Temporal.Instant;
}

interface WorkTellings {
  id: Generated<string>;
  notice: string;
  account: string | null;
  channel: string | null;
  via: string;
  due_at: Temporal.Instant;
  tries: Generated<number>;
  trouble: string | null;
  ended_at: Temporal.Instant | null;
  outcome: string | null;
}

interface WorkTodos {
  id: Generated<string>;
  about_kind: string | null;
  about_id: string | null;
  program: string | null;
  title: string;
  assignee: string;
  due_on: Temporal.PlainDate | null;
  made_by: string | null;
  made_at: Temporal.Instant;
  done_at: Temporal.Instant | null;
  done_by: string | null;
}

interface WorkViewPlaces {
  account: string;
  list: string;
  opens_with: string | null;
  places: Generated<string[]>;
}

interface WorkViews {
  id: Generated<string>;
  list: string;
  name: string;
  query: string;
  look: Generated<JsonColumn>;
  owner: string;
  audience: string;
  program: string | null;
  made_at: Temporal.Instant;
  changed_at: Temporal.Instant;
  removed_at: Temporal.Instant | null;
}

interface WorkVisits {
  account: string;
  kind: string;
  id: string;
  seen_at: Temporal.Instant;
  before_at: Temporal.Instant | null;
}

/** Tables and views by the name that Kysely uses. */
export interface KernelTables {
  'calendars.business_calendars': CalendarsBusinessCalendars;
  'files.chunks': FilesChunks;
  'files.files': FilesFiles;
  'house.backups': HouseBackups;
  'house.idempotency': HouseIdempotency;
  'house.limits': HouseLimits;
  'house.migrations': HouseMigrations;
  'house.sample': HouseSample;
  'house.sample_rows': HouseSampleRows;
  'house.secrets': HouseSecrets;
  'house.settings': HouseSettings;
  'jobs.progress': JobsProgress;
  'jobs.timetables': JobsTimetables;
  'jobs.workers': JobsWorkers;
  'ledger.deliveries': LedgerDeliveries;
  'ledger.details': LedgerDetails;
  'ledger.facts': LedgerFacts;
  'ledger.origins': LedgerOrigins;
  'mail.compiled': MailCompiled;
  'mail.incoming': MailIncoming;
  'mail.mailboxes': MailMailboxes;
  'mail.messages': MailMessages;
  'search.builds': SearchBuilds;
  'search.entries': SearchEntries;
  'search.vocabulary': SearchVocabulary;
  'webhooks.attempts': WebhooksAttempts;
  'webhooks.deliveries': WebhooksDeliveries;
  'webhooks.endpoints': WebhooksEndpoints;
  'webhooks.secrets': WebhooksSecrets;
  'work.assignments': WorkAssignments;
  'work.bookmarks': WorkBookmarks;
  'work.channels': WorkChannels;
  'work.notes': WorkNotes;
  'work.notices': WorkNotices;
  'work.notification_choices': WorkNotificationChoices;
  'work.notification_settings': WorkNotificationSettings;
  'work.notifications': WorkNotifications;
  'work.settings': WorkSettings;
  'work.tellings': WorkTellings;
  'work.todos': WorkTodos;
  'work.view_places': WorkViewPlaces;
  'work.views': WorkViews;
  'work.visits': WorkVisits;
}
