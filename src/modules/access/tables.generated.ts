// Written by bin/schema from the outcome of the migrations. Do not edit.
import type { Generated, ReadOnly } from '#kernel/database/columns.ts';

interface AccessAccountNames {
  id: ReadOnly<string | null>;
  name: ReadOnly<string | null>;
  initials: ReadOnly<string | null>;
}

interface AccessAccounts {
  id: Generated<string>;
  name: string;
  mail: string;
  folded: string;
  password_hash: string | null;
  password_at: Temporal.Instant | null;
  created_at: Temporal.Instant;
  disabled_at: Temporal.Instant | null;
  disabled_by: string | null;
}

interface AccessFactors {
  id: Generated<string>;
  account: string;
  made_at: Temporal.Instant;
  confirmed_at: Temporal.Instant | null;
  last_step: Generated<number>;
  ended_at: Temporal.Instant | null;
}

interface AccessGrants {
  id: Generated<string>;
  account: string;
  role: string;
  program: string | null;
  granted_by: string | null;
  granted_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
  ended_by: string | null;
  provider: string | null;
}

interface AccessInvitations {
  id: Generated<string>;
  mail: string;
  folded: string;
  name: string;
  role: string;
  program: string | null;
  key_hash: Buffer;
  invited_by: string | null;
  invited_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  accepted_at: Temporal.Instant | null;
  accepted_by: string | null;
  withdrawn_at: Temporal.Instant | null;
}

interface AccessKeyNames {
  id: ReadOnly<string | null>;
  kind: ReadOnly<string | null>;
  name: ReadOnly<string | null>;
}

interface AccessPasskeys {
  id: Generated<string>;
  account: string;
  credential: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  synced: boolean;
  name: string;
  made_at: Temporal.Instant;
  last_used_at: Temporal.Instant | null;
}

interface AccessProviderGroups {
  id: Generated<string>;
  provider: string;
  group_name: string;
  role: string;
  program: string | null;
}

interface AccessProviderSubjects {
  id: Generated<string>;
  provider: string;
  subject: string;
  account: string;
  linked_at: Temporal.Instant;
  last_used_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
}

interface AccessProviders {
  id: Generated<string>;
  preset: string;
  name: string;
  issuer: string;
  client_id: string;
  scopes: string;
  groups_claim: string;
  for_staff: boolean;
  for_proof: boolean;
  trusts_factor: boolean;
  made_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
  admits: Generated<boolean>;
}

interface AccessRecoveryCodes {
  id: Generated<string>;
  account: string;
  code_hash: Buffer;
  made_at: Temporal.Instant;
  used_at: Temporal.Instant | null;
}

interface AccessResets {
  id: Generated<string>;
  account: string | null;
  key_hash: Buffer | null;
  asked_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  used_at: Temporal.Instant | null;
}

interface AccessRoles {
  id: Generated<string>;
  name: string;
  words: Generated<string>;
  permissions: string[];
  made_by: string | null;
  made_at: Temporal.Instant;
  changed_at: Temporal.Instant;
  retired_at: Temporal.Instant | null;
}

interface AccessSessions {
  id: Generated<string>;
  token_hash: Buffer;
  account: string;
  made_at: Temporal.Instant;
  seen_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
  address_prefix: string;
  agent: string | null;
  way: Generated<string>;
  proved_at: Temporal.Instant | null;
}

interface AccessSetup {
  one: Generated<boolean>;
  key_hash: Buffer;
  made_at: Temporal.Instant;
  used_at: Temporal.Instant | null;
}

interface AccessStaff {
  account: ReadOnly<string | null>;
  name: ReadOnly<string | null>;
  mail: ReadOnly<string | null>;
  role: ReadOnly<string | null>;
  program: ReadOnly<string | null>;
  permissions: ReadOnly<string[] | null>;
}

interface AccessSteps {
  id: Generated<string>;
  kind: string;
  key_hash: Buffer;
  account: string | null;
  way: string | null;
  sealed: Buffer | null;
  made_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  taken_at: Temporal.Instant | null;
}

interface AccessTokenNetworks {
  token: string;
  network: string;
  first_at: Temporal.Instant;
}

interface AccessTokens {
  id: Generated<string>;
  name: string;
  token_hash: Buffer;
  account: string;
  scopes: string[] | null;
  made_at: Temporal.Instant;
  expires_at: Temporal.Instant | null;
  last_used_at: Temporal.Instant | null;
  ended_at: Temporal.Instant | null;
  program: string | null;
  warned_at: Temporal.Instant | null;
}

/** Tables and views by the name that Kysely uses. */
export interface AccessTables {
  'access.account_names': AccessAccountNames;
  'access.accounts': AccessAccounts;
  'access.factors': AccessFactors;
  'access.grants': AccessGrants;
  'access.invitations': AccessInvitations;
  'access.key_names': AccessKeyNames;
  'access.passkeys': AccessPasskeys;
  'access.provider_groups': AccessProviderGroups;
  'access.provider_subjects': AccessProviderSubjects;
  'access.providers': AccessProviders;
  'access.recovery_codes': AccessRecoveryCodes;
  'access.resets': AccessResets;
  'access.roles': AccessRoles;
  'access.sessions': AccessSessions;
  'access.setup': AccessSetup;
  'access.staff': AccessStaff;
  'access.steps': AccessSteps;
  'access.token_networks': AccessTokenNetworks;
  'access.tokens': AccessTokens;
}
