import { useTextsLang } from '#web/public/language.tsx';

/**
 * The `lang` of each of the program's own texts, by its name (policy/texts.ts): none where the page is in that language anyway, or the
 * text was translated into it.
 */
export function useLangOf(program: { translated: readonly string[] }): (name: string) => string | undefined {
  const own = useTextsLang();
  return (name) => (program.translated.includes(name) ? undefined : own);
}
