import type { Handlers } from '../contract/handlers.ts';
import type { Module } from '../module.ts';
import { searchContract } from './contract.ts';
import { rebuildAll, rebuildPart, searchTimetables } from './rebuild.ts';

const handlers: Handlers<typeof searchContract> = {
  rebuild: async (c) => ({ kinds: await rebuildAll(c) }),
};

/** The search across all rooms: what keeps its entries. Who asks it asks `work.search`. */
export const searchModule: Module = {
  name: 'search',
  contract: searchContract,
  handlers,
  jobs: [rebuildPart],
  timetables: searchTimetables,
};
