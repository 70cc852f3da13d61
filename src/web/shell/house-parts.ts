import type { NeedsMeItem } from '#kernel/slots.ts';
import type { Question } from '../ask.ts';
import type { WebModule } from '../module.ts';
import type { Search } from './CommandMenu.tsx';

/** What waits for the viewer, over all modules: the count of the top bar and the list at home. */
export type Needs = { total: number; groups: { name: string; title: string; total: number; items: NeedsMeItem[] }[] };

/** What `src/app/web` hands to the shell: the modules, and the questions that cross all of them (null: not there yet). */
export type HouseParts = {
  modules: readonly WebModule[];
  needsMe: Question<Needs> | null;
  search: Search | null;
};
