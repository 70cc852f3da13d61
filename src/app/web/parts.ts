import type { Question } from '#web/ask.ts';
import type { Search } from '#web/shell/CommandMenu.tsx';
import type { Needs } from '#web/shell/house-parts.ts';

/** The question behind "needs you"; null until the server has it. */
export const needsMe = null as Question<Needs> | null;

/** The question behind the search of the command menu; null until the server has it. */
export const search = null as Search | null;
