import { timetable } from '../jobs/timetable.ts';
import { purgeLimits } from './limit.ts';

/** What the limits bring to the house. */
export const limitTimetables = [
  timetable('house.purge-limits', { every: 'hour' }, 'Forget counts of tries that are over', async (run) => {
    while ((await run.transact('housekeeping', purgeLimits)) === 10_000);
  }),
];
