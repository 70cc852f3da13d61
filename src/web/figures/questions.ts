import { ask } from '../ask.ts';
import { one, type Search } from '../search.ts';

const filtersOf = (search: Search) => ({
  program: one(search, 'program'),
  from: one(search, 'from'),
  to: one(search, 'to'),
  country: one(search, 'country'),
  source: one(search, 'source'),
});

/** A figure under the filters of an address (`program`, `from`, `to`; instants). */
export const figureReading = (figure: string, search: Search) =>
  ask((c) => c.figures.read, { figure, ...filtersOf(search) });
