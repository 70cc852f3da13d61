import { type ReactNode, useId } from 'react';
import classes from './Section.module.css';

/** A part of a page under a small heading, with its own actions; `framed` draws the thin border around it. */
export function Section({ title, id, actions, framed = false, children }: SectionProps) {
  const own = useId();
  const heading = id ?? own;
  return (
    <section className={classes.section} aria-labelledby={heading}>
      <div className={classes.head}>
        <h2 id={heading} className={classes.title}>
          {title}
        </h2>
        {actions ? <div className={classes.actions}>{actions}</div> : null}
      </div>
      <div className={framed ? classes.framed : undefined}>{children}</div>
    </section>
  );
}

export type SectionProps = { title: string; id?: string; actions?: ReactNode; framed?: boolean; children: ReactNode };
