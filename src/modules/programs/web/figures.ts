import { ask } from '#web/ask.ts';
import type { Client } from '#web/client.ts';
import { one, type Search } from '#web/search.ts';
import type { Period } from './period.ts';

export type ProgramFiguresShown = Awaited<ReturnType<Client['programs']['programFigures']>>;

/** How applicants came, as figures tell it; the same as in `figures/measured.ts`. */
export const sourceWords: Record<string, string> = {
  form: 'by the form',
  renewal: 'as a renewal',
  invitation: 'by invitation',
  nomination: 'by nomination',
  import: 'brought in',
};

/** What an address narrows the figures to. */
export const narrowedBy = (search: Search) => ({ country: one(search, 'country'), source: one(search, 'source') });

export const figuresInput = (program: string, period: Period, search: Search) => ({
  ...{ program, from: period.from, to: period.to },
  ...narrowedBy(search),
});
export const programFigures = (program: string, period: Period, search: Search) =>
  ask((c) => c.programs.programFigures, figuresInput(program, period, search));
