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

/**
 * How rows of one kind are brought: read and compared with what is here (writes nothing, so a preview is the same), then written, all
 * rows of a batch in a few statements.
 */
export type Taker<P> = {
  /** Under which two rows of a list mean the same record; null: the row cannot be found again, and is refused. */
  keyOf: (row: ListRow, bringing: Bringing) => string | null;
  plan: (c: Context, rows: readonly ListRow[], bringing: Bringing) => Promise<Planned<P>[]>;
  write: (c: Context, planned: readonly Extract<Planned<P>, { plan: P }>[], bringing: Bringing) => Promise<void>;
  /** Takes rows back: those with which nothing was done since. Answers the lines that were. */
  undo: (
    c: Context,
    rows: readonly { line: number; record: string; added: boolean; before: unknown; after: unknown }[],
  ) => Promise<number[]>;
};

/** The table of a statement: one row each, by their places; columns as PostgreSQL calls their types. */
export const asJson = (rows: readonly unknown[]): string => JSON.stringify(rows);
