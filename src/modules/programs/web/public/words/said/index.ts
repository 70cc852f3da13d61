import { said as de } from './de.ts';
import { said as en } from './en.ts';
import { said as es } from './es.ts';
import { said as fr } from './fr.ts';
import { said as ja } from './ja.ts';

/** What operations answer people outside, by language. */
export const said = { en, de, es, fr, ja };
