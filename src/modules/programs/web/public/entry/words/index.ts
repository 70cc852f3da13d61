import type { Language } from '#kernel/language/languages.ts';
import { type Speaker, speakers } from '#kernel/language/speaker.ts';
import { useReading } from '#web/public/language.tsx';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';

/** The words of ways in, by language. */
export const catalogues = { en, de, es, fr, ja };
const wordsIn: (language: Language) => Speaker<typeof en> = speakers<typeof en>(catalogues);

/** The words of the page that is being made. */
export const useEntryWords = (): Speaker<typeof en> => wordsIn(useReading().language);
