import '@fontsource-variable/inter/index.css';
import '#web/tokens.css';
import '#web/public/public.css';
import { type ComponentType, createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { ProblemPage } from '#web/public/ProblemPage.tsx';
import { type PublicPages, publicPages } from '#web/public/pages.ts';
import { pages as programs } from '../modules/programs/web/public/index.tsx';

/** Every public page of the house. A module adds its pages by spreading them here. */
const pages: PublicPages = {
  ...publicPages({ 'house.problem': ProblemPage }),
  ...programs,
};

/** The whole document of a public page. Throws when no module has a page of this name. */
export function renderPage(name: string, props: Record<string, unknown>): string {
  const Page = Object.hasOwn(pages, name) ? (pages[name] as ComponentType<Record<string, unknown>>) : null;
  if (!Page) throw new Error(`no public page ${name}`);
  return `<!doctype html>${renderToStaticMarkup(createElement(Page, props))}`;
}
