import type { ReactNode } from 'react';
import { Page, type PageProps } from './Page.tsx';
import classes from './RecordPage.module.css';

/**
 * The page of one thing: header with state, clock and owner, the next action in a box of its own right below it, the thing and its
 * timeline in the middle, facts and links at the right (below on phones).
 */
export function RecordPage({ meta, next, aside, children, ...page }: RecordPageProps) {
  return (
    <Page {...page}>
      {meta ? <div className={classes.meta}>{meta}</div> : null}
      {next ? (
        <section className={classes.next} aria-label="What to do next" data-page-actions>
          {next}
        </section>
      ) : null}
      <div className={classes.columns}>
        <div className={classes.main}>{children}</div>
        <aside className={classes.aside} aria-label="Facts">
          {aside}
        </aside>
      </div>
    </Page>
  );
}

export type RecordPageProps = PageProps & {
  /** Under the title: since when, owner, clock. */
  meta?: ReactNode;
  /** A sentence of what is to be done, and its buttons (NextAction). */
  next?: ReactNode;
  aside: ReactNode;
};

/** What is to be done next with a record: why, and the buttons, the main one first. */
export function NextAction({ words, children }: { words: ReactNode; children?: ReactNode }) {
  return (
    <>
      <div className={classes.nextWords}>{words}</div>
      {children ? <div className={classes.nextActions}>{children}</div> : null}
    </>
  );
}
