import '@fontsource-variable/inter/index.css';
import '#web/tokens.css';
import '#web/public/public.css';
import { type ComponentType, createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Language } from '#kernel/language/languages.ts';
import { type Retell, retelling } from '#kernel/language/retell.ts';
import { writingOf } from '#kernel/language/speaker.ts';
import { type Reading, ReadingContext } from '#web/public/language.tsx';
import { ProblemPage } from '#web/public/ProblemPage.tsx';
import { type PublicPages, publicPages } from '#web/public/pages.ts';
import { catalogues as kit } from '#web/public/words/index.ts';
import { catalogues as ofEntry } from '../modules/programs/web/public/entry/words/index.ts';
import { pages as programs } from '../modules/programs/web/public/index.tsx';
import { catalogues as ofLicences } from '../modules/programs/web/public/licences/words/index.ts';
import { catalogues as ofOpinions } from '../modules/programs/web/public/opinion/words/index.ts';
import { catalogues as ofPrograms } from '../modules/programs/web/public/words/index.ts';

/** Every public page of the house. A module adds its pages by spreading them here. */
const pages: PublicPages = {
  ...publicPages({ 'house.problem': ProblemPage }),
  ...programs,
};

/** What every public page may have to say of faults and findings, by language. */
const saidIn = (language: Language) => ({
  ...kit[language],
  ...ofPrograms[language],
  ...ofLicences[language],
  ...ofOpinions[language],
  ...ofEntry[language],
});

const retellers = new Map<Language, Retell>();
function retellerOf(language: Language): Retell {
  const known = retellers.get(language);
  if (known) return known;
  const made = retelling(saidIn('en'), saidIn(language), writingOf(language));
  retellers.set(language, made);
  return made;
}

type Shown = Partial<Pick<Reading, 'language' | 'chosen' | 'here' | 'home' | 'texts'>> & Record<string, unknown>;

/** The whole document of a public page, in `language`. Throws when no module has a page of this name. */
export function renderPage(
  name: string,
  { language = 'en', chosen = null, here = null, home = '', texts = 'en', ...props }: Shown,
): string {
  const Page = Object.hasOwn(pages, name) ? (pages[name] as ComponentType<Record<string, unknown>>) : null;
  if (!Page) throw new Error(`no public page ${name}`);
  const reading: Reading = { language, chosen, here, home, texts, retell: retellerOf(language) };
  const page = createElement(ReadingContext.Provider, { value: reading }, createElement(Page, props));
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}
