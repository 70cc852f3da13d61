import type { ColumnType } from 'kysely';

/** A column with a default: may be left out when inserting. */
export type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>;

/** A column that only the database writes: of a view, or a generated one. */
export type ReadOnly<T> =
  T extends ColumnType<infer S, unknown, unknown> ? ColumnType<S, never, never> : ColumnType<T, never, never>;

/**
 * A jsonb column. Reading gives parsed JSON of unknown shape: parse it with a schema. Writing takes an object, or JSON text
 * (`JSON.stringify`) for anything else; pg would make a PostgreSQL array of a JavaScript array, so the type refuses those.
 */
export type JsonColumn = ColumnType<unknown, JsonObject | string, JsonObject | string>;

type JsonObject = { readonly [key: string]: unknown };
