import type { Kysely } from 'kysely';
import type { AccessTables } from './tables.generated.ts';

/** This module's own tables, typed. For a command `tx` is its transaction. */
export const db = (c: { tx: Kysely<never> | Kysely<unknown> }): Kysely<AccessTables> => c.tx as Kysely<AccessTables>;
