import { type ReactNode, useEffect } from 'react';
import { BookmarkStar } from './BookmarkStar.tsx';
import { useOwn } from './own.ts';
import classes from './Page.module.css';

/**
 * The frame of a page: its title (the one h1, also the document's title), the state beside it, the actions at the right, a quiet
 * sentence below. `above` holds the way back ("Applications").
 */
export function Page({ title, documentTitle, above, state, lead, actions, children }: PageProps) {
  const words = documentTitle ?? title;
  const bookmark = useOwn().useBookmark();
  useEffect(() => {
    document.title = `${words} · Guildhall`;
  }, [words]);
  return (
    <>
      <header className={classes.header}>
        <div className={classes.words}>
          {above ? <div className={classes.above}>{above}</div> : null}
          <div className={classes.titleRow}>
            <h1 className={classes.title} tabIndex={-1}>
              {title}
            </h1>
            {state}
          </div>
          {lead ? <p className={classes.lead}>{lead}</p> : null}
        </div>
        {actions || bookmark ? (
          <div className={classes.actions} data-page-actions>
            {bookmark ? <BookmarkStar title={title} {...bookmark} /> : null}
            {actions}
          </div>
        ) : null}
      </header>
      {children}
    </>
  );
}

export type PageProps = {
  title: string;
  /** When the tab should say more than the heading ("Application of Curl"). */
  documentTitle?: string;
  above?: ReactNode;
  state?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
};
