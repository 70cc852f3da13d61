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

interface AccessGrants {
  id: Generated<string>;
  account: string;
  role: string;
  program: string | null;
  granted_by: string | null;
  granted_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
  ended_by: string | null;
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

interface AccessResets {
  id: Generated<string>;
  account: string | null;
  key_hash: Buffer | null;
  asked_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  used_at: Temporal.Instant | null;
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
}

interface AccessSetup {
  one: Generated<boolean>;
  key_hash: Buffer;
  made_at: Temporal.Instant;
  used_at: Temporal.Instant | null;
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
}

/** Tables and views by the name that Kysely uses. */
export interface AccessTables {
  'access.account_names': AccessAccountNames;
  'access.accounts': AccessAccounts;
  'access.grants': AccessGrants;
  'access.invitations': AccessInvitations;
  'access.resets': AccessResets;
  'access.sessions': AccessSessions;
  'access.setup': AccessSetup;
  'access.tokens': AccessTokens;
}
