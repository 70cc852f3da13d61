import type { Language } from '#kernel/language/languages.ts';
import { type Speaker, speakers } from '#kernel/language/speaker.ts';
import { useReading } from '#web/public/language.tsx';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { said } from './said/index.ts';

/** The words of the public pages of programs, by language. */
export const catalogues = {
  en: { ...en, ...said.en },
  de: { ...de, ...said.de },
  es: { ...es, ...said.es },
  fr: { ...fr, ...said.fr },
  ja: { ...ja, ...said.ja },
};
type Source = typeof catalogues.en;
export type Words = Speaker<Source>;
export const wordsIn: (language: Language) => Words = speakers<Source>(catalogues);

/** The words of the page that is being made. */
export const useWords = (): Words => wordsIn(useReading().language);
