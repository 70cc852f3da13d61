import type { ReactNode } from 'react';
import classes from './FigureGrid.module.css';

/** Four to six figure cards beside each other, of equal height; two columns on a phone. */
export function FigureGrid({ children }: { children: ReactNode }) {
  return <div className={classes.grid}>{children}</div>;
}
