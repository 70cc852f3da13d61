/**
 * The languages that public pages and mails to people outside speak, as BCP 47 tags; the first is the source of all texts.
 * A language is added here and as one file in each catalogue's folder; the compiler names every catalogue that lacks it.
 */
export const LANGUAGES = ['en', 'de', 'es', 'fr', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Whose way of writing numbers, dates and lists a language follows. */
const LOCALES: Record<Language, string> = { en: 'en-GB', de: 'de-DE', es: 'es-ES', fr: 'fr-FR', ja: 'ja-JP' };
export const localeOf = (language: Language): string => LOCALES[language];

/** A language's name in that language: what somebody looks for who does not read the page they see. */
export function ownName(language: Language): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  // In running text some languages write their names small; by itself a name begins like a sentence.
  return name.replace(/^\p{Ll}/u, (first) => first.toLocaleUpperCase(localeOf(language)));
}

/** The language of a tag as one we speak ("de-AT" is German to us); null for others and for what is no tag. */
export function spoken(tag: string | null | undefined): Language | null {
  const primary = /^([a-z]{2,3})(?:-[a-z\d]{1,8}){0,6}$/i.exec(tag ?? '')?.[1]?.toLowerCase();
  return LANGUAGES.find((language) => language === primary) ?? null;
}
