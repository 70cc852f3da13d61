import { timetable } from '../jobs/timetable.ts';
import { purgeFiles } from './read.ts';

/** What kept files bring to the house. */
export const fileTimetables = [
  timetable('files.purge', { every: 'hour' }, 'Delete files that nothing holds any more', async (run) => {
    while ((await run.transact('housekeeping', purgeFiles)) === 200);
  }),
];
