import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { type Cell, csvPartOf } from '#kernel/csv.ts';
import type { Figure } from '#kernel/figures/figure.ts';
import { readFigure } from '#kernel/figures/index.ts';
import { organisationZone } from '#kernel/settings/organisation.ts';
import type { programsContract } from '../contract.ts';
import { figureGroups, figures } from '../figures/index.ts';
import { programById } from '../program-of.ts';
import { periodOf } from './home-parts.ts';

type Contract = typeof programsContract;
type Asked = Input<Contract['programFigures']>;
type Shown = Output<Contract['programFigures']>;
type Period = ReturnType<typeof periodOf>;

/** The same stretch a year before, by the calendar of the zone; of a period that still runs, the part of it that has passed. */
export function yearBefore(
  now: Temporal.Instant,
  { from, to, zone }: Period,
): { from: Temporal.Instant; to: Temporal.Instant } {
  const runs = Temporal.Instant.compare(now, to) < 0 && Temporal.Instant.compare(from, now) < 0;
  const back = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).subtract({ years: 1 }).toInstant();
  return { from: back(from), to: back(runs ? now : to) };
}

const fits = (figure: Figure, { country, source }: Asked) =>
  (country === null || figure.by?.includes('country') === true) &&
  (source === null || figure.by?.includes('source') === true);

/** All figures of a program for a period, by what they are about, each with what it was a year before. */
export async function programFigures(c: Context, input: Asked): Promise<Shown> {
  const [program, zone] = await Promise.all([programById(c, input.program), organisationZone(c)]);
  const period = periodOf(c.now, zone, input);
  const earlier = yearBefore(c.now, period);
  const groups: Shown['groups'] = [];
  // Group after group: all at once would take every connection of the process.
  for (const { name, figures: all } of figureGroups) {
    const shown = all.filter((figure) => fits(figure, input));
    groups.push({
      name,
      figures: await Promise.all(shown.map((figure) => compared(c, figure, input, period, earlier))),
    });
  }
  return {
    program: { id: program.id, slug: program.slug, name: program.name },
    period: { from: period.from.toString(), to: period.to.toString(), zone },
    countries: await countriesOf(c, program.id),
    groups: groups.filter((group) => group.figures.length > 0),
    left: figures.filter((figure) => !fits(figure, input)).map(({ id, name }) => ({ id, name })),
  };
}

async function compared(
  c: Context,
  { id }: Figure,
  { program, country, source }: Asked,
  period: { from: Temporal.Instant; to: Temporal.Instant },
  earlier: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<Shown['groups'][number]['figures'][number]> {
  const read = ({ from, to }: typeof period) =>
    readFigure(c, id, { program, country, source, from: from.toString(), to: to.toString() });
  const [now, before] = await Promise.all([read(period), read(earlier)]);
  const { name, words, unit, better, target } = now.figure;
  return {
    ...{ id, name, words, unit, better, target },
    ...{ value: now.value, of: now.of, before: before.value, parts: now.parts },
  };
}

/** By a walk along the index: a program has many applications of few countries. */
async function countriesOf(c: Context, program: string): Promise<string[]> {
  const { rows } = await sql<{ country: string }>`
    with recursive walk as (
      (select a.country from programs.applications a where a.program = ${program} and a.country is not null order by a.country limit 1)
      union all
      select (select a.country from programs.applications a where a.program = ${program} and a.country > w.country order by a.country limit 1)
      from walk w where w.country is not null)
    select country from walk where country is not null`.execute(c.tx);
  return rows.map((row) => row.country);
}

const HEAD = ['figure', 'name', 'unit', 'value', 'rows', 'year_before', 'part', 'part_value'];

/** The same as CSV. What is not known is empty, never 0. */
export async function exportFigures(
  c: Context,
  { after, ...asked }: Input<Contract['exportFigures']>,
): Promise<Output<Contract['exportFigures']>> {
  const { groups } = await programFigures(c, asked);
  const lines = groups.flatMap((group) =>
    group.figures.flatMap(({ id, name, unit, value, of, before, parts }): Cell[][] => [
      [id, name, unit, value, of, before, null, null],
      ...parts.map((part): Cell[] => [id, name, unit, null, null, null, part.label, part.value]),
    ]),
  );
  return csvPartOf(after, HEAD, lines, null);
}
