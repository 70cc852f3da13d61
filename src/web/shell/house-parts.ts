import type { ReactNode } from 'react';
import type { FoundHit, NeedsMeItem } from '#kernel/slots.ts';
import type { Question } from '../ask.ts';
import type { WebModule } from '../module.ts';

/** What `src/app/web` hands to the shell: the modules, and the two questions that cross all of them. */
export type HouseParts = {
  modules: readonly WebModule[];
  /** The bell of the top bar; without one there are no notifications. */
  bell?: ReactNode;
  needsMe: Question<{ total: number; items: NeedsMeItem[] }>;
  search: (words: string) => Question<{ groups: { source: string; hits: FoundHit[] }[] }>;
};
