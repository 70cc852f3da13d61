// Written by bin/schema from the outcome of the migrations. Do not edit.
import type { Generated, JsonColumn, ReadOnly } from '#kernel/database/columns.ts';

interface ProgramsAgreements {
  application: string;
  version: string;
  text_sha256: Buffer;
  signed_name: string;
  accepted_at: Temporal.Instant;
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
}

interface ProgramsBookings {
  entitlement: string;
  reference: string;
  channel: string;
  confirmed_by: string | null;
  confirmed_at: Temporal.Instant;
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

interface ProgramsConsents {
  id: Generated<string>;
  application: string;
  purpose: string;
  text_version: string;
  given_at: Temporal.Instant;
  withdrawn_at: Temporal.Instant | null;
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
}

interface ProgramsEntitlements {
  id: Generated<string>;
  membership: string;
  program: string;
  sku: string;
  hosting: string;
  seats: number | null;
  granted_at: Temporal.Instant;
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
}

interface ProgramsLinks {
  key_hash: Buffer;
  application: string;
  purpose: string;
  address: string | null;
  made_at: Temporal.Instant;
  expires_at: Temporal.Instant | null;
  used_at: Temporal.Instant | null;
}

interface ProgramsMemberships {
  id: Generated<string>;
  program: string;
  application: string;
  identity: string;
  organisation: string | null;
  term_months: number;
  granted_at: Temporal.Instant;
  starts_at: Temporal.Instant | null;
  ends_at: Temporal.Instant | null;
  ended_at: Temporal.Instant | null;
}

interface ProgramsMessages {
  id: Generated<string>;
  application: string;
  sender: string;
  author: string | null;
  body: string;
  question: string | null;
  sent_at: Temporal.Instant;
}

interface ProgramsPolicies {
  id: Generated<string>;
  program: string;
  version: number;
  policy: JsonColumn;
  published_at: Temporal.Instant;
  published_by: string | null;
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
}

interface ProgramsQuestions {
  id: Generated<string>;
  application: string;
  words: string;
  asked_by: string;
  asked_at: Temporal.Instant;
  answered_at: Temporal.Instant | null;
  withdrawn_at: Temporal.Instant | null;
}

interface ProgramsRepositories {
  id: Generated<string>;
  application: string;
  position: number;
  key: string;
  url: string;
}

interface ProgramsWaits {
  id: Generated<string>;
  application: string;
  cause: string;
  since: Temporal.Instant;
  until: Temporal.Instant | null;
}

interface ProgramsWithdrawals {
  application: string;
  withdrawn_at: Temporal.Instant;
  cause: string;
}

/** Tables and views by the name that Kysely uses. */
export interface ProgramsTables {
  'programs.agreements': ProgramsAgreements;
  'programs.applications': ProgramsApplications;
  'programs.bookings': ProgramsBookings;
  'programs.checks': ProgramsChecks;
  'programs.clock_marks': ProgramsClockMarks;
  'programs.consents': ProgramsConsents;
  'programs.coupon_batches': ProgramsCouponBatches;
  'programs.coupon_issues': ProgramsCouponIssues;
  'programs.coupon_lows': ProgramsCouponLows;
  'programs.coupon_thresholds': ProgramsCouponThresholds;
  'programs.coupons': ProgramsCoupons;
  'programs.decisions': ProgramsDecisions;
  'programs.drafts': ProgramsDrafts;
  'programs.entitlements': ProgramsEntitlements;
  'programs.forge_proofs': ProgramsForgeProofs;
  'programs.links': ProgramsLinks;
  'programs.memberships': ProgramsMemberships;
  'programs.messages': ProgramsMessages;
  'programs.policies': ProgramsPolicies;
  'programs.programs': ProgramsPrograms;
  'programs.questions': ProgramsQuestions;
  'programs.repositories': ProgramsRepositories;
  'programs.waits': ProgramsWaits;
  'programs.withdrawals': ProgramsWithdrawals;
}
