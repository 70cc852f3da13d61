import type { Kysely, Transaction } from 'kysely';
import type { KernelTables } from '#kernel/database/tables.generated.ts';
import type { ProgramsTables } from './tables.generated.ts';

/** The tables that programs may touch through Kysely: its own and the kernel's. */
export type ProgramsDatabase = ProgramsTables & KernelTables;

/** The caller's transaction (or pool), typed with the tables of this module. */
export const db = (c: { tx: unknown }): Kysely<ProgramsDatabase> => c.tx as Transaction<ProgramsDatabase>;
