import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { organisationZone } from '#kernel/settings/organisation.ts';
import type { programsContract } from '../contract.ts';
import { topFigures } from '../figures/index.ts';
import { programById } from '../program-of.ts';
import { figureOf, happenedIn, periodOf, stagesOf, weeksOf } from './home-parts.ts';

type Contract = typeof programsContract;
type Home = Output<Contract['programHome']>;

/**
 * The program home for a period. `before` is each figure for the stretch of the same length that ended when the period began; of
 * a period that still runs, the length so far counts: three weeks are not held against a whole quarter.
 */
export async function programHome(c: Context, input: Input<Contract['programHome']>): Promise<Home> {
  const [program, zone] = await Promise.all([programById(c, input.program), organisationZone(c)]);
  const period = periodOf(c.now, zone, input);
  const [read, stages, weeks, happened] = await Promise.all([
    Promise.all(topFigures.map((f) => figureOf(c, f.id, program.id, period))),
    stagesOf(c, [program.id]),
    weeksOf(c, [program.id], period),
    happenedIn(c, [program.id]),
  ]);
  return {
    program: { id: program.id, slug: program.slug, name: program.name },
    period: { from: period.from.toString(), to: period.to.toString(), zone },
    figures: read,
    stages,
    weeks,
    happened,
  };
}
