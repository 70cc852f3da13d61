import { type Context, may, programsWith } from '../context.ts';
import type { Handlers } from '../contract/handlers.ts';
import { forbidden, invalid, notFound } from '../errors.ts';
import type { Module } from '../module.ts';
import { organisationZone } from '../settings/organisation.ts';
import { figuresContract } from './contract.ts';
import { type Figure, type FigureFilters, NARROWINGS } from './figure.ts';

type Asked = {
  program: string | null;
  from: string | null;
  to: string | null;
  zone?: string | null;
  country?: string | null;
  source?: string | null;
};

function find(c: Context, id: string): Figure {
  const figure = c.house.figures.get(id);
  if (!figure || !may(c.actor, figure.permission))
    throw notFound('There is no such figure, or your role does not show it.');
  return figure;
}

/** Narrows the filters to what the viewer may see: a figure never counts rows that its viewer could not open. */
async function filtersFor(c: Context, figure: Figure, asked: Asked): Promise<FigureFilters> {
  const visible = programsWith(c.actor, figure.permission);
  if (asked.program !== null && visible !== 'all' && !visible.includes(asked.program)) {
    throw forbidden('Your role does not cover this program.');
  }
  for (const name of NARROWINGS)
    if (asked[name] != null && !figure.by?.includes(name))
      throw invalid([{ field: name, message: `“${figure.name}” is not told apart by ${name}.` }]);
  return {
    programs: asked.program === null ? visible : [asked.program],
    from: asked.from === null ? null : Temporal.Instant.from(asked.from),
    to: asked.to === null ? null : Temporal.Instant.from(asked.to),
    zone: asked.zone ?? (await organisationZone(c)),
    country: asked.country ?? null,
    source: asked.source ?? null,
  };
}

const definitionOf = ({ id, name, words, formula, unit, grain, by, better, target }: Figure) => ({
  id,
  name,
  words,
  formula,
  unit,
  grain,
  by: [...(by ?? [])],
  better,
  target: target ?? null,
});

/** Reads one figure as `figures.read` answers it; for pages that show several at once. */
export async function readFigure(c: Context, id: string, asked: Asked) {
  const figure = find(c, id);
  const filters = await filtersFor(c, figure, asked);
  const reading = await figure.read(c, filters);
  return {
    figure: definitionOf(figure),
    value: reading.value,
    of: reading.of,
    parts: reading.parts ?? [],
    filters: {
      ...{ program: asked.program, from: asked.from, to: asked.to },
      ...{ zone: filters.zone, country: filters.country, source: filters.source },
    },
    asOf: c.now.toString(),
  };
}

const handlers: Handlers<typeof figuresContract> = {
  list: async (c) => ({
    figures: [...c.house.figures.values()].filter((f) => may(c.actor, f.permission)).map(definitionOf),
  }),
  read: (c, input) => readFigure(c, input.figure, input),
  rows: async (c, input) => {
    const figure = find(c, input.figure);
    const filters = await filtersFor(c, figure, input);
    return figure.rows(c, filters, { after: input.after ?? null, limit: input.limit });
  },
};

export const figuresModule: Module = { name: 'figures', contract: figuresContract, handlers };
