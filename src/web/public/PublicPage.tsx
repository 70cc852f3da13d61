import type { ReactNode } from 'react';
import { LANGUAGES, ownName } from '#kernel/language/languages.ts';
import { inLanguage } from '#kernel/language/negotiate.ts';
import { useKitWords, useReading } from './language.tsx';

/** What the server gives to every public page. */
export type PublicFrame = {
  /** The organisation's name, as its applicants know it. */
  organisation: string;
  /** True where everything on the page is invented: on those of a sample program. */
  sample?: boolean;
};

/**
 * The whole document of a public page: one column, the organisation's mark and name, a skip link, the footer with the languages it
 * can be read in. `robots` is off by default, because most of these pages are somebody's own. `autosave` adds the small script that
 * keeps drafts, `conditions` the one that hides fields which are not asked yet.
 */
export function PublicPage({
  organisation,
  sample,
  title,
  lead,
  footer,
  index = false,
  wrong = false,
  autosave = false,
  conditions = false,
  children,
}: PublicPageProps) {
  const { language } = useReading();
  const { say, space } = useKitWords();
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {index ? null : <meta name="robots" content="noindex" />}
        <meta name="referrer" content="same-origin" />
        <title>{`${wrong ? say('form.error') + space : ''}${title} · ${organisation}`}</title>
        {index ? <Alternates /> : null}
        <link rel="icon" href="/mark.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/public.css" />
        {autosave ? <script src="/public/autosave.js" defer /> : null}
        {conditions ? <script src="/public/conditions.js" defer /> : null}
      </head>
      <body>
        <a className="skip" href="#main">
          {say('page.skip')}
        </a>
        {sample ? <p className="sample">{say('page.sample')}</p> : null}
        <header className="house">
          <span className="mark" aria-hidden="true">
            {initialOf(organisation)}
          </span>
          <span className="house-name">{organisation}</span>
        </header>
        <main id="main">
          <h1>{title}</h1>
          {lead ? <p className="lead">{lead}</p> : null}
          {children}
        </main>
        <footer className="foot">
          {footer}
          <Languages />
          <p>{say('page.runs-on')}</p>
        </footer>
      </body>
    </html>
  );
}

/** For search engines: the same page in each language, by whole addresses as they ask for; without a choice it follows the reader's browser. */
function Alternates() {
  const { home, here } = useReading();
  if (here === null) return null;
  // What somebody put behind the question mark is no part of the page that is searched.
  const path = here.replace(/[?#].*/s, '');
  return (
    <>
      {LANGUAGES.map((each) => (
        <link key={each} rel="alternate" hrefLang={each} href={home + inLanguage(path, each)} />
      ))}
      <link rel="alternate" hrefLang="x-default" href={home + path} />
    </>
  );
}

/** The same page in the other languages, each under its own name. A page that was sent by a form cannot be asked for again. */
function Languages() {
  const { language, here } = useReading();
  const { say } = useKitWords();
  if (here === null) return null;
  return (
    <nav aria-label={say('page.languages')}>
      <ul className="languages">
        {LANGUAGES.map((each) => (
          <li key={each}>
            {each === language ? (
              <span aria-current="true">{ownName(each)}</span>
            ) : (
              <a href={inLanguage(here, each)} hrefLang={each} lang={each}>
                {ownName(each)}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

export type PublicPageProps = PublicFrame & {
  title: string;
  lead?: ReactNode;
  footer?: ReactNode;
  index?: boolean;
  /** The page answers a form that could not be carried out: its title, which is read first, says so. */
  wrong?: boolean;
  autosave?: boolean;
  conditions?: boolean;
  children: ReactNode;
};

const initialOf = (name: string) => name.match(/[\p{L}\p{N}]\p{M}*/u)?.[0]?.toLocaleUpperCase('en') ?? '·';
