import { z } from 'zod';

/** A backup that cannot be used, or a database it cannot go into. The words say which, and what to do. */
export class BackupFault extends Error {
  override name = 'BackupFault';
}

/** Why a backup was taken. */
export const reason = z.enum(['nightly', 'asked', 'command', 'before-migrating']);
export type Reason = z.output<typeof reason>;

/** The first entry of an archive: what it is, and what the tables in it look like. */
export const manifest = z.object({
  format: z.literal('guildhall-backup', { error: 'This is not a backup of Guildhall.' }),
  formatVersion: z.literal(1, { error: 'This backup was written by a newer Guildhall. Restore it with that one.' }),
  id: z.uuid(),
  reason,
  /** The instant of the snapshot: everything that was committed by then is in it, and nothing else. */
  takenAt: z.iso.datetime(),
  /** The version of Guildhall, and the server_version of PostgreSQL. */
  guildhall: z.string(),
  postgres: z.string(),
  node: z.string(),
  /** What the database had had, in the order of names. */
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  /** The id of the key that seals secrets; the key itself only if `carriesSecretKey`. null: nothing was sealed yet. */
  secretKey: z.string().nullable(),
  carriesSecretKey: z.boolean(),
  tables: z.array(z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()) })),
  /** Values as text: a sequence may go beyond what a JSON number can hold. */
  sequences: z.array(z.object({ schema: z.string(), name: z.string(), lastValue: z.string(), isCalled: z.boolean() })),
});
export type Manifest = z.output<typeof manifest>;

const amount = z.object({ rows: z.number().int(), bytes: z.number().int(), sha256: z.string() });
export type Amount = z.output<typeof amount>;

/** A figure's value at the instant of the snapshot, over all programs and all time. */
const figureValue = z.object({ id: z.string(), value: z.number().nullable(), of: z.number().int() });
export type FigureValue = z.output<typeof figureValue>;

/** The last entry but one: how much there is of everything. `sha256` and `bytes` are of the rows as COPY writes them. */
export const totals = z.object({
  tables: z.record(z.string(), amount),
  jobs: amount,
  /** null: the database was not at the version of the program, so that its figures could not be read. */
  figures: z.array(figureValue).nullable(),
});
export type Totals = z.output<typeof totals>;

/** The entries of an archive in their order; the parts of a table stand between manifest and totals. */
export const ENTRY = {
  manifest: 'manifest.json',
  readme: 'README.txt',
  key: 'secret.key',
  totals: 'totals.json',
  sum: 'SHA256',
} as const;

/** The name under which the parts of a table lie in an archive. */
export const tableEntry = (table: { schema: string; name: string }): string => `tables/${table.schema}.${table.name}`;
export const JOBS_ENTRY = 'queued-jobs';
