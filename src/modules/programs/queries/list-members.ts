import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, isAfter } from '#kernel/contract/paging.ts';
import { csvPartOf } from '#kernel/csv.ts';
import type { programsContract } from '../contract.ts';
import { numberOf } from '../standing.ts';
import { countUpTo, foundBy } from './application-rows.ts';
import { isActive } from './programs.ts';

type Contract = typeof programsContract;
type State = 'granted' | 'active' | 'ended';
type Row = {
  id: string;
  application: string;
  prefix: string;
  number: number;
  project: string;
  namespace_key: string | null;
  state: State;
  sku: string;
  granted_at: Temporal.Instant;
  starts_at: Temporal.Instant | null;
  ends_at: Temporal.Instant | null;
  reference: string | null;
};

/** Members with their term, the newest first. `granted`: the coupon was not redeemed yet. */
export async function listMembers(
  c: Context,
  input: Input<Contract['listMembers']>,
): Promise<Output<Contract['listMembers']>> {
  const conditions = [sql<boolean>`m.program = ${input.program}`];
  if (input.state === 'granted') conditions.push(sql`m.starts_at is null and m.ended_at is null`);
  if (input.state === 'active') conditions.push(isActive(c.now));
  if (input.state === 'ended') conditions.push(sql`least(m.ends_at, m.ended_at) <= ${c.now}`);
  if (input.text)
    conditions.push(
      sql`m.id in (select t.membership from programs.applications a join programs.terms t on t.application = a.id where a.program = ${input.program} and ${foundBy(input.text)})`,
    );
  const condition = sql<boolean>`${sql.join(conditions, sql` and `)}`;
  const after = input.after
    ? isAfter(sql`m.granted_at`, sql`m.id`, input.after, 'desc', 'timestamptz')
    : sql<boolean>`true`;
  const [found, total] = await Promise.all([
    sql<Row>`
      select m.id, a.id application, p.prefix, a.number, a.project, a.namespace_key, e.sku, m.granted_at, m.starts_at,
        least(m.ends_at, m.ended_at) ends_at, b.reference,
        case when least(m.ends_at, m.ended_at) <= ${c.now} then 'ended' when m.starts_at <= ${c.now} then 'active' else 'granted' end state
      from (select * from programs.memberships m where ${condition} and ${after}
            order by m.granted_at desc, m.id desc limit ${input.limit + 1}) m
      join programs.programs p on p.id = m.program
      join lateral (select t.id, t.application from programs.terms t where t.membership = m.id and t.application is not null
        order by t.position desc limit 1) t on true
      join programs.applications a on a.id = t.application
      join programs.entitlements e on e.term = t.id and e.kind = 'main'
      left join programs.bookings b on b.entitlement = e.id
      order by m.granted_at desc, m.id desc`.execute(c.tx),
    input.after ? undefined : countUpTo(c, sql`select from programs.memberships m where ${condition}`),
  ]);
  const { rows, next } = cut(found.rows, input.limit, (row) => [row.granted_at.toString(), row.id]);
  return {
    rows: rows.map((row) => ({
      id: row.id,
      application: row.application,
      number: numberOf(row.prefix, row.number),
      project: row.project,
      namespace: row.namespace_key,
      state: row.state,
      sku: row.sku,
      grantedAt: row.granted_at.toString(),
      startsAt: row.starts_at?.toString() ?? null,
      endsAt: row.ends_at?.toString() ?? null,
      reference: row.reference,
    })),
    next,
    ...(total === undefined ? {} : { total }),
  };
}

const MOST_IN_PART = 50_000;
const HEAD = [
  ...['application', 'project', 'namespace', 'state', 'sku', 'granted_at'],
  ...['starts_at', 'ends_at', 'booking'],
];

/** The same as CSV, in parts. Instants are UTC. */
export async function exportMembers(
  c: Context,
  input: Input<Contract['exportMembers']>,
): Promise<Output<Contract['exportMembers']>> {
  const { rows, next } = await listMembers(c, { ...input, limit: MOST_IN_PART });
  const lines = rows.map((r) => [
    ...[r.number, r.project, r.namespace, r.state, r.sku, r.grantedAt],
    ...[r.startsAt, r.endsAt, r.reference],
  ]);
  return csvPartOf(input.after, HEAD, lines, next);
}
