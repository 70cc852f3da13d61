import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, isAfter } from '#kernel/contract/paging.ts';
import type { programsContract } from '../contract.ts';
import { countUpTo, DUE_ORDER, fits, NEVER_DUE, type ReadRow, ROW, rowFrom, rowsOf } from './application-rows.ts';

type Contract = typeof programsContract;
type Sort = Input<Contract['listApplications']>['sort'];

const ORDER: Record<Sort, { column: RawBuilder<unknown>; direction: 'asc' | 'desc'; of: (row: ReadRow) => string }> = {
  newest: { column: sql`a.submitted_at`, direction: 'desc', of: (row) => row.submitted_at.toString() },
  oldest: { column: sql`a.stage_since`, direction: 'asc', of: (row) => row.stage_since.toString() },
  due: { column: DUE_ORDER, direction: 'asc', of: (row) => row.due_at?.toString() ?? NEVER_DUE },
};

/** A page of applications. The total comes with the first page only, and up to 10,000. */
export async function listApplications(
  c: Context,
  input: Input<Contract['listApplications']>,
): Promise<Output<Contract['listApplications']>> {
  const order = ORDER[input.sort];
  const direction = sql.raw(order.direction);
  const after = input.after
    ? isAfter(order.column, sql`a.id`, input.after, order.direction, 'timestamptz')
    : sql<boolean>`true`;
  const condition = fits(c, input);
  const [found, total] = await Promise.all([
    sql<ReadRow>`
      select ${ROW} from ${rowFrom(sql`(
        select * from programs.applications a where ${condition} and ${after}
        order by ${order.column} ${direction}, a.id ${direction} limit ${input.limit + 1})`)}
      order by ${order.column} ${direction}, a.id ${direction}`.execute(c.tx),
    input.after ? undefined : countUpTo(c, sql`select from programs.applications a where ${condition}`),
  ]);
  const { rows, next } = cut(found.rows, input.limit, (row) => [order.of(row), row.id]);
  return { rows: await rowsOf(c, rows), next, ...(total === undefined ? {} : { total }) };
}
