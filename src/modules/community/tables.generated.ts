// Written by bin/schema from the outcome of the migrations. Do not edit.
import type { Generated, ReadOnly } from '#kernel/database/columns.ts';

interface CommunityAffiliations {
  id: Generated<string>;
  identity: string;
  organisation: string;
  since: Temporal.Instant | null;
  until: Temporal.Instant | null;
  source: string;
  noted_at: Temporal.Instant;
}

interface CommunityErasures {
  identity: string;
  hash: Buffer;
  erased_at: Temporal.Instant;
}

interface CommunityIdentities {
  id: Generated<string>;
  platform: string;
  kind: string;
  external_id: string | null;
  folded: string;
  written: string;
  name: string | null;
  named_at: Temporal.Instant | null;
  found_by: string;
  first_seen_at: Temporal.Instant;
  erased_at: Temporal.Instant | null;
}

interface CommunityIdentityAttributes {
  id: Generated<string>;
  identity: string;
  name: string;
  value: string;
  folded: string;
  since: Temporal.Instant;
  until: Temporal.Instant | null;
  source: string;
}

interface CommunityMerges {
  id: Generated<string>;
  one: string;
  other: string;
  reason: string;
  made_by: string | null;
  made_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
  ended_by: string | null;
}

interface CommunityNeverMerge {
  id: Generated<string>;
  one: string;
  other: string;
  reason: string;
  made_by: string | null;
  made_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
  ended_by: string | null;
}

interface CommunityOrganisationMerges {
  id: Generated<string>;
  one: string;
  other: string;
  reason: string;
  made_by: string | null;
  made_at: Temporal.Instant;
  ended_at: Temporal.Instant | null;
  ended_by: string | null;
}

interface CommunityOrganisationNames {
  organisation: ReadOnly<string>;
  whole: ReadOnly<string>;
  name: ReadOnly<string>;
  domain: ReadOnly<string | null>;
}

interface CommunityOrganisations {
  id: Generated<string>;
  name: string;
  folded: string;
  domain: string | null;
  found_by: string;
  made_at: Temporal.Instant;
}

interface CommunityPeople {
  identity: ReadOnly<string>;
  person: ReadOnly<string>;
  name: ReadOnly<string>;
  address: ReadOnly<string | null>;
  personal: ReadOnly<boolean>;
}

interface CommunityPersons {
  identity: string;
  person: string;
}

interface CommunityWholeOrganisations {
  organisation: string;
  whole: string;
}

/** Tables and views by the name that Kysely uses. */
export interface CommunityTables {
  'community.affiliations': CommunityAffiliations;
  'community.erasures': CommunityErasures;
  'community.identities': CommunityIdentities;
  'community.identity_attributes': CommunityIdentityAttributes;
  'community.merges': CommunityMerges;
  'community.never_merge': CommunityNeverMerge;
  'community.organisation_merges': CommunityOrganisationMerges;
  'community.organisation_names': CommunityOrganisationNames;
  'community.organisations': CommunityOrganisations;
  'community.people': CommunityPeople;
  'community.persons': CommunityPersons;
  'community.whole_organisations': CommunityWholeOrganisations;
}
