import { z } from 'zod';
import { command } from '../contract/operation.ts';

/** What operators do to the search. */
export const searchContract = {
  rebuild: command({
    path: '/search/rebuild',
    permission: 'house.operate',
    summary: 'Work everything that the search finds out again from the records; takes a while, in the background',
    input: z.object({}),
    output: z.object({ kinds: z.array(z.string()) }),
  }),
};
