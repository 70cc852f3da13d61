import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, isAfter } from '#kernel/contract/paging.ts';
import { csvPartOf } from '#kernel/csv.ts';
import type { programsContract } from '../contract.ts';
import { foldCompany } from '../customer-list.ts';
import { countUpTo } from './application-rows.ts';

type Contract = typeof programsContract;
type Row = {
  id: string;
  number: string;
  name: string;
  domains: string[];
  last_paid_on: string | null;
  brought_at: Temporal.Instant;
};

/** A number or a domain whole, or a name by its beginning. */
function fitting(text: string | undefined) {
  if (!text) return sql<boolean>`true`;
  const folded = foldCompany(text).replace(/[\\%_]/g, '\\$&');
  return sql<boolean>`(number = ${text} or domains @> array[${text.toLowerCase()}]
    or (${folded} <> '' and folded like ${`${folded}%`}))`;
}

/** Paying customers by name. */
export async function listCustomers(
  c: Context,
  input: Input<Contract['listCustomers']>,
): Promise<Output<Contract['listCustomers']>> {
  const after = input.after ? isAfter(sql`name`, sql`id`, input.after, 'asc', 'text') : sql<boolean>`true`;
  const [found, total] = await Promise.all([
    sql<Row>`
      select id, number, name, domains, last_paid_on::text last_paid_on, brought_at from programs.customers
      where ${fitting(input.text)} and ${after} order by name, id limit ${input.limit + 1}`.execute(c.tx),
    input.after ? undefined : countUpTo(c, sql`select from programs.customers where ${fitting(input.text)}`),
  ]);
  const { rows, next } = cut(found.rows, input.limit, (row) => [row.name, row.id]);
  return {
    rows: rows.map((row) => ({
      id: row.id,
      number: row.number,
      name: row.name,
      domains: row.domains,
      lastPaidOn: row.last_paid_on,
      broughtAt: row.brought_at.toString(),
    })),
    next,
    ...(total === undefined ? {} : { total }),
  };
}

const MOST_IN_PART = 50_000;

/** The same as CSV, in parts, as it can be brought again. */
export async function exportCustomers(
  c: Context,
  input: Input<Contract['exportCustomers']>,
): Promise<Output<Contract['exportCustomers']>> {
  const { rows, next } = await listCustomers(c, { ...input, limit: MOST_IN_PART });
  const lines = rows.map((row) => [row.number, row.name, row.domains.join(' '), row.lastPaidOn]);
  return csvPartOf(input.after, ['number', 'name', 'domains', 'last_paid_on'], lines, next);
}
