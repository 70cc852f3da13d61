import type { ReactNode } from 'react';
import { Mark } from '../mark.tsx';
import classes from './EntranceFrame.module.css';

/** The quiet page around signing in, the first visit and invitations: the mark, a heading, one column. */
export function EntranceFrame({ title, lead, wide = false, children }: FrameProps) {
  return (
    <main id="main" className={classes.page}>
      <div className={classes.column} data-wide={wide || undefined}>
        <div className={classes.brand}>
          <Mark size={30} />
          <span>Guildhall</span>
        </div>
        <h1 className={classes.title}>{title}</h1>
        {lead ? <p className={classes.lead}>{lead}</p> : null}
        {children}
      </div>
    </main>
  );
}

type FrameProps = { title: string; lead?: ReactNode; wide?: boolean; children: ReactNode };
