import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { STAGES, type Stage } from '../application.ts';
import type { programsContract } from '../contract.ts';
import { fits, type ReadRow, ROW, rowFrom, rowsOf } from './application-rows.ts';

type Contract = typeof programsContract;

/** Every stage in the order an application goes through them, its count, and those that have been in it longest. */
export async function applicationBoard(
  c: Context,
  input: Input<Contract['applicationBoard']>,
): Promise<Output<Contract['applicationBoard']>> {
  const condition = fits(c, input);
  const [counted, read] = await Promise.all([
    sql<{ stage: Stage; n: number }>`
      select a.stage, count(*) n from programs.applications a where ${condition} group by a.stage`.execute(c.tx),
    sql<ReadRow>`
      select ${ROW} from ${rowFrom(sql`(
        select longest.* from unnest(${[...STAGES]}::text[]) board(stage)
        cross join lateral (
          select a.* from programs.applications a where a.stage = board.stage and ${condition}
          order by a.stage_since, a.id limit ${input.perStage}) longest)`)}
      order by a.stage_since, a.id`.execute(c.tx),
  ]);
  const count = new Map(counted.rows.map((row) => [row.stage, row.n]));
  const byStage = Map.groupBy(await rowsOf(c, read.rows), (row) => row.stage);
  return {
    columns: STAGES.map((stage) => ({ stage, count: count.get(stage) ?? 0, rows: byStage.get(stage) ?? [] })),
  };
}
