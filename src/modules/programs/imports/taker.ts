import type { Context } from '#kernel/context.ts';
import type { ProgramInForce } from '../program-of.ts';
import type { Reading } from './fields.ts';

/** What a list is brought with. */
export type Bringing = {
  program: ProgramInForce;
  /** The version of the policy that past applications count as judged by. */
  policy: string;
  reading: Reading;
  by: string | null;
};

/** A row of the list: its line, its cells as they came, and what the cells say by their fields. */
export type ListRow = { line: number; cells: readonly string[]; cell: (field: string) => string };

/** What would become of a row: `write` needs it again as it was worked out. */
export type Planned<P> =
  | { line: number; outcome: 'refused'; why: string }
  | { line: number; outcome: 'same'; record: string }
  | { line: number; outcome: 'added' | 'changed'; record: string; plan: P; before?: unknown; after?: unknown };

export type Taken<P> = Extract<Planned<P>, { plan: P }>;

/** Ids of whom and what a row names, by its line. */
export type Ahead = ReadonlyMap<number, NamedIds>;
export type NamedIds = {
  owner: string | null;
  place: string | null;
  organisation: string | null;
  contacts: readonly (string | null)[];
};

/**
 * How rows of one kind are brought: read and compared with what is here (writes nothing, so a preview is the same), then written, all
 * rows of a batch in a few statements.
 */
export type Taker<P> = {
  /** Under which two rows of a list mean the same record; null: the row cannot be found again, and is refused. */
  keyOf: (row: ListRow, bringing: Bringing) => string | null;
  plan: (c: Context, rows: readonly ListRow[], bringing: Bringing) => Promise<Planned<P>[]>;
  /**
   * Makes known whom and what these rows name, in a transaction of its own while the rows before them are written. `write` is handed
   * what it answers, and does the same for rows that are planned only now.
   */
  ahead?: (c: Context, planned: readonly Taken<P>[], bringing: Bringing) => Promise<Ahead>;
  write: (c: Context, planned: readonly Taken<P>[], bringing: Bringing, ahead: Ahead) => Promise<void>;
  /** Takes rows back: those with which nothing was done since. Answers the lines that were. */
  undo: (
    c: Context,
    rows: readonly { line: number; record: string; added: boolean; before: unknown; after: unknown }[],
  ) => Promise<number[]>;
};

/** The table of a statement: one row each, by their places; columns as PostgreSQL calls their types. */
export const asJson = (rows: readonly unknown[]): string => JSON.stringify(rows);
