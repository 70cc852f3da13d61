import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { csvOf } from '#kernel/csv.ts';
import { invalid } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { foldCode } from '../coupon.ts';
import { useImported } from '../member-facts.ts';
import { readUse, type UseLine } from '../use-list.ts';

/**
 * Takes active seats in: each row finds what it is about by code, booking reference or namespace. A day that was told before
 * is told anew. What cannot be taken comes back as CSV with the reason. Throws `invalid` for a list without the columns.
 */
export async function importUse(c: Context, input: { program: string; csv: string }) {
  const list = readUse(input.csv);
  if ('fault' in list) throw invalid([{ field: 'csv', message: list.fault }]);
  const found = await find(c, input.program, list.by, list.lines);
  const refused = [...list.refused];
  const taken = new Map<string, { entitlement: string; day: string; seats: number }>();
  for (const line of list.lines) {
    const entitlements = found.get(line.key) ?? [];
    if (entitlements.length === 1)
      taken.set(`${entitlements[0]} ${line.day}`, {
        entitlement: entitlements[0] as string,
        day: line.day,
        seats: line.seats,
      });
    else refused.push({ line: line.line, cells: line.cells, why: entitlements.length === 0 ? UNKNOWN[list.by] : MANY });
  }
  const rows = [...taken.values()];
  await sql`insert into programs.uses (entitlement, day, seats, recorded_at, recorded_by)
    select e, d::date, n, ${c.now}, ${accountOf(c)} from unnest(${rows.map((r) => r.entitlement)}::uuid[], ${rows.map((r) => r.day)}::text[],
      ${rows.map((r) => r.seats)}::int[]) as u(e, d, n)
    on conflict (entitlement, day) do update set seats = excluded.seats, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by`.execute(
    c.tx,
  );
  const data = { taken: rows.length, refused: refused.length };
  await record(c, useImported, { about: { kind: 'program', id: input.program }, program: input.program, data });
  refused.sort((a, b) => a.line - b.line);
  const refusedCsv =
    refused.length === 0
      ? null
      : csvOf(
          ['line', ...list.head, 'why'],
          refused.map(({ line, cells, why }) => [line, ...list.head.map((_, i) => cells[i] ?? ''), why]),
        );
  return { ...data, refusedCsv };
}

const UNKNOWN = {
  code: 'This code was not given out in this program.',
  reference: 'No booking of this program has this reference.',
  namespace: 'No member of this program has this namespace.',
};
const MANY = 'Several entitlements fit. Name the code or the reference instead.';

/** The entitlements that each key means: of a namespace, the one in force in the last term that has begun. */
async function find(
  c: Context,
  program: string,
  by: UseLine['by'],
  lines: readonly UseLine[],
): Promise<Map<string, string[]>> {
  const keys = [...new Set(lines.map(({ key }) => key))];
  const asked = by === 'code' ? keys.map(foldCode) : keys;
  const of = {
    code: sql`select i.entitlement id, k.code_folded as key from programs.coupons k join programs.coupon_issues i on i.coupon = k.id
      where k.program = ${program} and k.code_folded = any(${asked}::text[])`,
    reference: sql`select e.id, b.reference as key from programs.bookings b join programs.entitlements e on e.id = b.entitlement
      where e.program = ${program} and b.reference = any(${asked}::text[])`,
    namespace: sql`select e.id, m.namespace_key as key from programs.memberships m
      join lateral (select t.id from programs.terms t where t.membership = m.id and t.starts_at <= ${c.now}
        order by t.starts_at desc limit 1) t on true
      join programs.entitlements e on e.term = t.id and e.kind <> 'second' and e.replaced_at is null
      where m.program = ${program} and m.namespace_key = any(${asked}::text[])`,
  }[by];
  const { rows } = await sql<{ id: string; key: string }>`${of}`.execute(c.tx);
  const byKey = new Map<string, string[]>();
  for (const { id, key } of rows) byKey.set(key, [...(byKey.get(key) ?? []), id]);
  return by === 'code' ? new Map(keys.map((key) => [key, byKey.get(foldCode(key)) ?? []])) : byKey;
}
