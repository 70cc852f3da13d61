import { speakers } from '#kernel/language/speaker.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** The public kit's words, by language. */
export const catalogues = { en, de };
export const kitWords = speakers<typeof en>(catalogues);
