// Written by bin/schema from the outcome of the migrations. Do not edit.
import type { Generated, JsonColumn, ReadOnly } from '#kernel/database/columns.ts';

interface ProgramsActivityReviews {
  id: Generated<string>;
  membership: string;
  due_at: Temporal.Instant;
  opened_at: Temporal.Instant;
  outcome: string | null;
  words: string | null;
  decided_at: Temporal.Instant | null;
  decided_by: string | null;
}

interface ProgramsAgreements {
  application: string;
  version: string;
  text_sha256: Buffer;
  signed_name: string;
  accepted_at: Temporal.Instant;
}

interface ProgramsAppeals {
  id: Generated<string>;
  application: string;
  decision: string;
  words: string;
  made_at: Temporal.Instant;
  answered_at: Temporal.Instant | null;
  answered_by: string | null;
  upheld: boolean | null;
  answer: string | null;
}

interface ProgramsApplications {
  id: string;
  number: ReadOnly<number>;
  program: string;
  policy: string;
  kind: string;
  draft: string | null;
  identity: string;
  namespace: string | null;
  organisation: string | null;
  applicant_name: string | null;
  address: string | null;
  country: string | null;
  project: string;
  namespace_key: string | null;
  namespace_url: string | null;
  hosting: string | null;
  answers: JsonColumn;
  statements: JsonColumn;
  proof_token: string;
  language: Generated<string>;
  submitted_at: Temporal.Instant;
  mail_confirmed_at: Temporal.Instant | null;
  stage: string;
  stage_since: Temporal.Instant;
  waiting_for: string;
  due_at: Temporal.Instant | null;
  at_risk_at: Temporal.Instant | null;
  decided_at: Temporal.Instant | null;
  erased_at: Temporal.Instant | null;
  found_by: ReadOnly<string>;
  renews: string | null;
  reopened_at: Temporal.Instant | null;
  invitation: string | null;
  external_number: string | null;
  imported_at: Temporal.Instant | null;
  promise_days: number | null;
}

interface ProgramsAskingStops {
  id: Generated<string>;
  identity: string;
  stopped_at: Temporal.Instant;
  resumed_at: Temporal.Instant | null;
}

interface ProgramsAskings {
  id: Generated<string>;
  program: string;
  occasion: string;
  application: string | null;
  decision: string | null;
  membership: string | null;
  turn: number | null;
  identity: string;
  language: string;
  question: string;
  translated: boolean;
  key_hash: Buffer;
  mail: string | null;
  asked_at: Temporal.Instant;
  answered_at: Temporal.Instant | null;
  changed_at: Temporal.Instant | null;
  score: number | null;
  declined: Generated<boolean>;
  comment: Generated<string>;
  erased_at: Temporal.Instant | null;
}

interface ProgramsAwards {
  term: string;
  application: string;
  program: string;
  awarded_at: Temporal.Instant;
  business_days: number;
}

interface ProgramsBookings {
  entitlement: string;
  reference: string;
  channel: string;
  confirmed_by: string | null;
  confirmed_at: Temporal.Instant;
}

interface ProgramsBounces {
  id: Generated<string>;
  application: string | null;
  membership: string | null;
  incoming: string;
  mail: string | null;
  template: string;
  address: string | null;
  words: string;
  status: string | null;
  gave_up: boolean;
  permanent: boolean;
  came_at: Temporal.Instant;
  handled_at: Temporal.Instant | null;
  handled_by: string | null;
}

interface ProgramsBreaches {
  id: Generated<string>;
  membership: string;
  severe: Generated<boolean>;
  words: string;
  opened_at: Temporal.Instant;
  opened_by: string | null;
  cure_until: Temporal.Instant;
  answer: string | null;
  answered_at: Temporal.Instant | null;
  outcome: string | null;
  outcome_words: string | null;
  resolved_at: Temporal.Instant | null;
  resolved_by: string | null;
}

interface ProgramsBypassCodes {
  id: Generated<string>;
  application: string;
  code_hash: Buffer;
  words: string;
  made_at: Temporal.Instant;
  made_by: string;
  expires_at: Temporal.Instant;
  used_at: Temporal.Instant | null;
}

interface ProgramsChecks {
  id: Generated<string>;
  application: string;
  name: string;
  state: string;
  words: string;
  evidence: Generated<JsonColumn>;
  asked_at: Temporal.Instant;
  started_at: Temporal.Instant | null;
  finished_at: Temporal.Instant | null;
  superseded_at: Temporal.Instant | null;
}

interface ProgramsClockMarks {
  application: string;
  health: string;
  due_at: Temporal.Instant;
  recorded_at: Temporal.Instant;
}

interface ProgramsConflicts {
  id: Generated<string>;
  account: string;
  about: string;
  subject: string;
  words: string;
  declared_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
}

interface ProgramsConsents {
  id: Generated<string>;
  application: string;
  purpose: string;
  text_version: string;
  given_at: Temporal.Instant;
  withdrawn_at: Temporal.Instant | null;
}

interface ProgramsContacts {
  id: Generated<string>;
  membership: string;
  role: string;
  name: string;
  address: string;
  identity: string;
  changed_at: Temporal.Instant;
  changed_by: string | null;
}

interface ProgramsCouponBatches {
  id: Generated<string>;
  program: string;
  sku: string;
  name: string;
  added_by: string | null;
  added_at: Temporal.Instant;
  expires_on: Temporal.PlainDate | null;
}

interface ProgramsCouponIssues {
  coupon: string;
  entitlement: string;
  issued_at: Temporal.Instant;
  mail: string;
  superseded_at: Temporal.Instant | null;
  superseded_by: string | null;
  superseded_why: string | null;
  superseded_words: string | null;
}

interface ProgramsCouponLows {
  program: string;
  sku: string;
  since: Temporal.Instant;
}

interface ProgramsCouponThresholds {
  program: string;
  sku: string;
  fewest: number;
  set_by: string | null;
  set_at: Temporal.Instant;
}

interface ProgramsCoupons {
  id: Generated<string>;
  batch: string;
  program: string;
  sku: string;
  code: string;
  code_folded: string;
  issued_at: Temporal.Instant | null;
  voided_at: Temporal.Instant | null;
  voided_by: string | null;
  void_words: string | null;
  imported_to: string | null;
}

interface ProgramsCustomers {
  id: Generated<string>;
  number: string;
  name: string;
  folded: string;
  domains: string[];
  last_paid_on: Temporal.PlainDate | null;
  first_brought_at: Temporal.Instant;
  brought_at: Temporal.Instant;
  brought_by: string;
}

interface ProgramsDecisions {
  id: Generated<string>;
  application: string;
  verdict: string;
  reason: string | null;
  words: string;
  decided_by: string | null;
  policy: string;
  evidence: JsonColumn;
  decided_at: Temporal.Instant;
  final_at: Temporal.Instant;
  undone_at: Temporal.Instant | null;
  undone_by: string | null;
  settled_at: Temporal.Instant | null;
  program: string;
  business_days_without_waiting: number;
  business_days_with_waiting: number;
  kept: boolean;
  tier: string | null;
  reopened_at: Temporal.Instant | null;
  reopened_by: string | null;
  reopened_words: string | null;
  seconded_by: string | null;
}

interface ProgramsDocumentBytes {
  document: string;
  nr: number;
  sealed: Buffer;
}

interface ProgramsDocuments {
  id: Generated<string>;
  application: string;
  attempt: number;
  name: string;
  media_type: string;
  size: number;
  dated_on: Temporal.PlainDate;
  sent_at: Temporal.Instant;
  verdict: string | null;
  words: Generated<string>;
  judged_at: Temporal.Instant | null;
  judged_by: string | null;
  purged_at: Temporal.Instant | null;
}

interface ProgramsDrafts {
  id: Generated<string>;
  program: string;
  key_hash: Buffer;
  answers: JsonColumn;
  address: string | null;
  made_at: Temporal.Instant;
  saved_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  renews: string | null;
  invitation: string | null;
}

interface ProgramsDuties {
  id: Generated<string>;
  membership: string;
  term: string;
  code: string;
  due_on: Temporal.PlainDate;
  done_at: Temporal.Instant | null;
  done_by: string | null;
  words: string | null;
}

interface ProgramsEndings {
  id: Generated<string>;
  membership: string;
  kind: string;
  words: string;
  ended_at: Temporal.Instant;
  ended_by: string | null;
  taken_back_at: Temporal.Instant | null;
  taken_back_by: string | null;
  taken_back_words: string | null;
}

interface ProgramsEntitlementRequests {
  id: Generated<string>;
  membership: string;
  kind: string;
  entitlement: string | null;
  hosting: string | null;
  words: string;
  asked_at: Temporal.Instant;
  asked_by: string | null;
  granted: boolean | null;
  decision_words: string | null;
  decided_at: Temporal.Instant | null;
  decided_by: string | null;
  given: string | null;
}

interface ProgramsEntitlements {
  id: Generated<string>;
  membership: string;
  program: string;
  sku: string;
  hosting: string | null;
  seats: number | null;
  granted_at: Temporal.Instant;
  term: string;
  kind: Generated<string>;
  delivery: Generated<string>;
  replaced_by: string | null;
  replaced_at: Temporal.Instant | null;
  wanted_since: Temporal.Instant | null;
}

interface ProgramsExceptionVotes {
  exception: string;
  account: string;
  agrees: boolean;
  words: string;
  voted_at: Temporal.Instant;
}

interface ProgramsExceptions {
  id: Generated<string>;
  application: string;
  requirements: string[];
  reason: string;
  asked_by: string;
  asked_at: Temporal.Instant;
  needed: number;
  granted_at: Temporal.Instant | null;
  denied_at: Temporal.Instant | null;
  ended_at: Temporal.Instant | null;
}

interface ProgramsForgeProofs {
  id: Generated<string>;
  application: string;
  provider: string;
  place: string;
  state_hash: Buffer;
  sealed: Buffer | null;
  started_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
  forge_account: string | null;
  forge_account_id: string | null;
  access: string | null;
  proves: boolean | null;
  source: string | null;
  words: string | null;
  hidden: number | null;
}

interface ProgramsImportParts {
  import: string;
  position: number;
  bytes: Buffer;
}

interface ProgramsImportRefusals {
  import: string;
  line: number;
  why: string;
  cells: JsonColumn;
}

interface ProgramsImportRows {
  import: string;
  line: number;
  record: string;
  added: boolean;
  before: JsonColumn | null;
  after: JsonColumn | null;
}

interface ProgramsImports {
  id: Generated<string>;
  program: string;
  kind: string;
  name: string;
  uploaded_at: Temporal.Instant;
  uploaded_by: string | null;
  reading: JsonColumn | null;
  headers: JsonColumn | null;
  policy: string | null;
  started_at: Temporal.Instant | null;
  started_by: string | null;
  done_line: Generated<number>;
  total: number | null;
  added: Generated<number>;
  changed: Generated<number>;
  same: Generated<number>;
  refused: Generated<number>;
  finished_at: Temporal.Instant | null;
  cancelled_at: Temporal.Instant | null;
  cancelled_by: string | null;
  fault: string | null;
  undo_at: Temporal.Instant | null;
  undo_by: string | null;
  undone_at: Temporal.Instant | null;
  undone: Generated<number>;
  kept: Generated<number>;
}

interface ProgramsInvitations {
  id: Generated<string>;
  program: string;
  name: string | null;
  address: string | null;
  identity: string;
  words: string;
  language: Generated<string>;
  invited_by: string | null;
  nomination: string | null;
  key_hash: Buffer | null;
  made_at: Temporal.Instant;
  sent_at: Temporal.Instant;
  sends: Generated<number>;
  expires_at: Temporal.Instant;
  withdrawn_at: Temporal.Instant | null;
  withdrawn_by: string | null;
  erased_at: Temporal.Instant | null;
}

interface ProgramsLevelChanges {
  id: Generated<string>;
  membership: string;
  level: string | null;
  words: string;
  changed_at: Temporal.Instant;
  changed_by: string | null;
}

interface ProgramsLinks {
  key_hash: Buffer;
  application: string | null;
  purpose: string;
  address: string | null;
  made_at: Temporal.Instant;
  expires_at: Temporal.Instant | null;
  used_at: Temporal.Instant | null;
  membership: string | null;
}

interface ProgramsMembershipMarks {
  term: string;
  mark: string;
  recorded_at: Temporal.Instant;
}

interface ProgramsMemberships {
  id: Generated<string>;
  program: string;
  identity: string;
  organisation: string | null;
  granted_at: Temporal.Instant;
  starts_at: Temporal.Instant | null;
  ends_at: Temporal.Instant | null;
  ended_at: Temporal.Instant | null;
  name: string;
  namespace: string | null;
  namespace_key: string | null;
  owner_name: string | null;
  owner_address: string | null;
  language: Generated<string>;
  state: string;
  state_since: Temporal.Instant;
  level: string | null;
  found_by: ReadOnly<string | null>;
  external_id: string | null;
  imported_at: Temporal.Instant | null;
}

interface ProgramsMessages {
  id: Generated<string>;
  application: string;
  sender: string;
  author: string | null;
  body: string;
  question: string | null;
  sent_at: Temporal.Instant;
  channel: Generated<string>;
  incoming: string | null;
  from_address: string | null;
  after_decision: Generated<boolean>;
  seen_at: Temporal.Instant | null;
  seen_by: string | null;
}

interface ProgramsMoreTime {
  id: Generated<string>;
  wait: string;
  until: Temporal.Instant;
  given_by: string | null;
  given_at: Temporal.Instant;
}

interface ProgramsNominations {
  id: Generated<string>;
  program: string;
  nominee_name: string | null;
  nominee_address: string | null;
  nominee: string;
  nominator_name: string | null;
  nominator_address: string | null;
  nominator: string;
  words: string;
  language: Generated<string>;
  sent_at: Temporal.Instant;
  answered_at: Temporal.Instant | null;
  answered_by: string | null;
  outcome: string | null;
  outcome_words: string | null;
  erased_at: Temporal.Instant | null;
}

interface ProgramsPolicies {
  id: Generated<string>;
  program: string;
  version: number;
  policy: JsonColumn;
  published_at: Temporal.Instant;
  published_by: string | null;
}

interface ProgramsPolicyDrafts {
  program: string;
  policy: JsonColumn;
  based_on: number;
  edit: number;
  made_at: Temporal.Instant;
  saved_at: Temporal.Instant;
  saved_by: string | null;
}

interface ProgramsPolicyMoves {
  id: Generated<string>;
  application: string;
  from_policy: string;
  to_policy: string;
  reason: string;
  moving: string | null;
  question: string | null;
  moved_at: Temporal.Instant;
  moved_by: string | null;
}

interface ProgramsPolicyMovingRows {
  moving: string;
  application: string;
  done_at: Temporal.Instant | null;
  moved: boolean | null;
  asked: Generated<boolean>;
  rule: string | null;
  words: string | null;
}

interface ProgramsPolicyMovings {
  id: Generated<string>;
  program: string;
  policy: string;
  reason: string;
  leave_asked: boolean;
  asked_at: Temporal.Instant;
  asked_by: string | null;
  stopped_at: Temporal.Instant | null;
  stopped_by: string | null;
  finished_at: Temporal.Instant | null;
}

interface ProgramsPolicyPreviewRows {
  preview: string;
  application: string;
  decided_at: Temporal.Instant;
  made: string;
  before: string;
  after: string;
  tier_before: string | null;
  tier_after: string | null;
  kept_before: boolean;
  kept_after: boolean;
  because: string[];
}

interface ProgramsPolicyPreviews {
  id: Generated<string>;
  program: string;
  policy: JsonColumn;
  version: number | null;
  as_of: Temporal.Instant;
  asked_by: string | null;
  reached_at: Temporal.Instant | null;
  reached: string | null;
  looked: Generated<number>;
  of_all: Generated<number>;
  totals: Generated<JsonColumn>;
  finished_at: Temporal.Instant | null;
}

interface ProgramsPrograms {
  id: Generated<string>;
  slug: string;
  name: string;
  prefix: string;
  preset: string;
  made_at: Temporal.Instant;
  opened_at: Temporal.Instant | null;
  closed_at: Temporal.Instant | null;
  calendar: string | null;
  sample: Generated<boolean>;
  reverification: Generated<string>;
}

interface ProgramsProposals {
  id: Generated<string>;
  application: string;
  verdict: string;
  reason: string | null;
  words: string;
  tier: string | null;
  proposed_by: string;
  proposed_at: Temporal.Instant;
  answered_at: Temporal.Instant | null;
  answered_by: string | null;
  agreed: boolean | null;
  answer: string | null;
  ended_at: Temporal.Instant | null;
  decision: string | null;
}

interface ProgramsProvisionRequests {
  entitlement: string;
  asked_at: Temporal.Instant;
  tries: Generated<number>;
  next_at: Temporal.Instant | null;
  taken_at: Temporal.Instant | null;
  status: number | null;
  fault: string | null;
}

interface ProgramsProvisioners {
  program: string;
  address: string;
  hint: string;
  set_at: Temporal.Instant;
  set_by: string | null;
}

interface ProgramsQuestions {
  id: Generated<string>;
  application: string;
  words: string;
  asked_by: string | null;
  asked_at: Temporal.Instant;
  answered_at: Temporal.Instant | null;
  withdrawn_at: Temporal.Instant | null;
  asks: JsonColumn | null;
}

interface ProgramsReferenceConsents {
  id: Generated<string>;
  membership: string;
  kind: string;
  scope: string;
  speaker: string;
  given_at: Temporal.Instant;
  given_by: string | null;
  ends_on: Temporal.PlainDate | null;
  withdrawn_at: Temporal.Instant | null;
  withdrawn_by: string | null;
}

interface ProgramsRenewalReminders {
  term: string;
  days: number;
  mail: string | null;
  sent_at: Temporal.Instant;
}

interface ProgramsRepositories {
  id: Generated<string>;
  application: string;
  position: number;
  key: string;
  url: string;
}

interface ProgramsReviewersAway {
  account: string;
  until: Temporal.PlainDate | null;
  set_at: Temporal.Instant;
}

interface ProgramsRounds {
  id: Generated<string>;
  program: string;
  name: string;
  opens_at: Temporal.Instant;
  closes_at: Temporal.Instant;
  places: number | null;
  threshold: string | null;
  made_by: string | null;
  made_at: Temporal.Instant;
  removed_at: Temporal.Instant | null;
}

interface ProgramsScores {
  id: Generated<string>;
  application: string;
  account: string;
  points: JsonColumn;
  words: string;
  given_at: Temporal.Instant;
  superseded_at: Temporal.Instant | null;
}

interface ProgramsSilenceNotices {
  id: Generated<string>;
  wait: string;
  told_at: Temporal.Instant;
  ends_at: Temporal.Instant;
  set_aside_at: Temporal.Instant | null;
}

interface ProgramsTerms {
  id: Generated<string>;
  membership: string;
  position: number;
  application: string | null;
  policy: string | null;
  tier: string | null;
  price_share: Generated<number>;
  months: number;
  granted_at: Temporal.Instant;
  starts_at: Temporal.Instant | null;
  ends_at: Temporal.Instant | null;
}

interface ProgramsTicks {
  id: Generated<string>;
  application: string;
  item: string;
  ticked_by: string | null;
  ticked_at: Temporal.Instant;
  unticked_at: Temporal.Instant | null;
  unticked_by: string | null;
}

interface ProgramsTransfers {
  id: Generated<string>;
  membership: string;
  to_name: string | null;
  to_address: string | null;
  words: string;
  offered_at: Temporal.Instant;
  offered_by: string | null;
  given_away_at: Temporal.Instant | null;
  taken_over_at: Temporal.Instant | null;
  expires_at: Temporal.Instant;
  done_at: Temporal.Instant | null;
  ended_at: Temporal.Instant | null;
}

interface ProgramsUses {
  entitlement: string;
  day: Temporal.PlainDate;
  seats: number;
  recorded_at: Temporal.Instant;
  recorded_by: string | null;
}

interface ProgramsVerificationReports {
  id: Generated<string>;
  verification: string;
  message: string | null;
  way: string;
  status: string;
  feedback: Generated<string>;
  reported_at: Temporal.Instant;
  reported_by: string | null;
}

interface ProgramsVerifications {
  id: Generated<string>;
  application: string;
  verifier: string;
  tracking: string;
  asked_at: Temporal.Instant;
  goes_to: string | null;
}

interface ProgramsVerifiers {
  id: Generated<string>;
  code: string;
  name: string;
  url: string | null;
  sealed: Buffer | null;
  added_at: Temporal.Instant;
  changed_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
}

interface ProgramsWaits {
  id: Generated<string>;
  application: string;
  cause: string;
  since: Temporal.Instant;
  until: Temporal.Instant | null;
  silent_at: Temporal.Instant | null;
}

interface ProgramsWithdrawals {
  application: string;
  withdrawn_at: Temporal.Instant;
  cause: string;
  id: Generated<string>;
  reopened_at: Temporal.Instant | null;
  reopened_by: string | null;
  reopened_words: string | null;
}

/** Tables and views by the name that Kysely uses. */
export interface ProgramsTables {
  'programs.activity_reviews': ProgramsActivityReviews;
  'programs.agreements': ProgramsAgreements;
  'programs.appeals': ProgramsAppeals;
  'programs.applications': ProgramsApplications;
  'programs.asking_stops': ProgramsAskingStops;
  'programs.askings': ProgramsAskings;
  'programs.awards': ProgramsAwards;
  'programs.bookings': ProgramsBookings;
  'programs.bounces': ProgramsBounces;
  'programs.breaches': ProgramsBreaches;
  'programs.bypass_codes': ProgramsBypassCodes;
  'programs.checks': ProgramsChecks;
  'programs.clock_marks': ProgramsClockMarks;
  'programs.conflicts': ProgramsConflicts;
  'programs.consents': ProgramsConsents;
  'programs.contacts': ProgramsContacts;
  'programs.coupon_batches': ProgramsCouponBatches;
  'programs.coupon_issues': ProgramsCouponIssues;
  'programs.coupon_lows': ProgramsCouponLows;
  'programs.coupon_thresholds': ProgramsCouponThresholds;
  'programs.coupons': ProgramsCoupons;
  'programs.customers': ProgramsCustomers;
  'programs.decisions': ProgramsDecisions;
  'programs.document_bytes': ProgramsDocumentBytes;
  'programs.documents': ProgramsDocuments;
  'programs.drafts': ProgramsDrafts;
  'programs.duties': ProgramsDuties;
  'programs.endings': ProgramsEndings;
  'programs.entitlement_requests': ProgramsEntitlementRequests;
  'programs.entitlements': ProgramsEntitlements;
  'programs.exception_votes': ProgramsExceptionVotes;
  'programs.exceptions': ProgramsExceptions;
  'programs.forge_proofs': ProgramsForgeProofs;
  'programs.import_parts': ProgramsImportParts;
  'programs.import_refusals': ProgramsImportRefusals;
  'programs.import_rows': ProgramsImportRows;
  'programs.imports': ProgramsImports;
  'programs.invitations': ProgramsInvitations;
  'programs.level_changes': ProgramsLevelChanges;
  'programs.links': ProgramsLinks;
  'programs.membership_marks': ProgramsMembershipMarks;
  'programs.memberships': ProgramsMemberships;
  'programs.messages': ProgramsMessages;
  'programs.more_time': ProgramsMoreTime;
  'programs.nominations': ProgramsNominations;
  'programs.policies': ProgramsPolicies;
  'programs.policy_drafts': ProgramsPolicyDrafts;
  'programs.policy_moves': ProgramsPolicyMoves;
  'programs.policy_moving_rows': ProgramsPolicyMovingRows;
  'programs.policy_movings': ProgramsPolicyMovings;
  'programs.policy_preview_rows': ProgramsPolicyPreviewRows;
  'programs.policy_previews': ProgramsPolicyPreviews;
  'programs.programs': ProgramsPrograms;
  'programs.proposals': ProgramsProposals;
  'programs.provision_requests': ProgramsProvisionRequests;
  'programs.provisioners': ProgramsProvisioners;
  'programs.questions': ProgramsQuestions;
  'programs.reference_consents': ProgramsReferenceConsents;
  'programs.renewal_reminders': ProgramsRenewalReminders;
  'programs.repositories': ProgramsRepositories;
  'programs.reviewers_away': ProgramsReviewersAway;
  'programs.rounds': ProgramsRounds;
  'programs.scores': ProgramsScores;
  'programs.silence_notices': ProgramsSilenceNotices;
  'programs.terms': ProgramsTerms;
  'programs.ticks': ProgramsTicks;
  'programs.transfers': ProgramsTransfers;
  'programs.uses': ProgramsUses;
  'programs.verification_reports': ProgramsVerificationReports;
  'programs.verifications': ProgramsVerifications;
  'programs.verifiers': ProgramsVerifiers;
  'programs.waits': ProgramsWaits;
  'programs.withdrawals': ProgramsWithdrawals;
}
