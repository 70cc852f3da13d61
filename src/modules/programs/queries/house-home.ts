import { sql } from 'kysely';
import { type Context, may, programsWith } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { forbidden } from '#kernel/errors.ts';
import { organisationZone } from '#kernel/settings/organisation.ts';
import type { programsContract } from '../contract.ts';
import { topFigures } from '../figures/index.ts';
import { allPrograms, type ProgramInForce } from '../program-of.ts';
import { figureOf, happenedIn, periodOf, stagesOf, weeksOf } from './home-parts.ts';

type Contract = typeof programsContract;
type Home = Output<Contract['houseHome']>;

type Used = { program: string; applied: boolean; coupons: boolean };

/** Home for the viewer's programs, as the program home is for one. `firstStep` says what brings the first application. */
export async function houseHome(c: Context, input: Input<Contract['houseHome']>): Promise<Home> {
  const visible = programsWith(c.actor, 'applications.read');
  const [all, used, zone] = await Promise.all([allPrograms(c), usedOf(c), organisationZone(c)]);
  const programs = all.filter((p) => visible === 'all' || visible.includes(p.id));
  const shown = shownOf(programs, used, input.program);
  const ids = shown === null ? programs.map((p) => p.id) : [shown.id];
  const period = periodOf(c.now, zone, input);
  const [read, stages, weeks, happened] = await Promise.all([
    Promise.all(topFigures.map((f) => figureOf(c, f.id, shown?.id ?? null, period))),
    stagesOf(c, ids),
    weeksOf(c, ids, period),
    happenedIn(c, ids),
  ]);
  return {
    program: shown === null ? null : refOf(shown),
    programs: programs.map(refOf),
    period: { from: period.from.toString(), to: period.to.toString(), zone },
    figures: read,
    stages,
    weeks,
    happened,
    firstStep: firstStepOf(c, shown === null ? programs : [shown], used),
  };
}

const refOf = ({ id, slug, name, sample }: ProgramInForce) => ({ id, slug, name, sample });

/** Which programs were ever applied to, and which have coupons. */
async function usedOf(c: Context): Promise<ReadonlyMap<string, Used>> {
  const found = await sql<Used>`
    select p.id program, exists (select from programs.applications a where a.program = p.id) applied,
      exists (select from programs.coupons k where k.program = p.id and k.voided_at is null) coupons
    from programs.programs p`.execute(c.tx);
  return new Map(found.rows.map((row) => [row.program, row]));
}

/** The program to show; null: all. What is invented is never counted with what is real unless somebody asks for all. */
function shownOf(
  programs: readonly ProgramInForce[],
  used: ReadonlyMap<string, Used>,
  asked: string | undefined,
): ProgramInForce | null {
  if (asked === 'all') return null;
  if (asked !== undefined) {
    const found = programs.find((p) => p.id === asked);
    if (!found) throw forbidden('Your role does not cover this program.');
    return found;
  }
  const sample = programs.find((p) => p.sample);
  if (!sample) return programs.length === 1 ? (programs[0] ?? null) : null;
  return programs.find((p) => !p.sample && used.get(p.id)?.applied) ?? sample;
}

function firstStepOf(
  c: Context,
  programs: readonly ProgramInForce[],
  used: ReadonlyMap<string, Used>,
): Home['firstStep'] {
  if (programs.some((p) => used.get(p.id)?.applied)) return null;
  const ours = programs.find((p) => may(c.actor, 'programs.manage', p.id));
  if (!ours) return null;
  const { id, slug, name } = ours;
  const what = !ours.open ? 'open' : used.get(id)?.coupons ? 'send-address' : 'add-coupons';
  return { what, program: { id, slug, name } };
}
