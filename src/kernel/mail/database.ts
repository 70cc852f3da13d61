import type { Kysely } from 'kysely';
import type { Context } from '../context.ts';
import type { KernelTables } from '../database/tables.generated.ts';

/** The kernel's tables in the caller's transaction. */
export const db = (c: Pick<Context, 'tx'>): Kysely<KernelTables> => c.tx as Kysely<KernelTables>;
