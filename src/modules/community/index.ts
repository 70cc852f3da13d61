import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { membersOf, PEOPLE, wholeOf } from './components.ts';
import { erasureHashes } from './erasure-hash.ts';
import { namesOf } from './identity.ts';
import type { CommunityTables } from './tables.generated.ts';

// The front door: what other modules may ask. Identities are named by whoever meets them; everything else is changed here.

export { communityContract } from './contract.ts';
export { personErased } from './facts.ts';
export { identify, identifyOrganisation, type SeenIdentity } from './identify.ts';
export { erasedAddresses, identifyMany, identifyOrganisations } from './identify-many.ts';
export { searchable } from './identity.ts';
export { communityModule } from './module.ts';
/** Whether somebody of ours is, or is with, whom they are to judge. */
export { type Ties, tiesOf } from './ties.ts';

/**
 * Views that other modules may join. `community.people`: every identity with its person, name and address;
 * `community.organisation_names`: every organisation with the whole it is part of.
 */
export type CommunityViews = Pick<CommunityTables, 'community.people' | 'community.organisation_names'>;

/** The person that an identity is part of now: the smallest identity of its component. Never keep it: it changes with merges. */
export const personOf = (c: Pick<Context, 'tx'>, identity: string): Promise<string | null> =>
  wholeOf(c, PEOPLE, identity);

/** All identities of the person that this identity is part of now, itself included. */
export const identitiesOfPerson = (c: Pick<Context, 'tx'>, identity: string): Promise<string[]> =>
  membersOf(c, PEOPLE, identity);

/** True when this very address or handle was erased once. Imports leave it out; somebody who comes back by themselves is welcome. */
export async function wasErased(
  c: Pick<Context, 'tx' | 'house'>,
  seen: { platform: string; kind: string; value: string },
): Promise<boolean> {
  const { folded } = namesOf(seen.kind, seen.value);
  const hashes = erasureHashes(c.house.secrets, { ...seen, folded });
  const found = await sql`select 1 from community.erasures where hash = any(${hashes}::bytea[]) limit 1`.execute(c.tx);
  return found.rows.length > 0;
}
