import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import type { Context } from '../context.ts';
import { surviveLoss } from '../database/connect.ts';
import { shareOut } from '../database/connections.ts';
import { prepared, prepareMarked } from '../database/prepared.ts';
import { limited } from '../errors.ts';
import type { House } from '../house.ts';
import { counted } from '../language/english.ts';
import { bucketKey } from './bucket.ts';

/** `of` takings in any span of about `per`, for each `whom`. */
export type Limit = {
  /** What is limited, such as `access.sign-in`. */
  readonly bucket: string;
  /** For whom it counts: an `addressPrefix`, a folded mail address, an account's id. */
  readonly whom: string;
  readonly of: number;
  readonly per: Temporal.DurationLike;
  /** What to tell the person; "Try again in 5 minutes." follows. */
  readonly words?: string;
};

/**
 * Takes one from a bucket, or throws `limited` with the seconds after which there is one again. A bucket gives `of` at
 * once and fills up evenly within `per`. It counts on every node together, and outside the caller's transaction: an
 * attempt that fails and rolls back (a wrong password) still counts.
 */
export async function takeLimit(c: Pick<Context, 'house' | 'now'>, limit: Limit): Promise<void> {
  const seconds = await takeFrom(apart(c.house), c.now, limit);
  if (seconds > 0) throw limited(`${limit.words ?? 'That was too often.'} Try again in ${inWords(seconds)}.`, seconds);
}

/** Gives back everything that `whom` took, for what turned out well: a right password after wrong ones. */
export async function forgetLimit(c: Pick<Context, 'house'>, bucket: string, whom: string): Promise<void> {
  await sql`delete from house.limits where bucket = ${bucketKey(bucket, whom)}`.execute(apart(c.house));
}

/** Removes buckets that are full again, at most 10,000 at a time; answers how many. */
export async function purgeLimits(c: Pick<Context, 'tx' | 'now'>): Promise<number> {
  const removed = await sql`
    delete from house.limits where bucket in (
      select bucket from house.limits where full_until < ${c.now} order by full_until limit 10000 for update skip locked)`.execute(
    c.tx,
  );
  return Number(removed.numAffectedRows ?? 0);
}

/**
 * The generic cell rate algorithm in one statement: each taking costs per/of seconds, and the debt may not exceed `per`.
 * Answers 0, or the whole seconds to wait.
 */
async function takeFrom(db: Kysely<unknown>, now: Temporal.Instant, limit: Limit): Promise<number> {
  const span = Temporal.Duration.from(limit.per).total('seconds');
  if (!(limit.of >= 1) || !(span > 0)) throw new Error(`the limit ${limit.bucket} lets nothing through`);
  // Down to whole microseconds, as PostgreSQL keeps them: `of` takings must not round up beyond `per`.
  const cost = Math.floor((span * 1e6) / limit.of) / 1e6;
  const key = bucketKey(limit.bucket, limit.whom);
  const taken = await sql<{ taken: boolean; wait: number }>`${prepared}
    with taking as (
      insert into house.limits as l (bucket, full_until) values (${key}, ${now}::timestamptz + make_interval(secs => ${cost}))
      on conflict (bucket) do update
        set full_until = greatest(l.full_until, ${now}::timestamptz) + make_interval(secs => ${cost})
        where greatest(l.full_until, ${now}::timestamptz) + make_interval(secs => ${cost})
          <= ${now}::timestamptz + make_interval(secs => ${span})
      returning 1
    )
    select exists (select from taking) as taken,
      coalesce((select extract(epoch from full_until - ${now}::timestamptz) from house.limits where bucket = ${key}), 0)::float8
        + ${cost}::float8 - ${span}::float8 as wait`.execute(db);
  const row = taken.rows[0];
  return row?.taken ? 0 : Math.max(1, Math.ceil(row?.wait ?? 1));
}

function inWords(seconds: number): string {
  if (seconds < 90) return counted(seconds, 'second');
  if (seconds < 5400) return counted(Math.ceil(seconds / 60), 'minute');
  return counted(Math.ceil(seconds / 3600), 'hour');
}

/**
 * Connections of our own for each house. Limits are taken while the caller holds a connection of the house's pool for
 * its transaction: asking that pool for a second one can, under load, leave everybody waiting for everybody.
 */
const connections = new WeakMap<Pool, Kysely<unknown>>();

function apart(house: House): Kysely<unknown> {
  const known = connections.get(house.database.pool);
  if (known) return known;
  const pool = new Pool({
    connectionString: house.database.url,
    max: shareOut(house.settings.databaseConnections, { jobs: true }).limits,
    application_name: 'guildhall limits',
    connectionTimeoutMillis: 10_000,
    onConnect: prepareMarked,
    // Nobody closes these: idle ones go by themselves and keep no process alive.
    idleTimeoutMillis: 5_000,
    allowExitOnIdle: true,
  });
  surviveLoss(pool, (error) => house.log.debug({ err: error }, 'a connection of the limits was lost'));
  const made = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  connections.set(house.database.pool, made);
  return made;
}
