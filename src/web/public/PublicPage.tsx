import type { ReactNode } from 'react';

/** What the server gives to every public page. */
export type PublicFrame = {
  /** The organisation's name, as its applicants know it. */
  organisation: string;
  /** True where everything on the page is invented: on those of a sample program. */
  sample?: boolean;
  /** BCP 47 tag of the page's language. */
  language?: string;
};

/**
 * The whole document of a public page: one column, the organisation's mark and name, a skip link, the footer. `robots` is off by
 * default, because most of these pages are somebody's own. `autosave` adds the small script that keeps drafts.
 */
export function PublicPage({
  organisation,
  sample,
  language = 'en',
  title,
  lead,
  footer,
  index = false,
  autosave = false,
  children,
}: PublicPageProps) {
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {index ? null : <meta name="robots" content="noindex" />}
        <meta name="referrer" content="same-origin" />
        <title>{`${title} · ${organisation}`}</title>
        <link rel="icon" href="/mark.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/public.css" />
        {autosave ? <script src="/public/autosave.js" defer /> : null}
      </head>
      <body>
        <a className="skip" href="#main">
          Skip to the page
        </a>
        {sample ? <p className="sample">Sample program: everything on this page is invented.</p> : null}
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
          <p>Runs on Guildhall</p>
        </footer>
      </body>
    </html>
  );
}

export type PublicPageProps = PublicFrame & {
  title: string;
  lead?: ReactNode;
  footer?: ReactNode;
  index?: boolean;
  autosave?: boolean;
  children: ReactNode;
};

const initialOf = (name: string) => name.match(/[\p{L}\p{N}]\p{M}*/u)?.[0]?.toLocaleUpperCase('en') ?? '·';
