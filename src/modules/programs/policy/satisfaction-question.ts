import { LANGUAGES, type Language } from '#kernel/language/languages.ts';
import type { Policy } from '../policy.ts';
import { textIn } from './texts.ts';

/** The question that a program asks unless its policy has another one, as each language says it. */
const USUAL: Record<Language, string> = {
  en: 'How satisfied are you with how we handled this?',
  de: 'Wie zufrieden sind Sie damit, wie wir vorgegangen sind?',
  es: '¿Hasta qué punto está satisfecho con cómo lo hemos gestionado?',
  fr: 'Dans quelle mesure êtes-vous satisfait de la façon dont nous avons procédé ?',
  ja: '今回の当方の対応に、どの程度満足されていますか。',
};

/** What is asked, for a reader of a language (BCP 47): the policy's translation, the usual question in it, else the organisation's own words. */
export function questionFor(policy: Policy, language: string): { text: string; translated: boolean } {
  const own = policy.satisfaction?.question ?? USUAL.en;
  const tongue = language.split('-')[0] ?? language;
  const { text, lang } = textIn(policy, tongue, 'satisfaction', own);
  if (lang) return { text, translated: true };
  const spoken = LANGUAGES.find((each) => each === tongue);
  return own === USUAL.en && spoken ? { text: USUAL[spoken], translated: true } : { text: own, translated: false };
}
