import type { ReactNode } from 'react';
import type { FoundHit, NeedsMeItem } from '#kernel/slots.ts';
import type { Question } from '../ask.ts';
import type { OwnThings } from '../kit/own.ts';
import type { WebModule } from '../module.ts';

/** What `src/app/web` hands to the shell: the modules, and the two questions that cross all of them. */
export type HouseParts = {
  modules: readonly WebModule[];
  /** The bell of the top bar; without one there are no notifications. */
  bell?: ReactNode;
  needsMe: Question<{ total: number; items: NeedsMeItem[] }>;
  /** What is at hand before anything is typed. */
  atHand?: Question<{
    bookmarks: { id: string; address: string; title: string }[];
    recent: { kind: string; id: string; title: string; words: string; href: string }[];
  }>;
  /** What lists and pages keep for the viewer on the server. */
  own?: OwnThings;
  search: (words: string) => Question<{ groups: { source: string; hits: FoundHit[] }[] }>;
};
