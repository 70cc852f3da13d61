import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';

/** What the check of licences found, by language: sentences that are recognised by their English text. */
export const catalogues = { en, de, es, fr, ja };
