import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, isAfter } from '#kernel/contract/paging.ts';
import { notFound } from '#kernel/errors.ts';
import type { policyContract } from '../contract/policy.ts';
import { policyChanges } from '../policy/changes.ts';
import { policyOf } from '../program-of.ts';

type Contract = typeof policyContract;
type Row = {
  id: string;
  version: number;
  published_at: Temporal.Instant;
  published_by: string | null;
  policy: unknown;
};
type Listed = Row & { before: string | null; was: unknown; undecided: number };

const MOST_TOLD = 100;

/** Every version of a program's policy, the newest first. */
export async function listPolicyVersions(
  c: Context,
  { program, after, limit }: Input<Contract['listPolicyVersions']>,
): Promise<Output<Contract['listPolicyVersions']>> {
  const then = after ? isAfter(sql`q.version`, sql`q.id`, after, 'desc', 'bigint') : sql`true`;
  const found = await sql<Listed>`
    select q.id, q.version, q.published_at, n.name published_by, q.policy, b.id before, b.policy was,
      (select count(*) from programs.applications a where a.policy = q.id
        and a.stage in ('confirming', 'proving', 'checking', 'review', 'needs-info'))::int undecided
    from programs.policies q left join access.account_names n on n.id = q.published_by
    left join programs.policies b on b.program = q.program and b.version = q.version - 1
    where q.program = ${program} and ${then} order by q.version desc, q.id desc limit ${limit + 1}`.execute(c.tx);
  const { rows, next } = cut(found.rows, limit, (row) => [row.version, row.id]);
  return {
    rows: rows.map((row) => ({
      id: row.id,
      version: row.version,
      publishedAt: row.published_at.toString(),
      publishedBy: row.published_by,
      undecided: row.undecided,
      changes: row.before
        ? policyChanges(policyOf(row.before, row.was), policyOf(row.id, row.policy)).slice(0, MOST_TOLD)
        : [],
    })),
    next,
  };
}

/** One version, beside another one. Throws `not found`. */
export async function getPolicyVersion(
  c: Context,
  { program, version, against }: Input<Contract['getPolicyVersion']>,
): Promise<Output<Contract['getPolicyVersion']>> {
  const one = await versionOf(c, program, version ?? null);
  if (!one) throw notFound('The program has no such version.');
  const beside = against ?? (one.version > 1 ? one.version - 1 : null);
  const other = beside === null ? null : await versionOf(c, program, beside);
  if (beside !== null && !other) throw notFound(`The program has no version ${beside}.`);
  const policy = policyOf(one.id, one.policy);
  return {
    version: one.version,
    publishedAt: one.published_at.toString(),
    publishedBy: one.published_by,
    policy,
    against: other
      ? { version: other.version, changes: policyChanges(policyOf(other.id, other.policy), policy) }
      : null,
  };
}

/** A version by its number; null: the one in force. */
async function versionOf(c: Context, program: string, version: number | null): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    select q.id, q.version, q.published_at, n.name published_by, q.policy from programs.policies q
    left join access.account_names n on n.id = q.published_by
    where q.program = ${program} and (${version}::int is null or q.version = ${version}) order by q.version desc limit 1`.execute(
    c.tx,
  );
  return rows[0];
}
