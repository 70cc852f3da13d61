import { speakers } from '#kernel/language/speaker.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';

/** The public kit's words, by language. */
export const catalogues = { en, de, es, fr, ja };
export const kitWords = speakers<typeof en>(catalogues);
