import { createContext, createElement, Fragment, type ReactNode, useContext } from 'react';
import type { Language } from '#kernel/language/languages.ts';
import { inLanguage } from '#kernel/language/negotiate.ts';
import { kitWords } from './words/index.ts';

/** In what language a page is read, and how it was chosen. */
export type Reading = {
  language: Language;
  /** What the reader chose by a link; null when the browser or the organisation decided. It travels on in links and forms. */
  chosen: Language | null;
  /** The page's own address without the choice, for the links at its foot; null where it cannot be asked for again. */
  here: string | null;
  /** The address of this house, as everybody outside knows it: "https://guild.example". */
  home: string;
  /** The language of the organisation's own texts: policies, agreements, notices. */
  texts: Language;
  /** A sentence of ours (a fault, a finding) in the page's language; null when it is none that we know. */
  retell: (text: string) => string | null;
};

/** Around every public page; without it a page is English. */
export const ReadingContext = createContext<Reading>({
  language: 'en',
  chosen: null,
  here: null,
  home: '',
  texts: 'en',
  retell: (text) => text,
});

export const useReading = (): Reading => useContext(ReadingContext);
export const useKitWords = () => kitWords(useReading().language);

/** An address of this house as a link, form or redirect of this page names it. */
export function useAddress(): (address: string) => string {
  const { chosen } = useReading();
  return (address) => inLanguage(address, chosen);
}

/** A link that stays in the language the reader chose. */
export function PublicLink({ href, children }: { href: string; children: ReactNode }) {
  return <a href={useAddress()(href)}>{children}</a>;
}

/** The `lang` of what the organisation wrote itself, where it is another than the page's: for those who hear the page. */
export function useTextsLang(): Language | undefined {
  const { language, texts } = useReading();
  return texts === language ? undefined : texts;
}

/** Text and elements of a message with tags, as children. */
export const joined = (parts: ReactNode[]): ReactNode => createElement(Fragment, null, ...parts);

/** A sentence of ours in the reader's language. One that we do not know stays as it is, marked as English for those who hear the page. */
export function Retold({ text }: { text: string }) {
  const { language, retell } = useReading();
  const told = retell(text);
  return told === null && language !== 'en' ? <span lang="en">{text}</span> : (told ?? text);
}
