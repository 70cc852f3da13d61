import type { Kysely } from 'kysely';
import type { CommunityTables } from './tables.generated.ts';

/** This module's own tables and views. What runs through recursive or window SQL is written with `sql` on the same `tx`. */
export const db = (c: { tx: unknown }): Kysely<CommunityTables> => c.tx as Kysely<CommunityTables>;
