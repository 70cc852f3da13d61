import type { Language } from '#kernel/language/languages.ts';
import { type Speaker, speakers } from '#kernel/language/speaker.ts';
import { useReading } from '#web/public/language.tsx';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';

/** The words of a member's own page, by language. */
export const catalogues = { en, de, es, fr, ja };
export type MemberWords = Speaker<typeof en>;
const wordsIn: (language: Language) => MemberWords = speakers<typeof en>(catalogues);

/** The words of the page that is being made. */
export const useMemberWords = (): MemberWords => wordsIn(useReading().language);
