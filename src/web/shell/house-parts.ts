import type { NeedsMeItem, SearchHit } from '#kernel/slots.ts';
import type { Question } from '../ask.ts';
import type { WebModule } from '../module.ts';

/** What `src/app/web` hands to the shell: the modules, and the two questions that cross all of them. */
export type HouseParts = {
  modules: readonly WebModule[];
  needsMe: Question<{ total: number; items: NeedsMeItem[] }>;
  search: (words: string) => Question<{ groups: { source: string; hits: SearchHit[] }[] }>;
};
