import { Kysely, type LogEvent, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import { isTracing, noteQuery } from '../tracing/span.ts';
import { prepareMarked } from './prepared.ts';

/** An open database: the pool, and Kysely over the same pool. */
export type Database = {
  readonly pool: Pool;
  readonly kysely: Kysely<unknown>;
  readonly url: string;
  /** Waits for running queries and closes all connections. */
  close(): Promise<void>;
};

/**
 * Opens a pool of at most `max` connections (default 10). Nothing is connected before the first query. Values arrive as
 * the types in columns.ts say: timestamptz as Temporal.Instant, date as Temporal.PlainDate, interval as Temporal.Duration,
 * bigint as number (an Error where a number cannot hold it), numeric as string; their arrays likewise. The same Temporal
 * types go in as parameters. A connection that breaks while idle is dropped and `onIdleError` is told.
 */
export function openDatabase(
  url: string,
  options: { max?: number; onIdleError?: (error: Error) => void } = {},
): Database {
  const pool = new Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: 'guildhall',
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser },
    // Whatever the server's own habits are, these forms are what the parsers below read.
    onConnect: async (client) => {
      await client.query("set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'iso_8601'");
      prepareMarked(client);
    },
  });
  surviveLoss(pool, options.onIdleError ?? (() => {}));
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }), ...(isTracing() ? { log: note } : {}) });
  return { pool, kysely, url, close: () => kysely.destroy() };
}

/** For traces: the statement without its values. */
const note = ({ query, queryDurationMillis, level }: LogEvent): void =>
  noteQuery(query.sql, queryDurationMillis, level === 'error');

/**
 * Keeps the process alive when connections of a pool are lost, idle or in use: without a listener, Node ends it. A query
 * under way fails by itself; the pool connects anew for the next one.
 */
export function surviveLoss(pool: Pool, told: (error: Error) => void): void {
  pool.on('error', told);
  pool.on('connect', (client) => client.on('error', told));
}

const PARSERS: { oid: number; array: number; parse: (text: string) => unknown }[] = [
  { oid: 1184, array: 1185, parse: parseInstant },
  { oid: 1082, array: 1182, parse: (text) => Temporal.PlainDate.from(finite(text)) },
  { oid: 1186, array: 1187, parse: (text) => Temporal.Duration.from(text) },
  { oid: 20, array: 1016, parse: parseBigint },
  { oid: 1700, array: 1231, parse: (text) => text },
];

const PARSER_OF = new Map<number, (text: string) => unknown>(
  PARSERS.flatMap(({ oid, array, parse }) => [
    [oid, parse],
    [array, (text: string) => eachOf(parseTextArray(text), parse)],
  ]),
);

type Nested = (string | null | Nested)[];

/** pg's own reader of text[], by the number of that type. */
const parseTextArray = types.getTypeParser(1009 as Parameters<typeof types.getTypeParser>[0]) as (
  text: string,
) => Nested;

function eachOf(items: Nested, parse: (text: string) => unknown): unknown[] {
  return items.map((item) => (Array.isArray(item) ? eachOf(item, parse) : item === null ? null : parse(item)));
}

function getTypeParser(oid: number, format?: string): (text: string) => unknown {
  const own = format === 'binary' ? undefined : PARSER_OF.get(oid);
  return own ?? (types.getTypeParser(oid, format as 'text') as (text: string) => unknown);
}

function parseInstant(text: string): Temporal.Instant {
  return Temporal.Instant.from(finite(text));
}

function finite(text: string): string {
  if (text.endsWith('infinity'))
    throw new RangeError('A date or time without end came from the database; null means that.');
  return text;
}

function parseBigint(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number))
    throw new RangeError(`The number ${text} from the database is too large to be exact.`);
  return number;
}

// pg looks for a method `toPostgres` on every object it is handed as a parameter, inside arrays too. PostgreSQL keeps
// microseconds and would round the rest up, across the end of a half-open period; so it is cut off.
Object.defineProperty(Temporal.Instant.prototype, 'toPostgres', {
  configurable: true,
  value(this: Temporal.Instant) {
    return this.toString({ fractionalSecondDigits: 6, roundingMode: 'trunc' });
  },
});
for (const prototype of [Temporal.PlainDate.prototype, Temporal.Duration.prototype]) {
  // No arguments: pg hands its own function to toPostgres, which toString would take for options.
  Object.defineProperty(prototype, 'toPostgres', {
    configurable: true,
    value(this: Temporal.PlainDate | Temporal.Duration) {
      return this.toString();
    },
  });
}
