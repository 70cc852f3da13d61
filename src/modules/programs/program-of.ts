import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { prepared } from '#kernel/database/prepared.ts';
import { notFound } from '#kernel/errors.ts';
import { type Policy, policy as policySchema } from './policy.ts';

export type ProgramInForce = {
  id: string;
  slug: string;
  name: string;
  /** That of the sample organisation: everything in it is invented. */
  sample: boolean;
  prefix: string;
  open: boolean;
  /** Has it ever taken applications? Before, it is being prepared, and nobody outside sees it. */
  begun: boolean;
  /** The business calendar its promises are counted by; null: the default one. */
  calendar: string | null;
  policyId: string;
  version: number;
  publishedAt: Temporal.Instant;
  policy: Policy;
};

type Row = {
  id: string;
  slug: string;
  name: string;
  sample: boolean;
  prefix: string;
  open: boolean;
  begun: boolean;
  calendar: string | null;
  policy_id: string;
  version: number;
  published_at: Temporal.Instant;
  policy: unknown;
};

/** Policies never change once published, so a parsed one is kept; the key is its id. */
const parsed = new Map<string, Policy>();
export function policyOf(id: string, value: unknown): Policy {
  const known = parsed.get(id);
  if (known) return known;
  const fresh = policySchema.parse(value);
  if (parsed.size > 500) parsed.clear();
  parsed.set(id, fresh);
  return fresh;
}

/** Policies by their ids, parsed; asks the database only for those that this process has not met. */
export async function policiesOf(c: Context, ids: Iterable<string>): Promise<(id: string) => Policy> {
  const missing = [...new Set(ids)].filter((id) => !parsed.has(id));
  const found = new Map<string, Policy>();
  if (missing.length > 0) {
    const { rows } = await sql<{ id: string; policy: unknown }>`
      select id, policy from programs.policies where id = any(${missing}::uuid[])`.execute(c.tx);
    for (const row of rows) found.set(row.id, policyOf(row.id, row.policy));
  }
  return (id) => {
    const policy = found.get(id) ?? parsed.get(id);
    if (!policy) throw new Error(`policy ${id} is not there`);
    return policy;
  };
}

const SELECT = sql`
  select p.sample,
    p.id, p.slug, p.name, p.prefix, (p.opened_at is not null and p.closed_at is null) open, p.opened_at is not null begun, p.calendar, pol.id policy_id, pol.version, pol.published_at, pol.policy
  from programs.programs p
  join lateral (select * from programs.policies q where q.program = p.id order by q.version desc limit 1) pol on true`;

const inForce = (row: Row): ProgramInForce => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  sample: row.sample,
  prefix: row.prefix,
  open: row.open,
  begun: row.begun,
  calendar: row.calendar,
  policyId: row.policy_id,
  version: row.version,
  publishedAt: row.published_at,
  policy: policyOf(row.policy_id, row.policy),
});

/** A program by the name in its address, with the policy in force. Throws `not found`. */
export async function programBySlug(c: Context, slug: string): Promise<ProgramInForce> {
  const { rows } = await sql<Row>`${prepared} ${SELECT} where p.slug = ${slug}`.execute(c.tx);
  if (!rows[0]) throw notFound('There is no such program.');
  return inForce(rows[0]);
}

/** A program by its id, with the policy in force. Throws `not found`. */
export async function programById(c: Context, id: string): Promise<ProgramInForce> {
  const { rows } = await sql<Row>`${prepared} ${SELECT} where p.id = ${id}`.execute(c.tx);
  if (!rows[0]) throw notFound('There is no such program.');
  return inForce(rows[0]);
}

/** All programs with the policies in force, by name; the invented one last. */
export async function allPrograms(c: Context): Promise<ProgramInForce[]> {
  const { rows } = await sql<Row>`${SELECT} order by p.sample, p.name, p.id`.execute(c.tx);
  return rows.map(inForce);
}

/**
 * Is the story of the sample organisation still being told in this program (a column of its id)? Then it lives in its own past, and
 * nothing happens to it by the clock of the house.
 */
export const beingTold = (program: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`exists (select from house.sample told where told.program = ${program} and told.finished_at is null)`;

/** Programs that timetables look after, with the policies in force; `only`: this one, also while its story is told. */
export async function keptPrograms(c: Context, only: string | null): Promise<ProgramInForce[]> {
  if (only !== null) return [await programById(c, only)];
  const { rows } = await sql<Row>`${SELECT} where not ${beingTold(sql`p.id`)} order by p.name, p.id`.execute(c.tx);
  return rows.map(inForce);
}
