import { Progress as Bar } from '@mantine/core';
import { useId } from 'react';
import classes from './Progress.module.css';

/** Long work under way: what it does, how far it is (`done` of `of`; `of` null while nobody knows), what it said last. */
export function Progress({
  title,
  done,
  of,
  words,
}: {
  title: string;
  done: number;
  of: number | null;
  words?: string;
}) {
  const label = useId();
  const share = of === null || of === 0 ? null : Math.min(100, (done / of) * 100);
  return (
    <div className={classes.progress}>
      <div className={classes.head}>
        <span id={label}>{title}</span>
        <span className={classes.count}>
          {done.toLocaleString('en')}
          {of === null ? '' : ` of ${of.toLocaleString('en')}`}
        </span>
      </div>
      <Bar.Root size={6}>
        <Bar.Section value={share ?? 100} animated={share === null} striped={share === null} aria-labelledby={label} />
      </Bar.Root>
      <p className={classes.words} role="status">
        {words}
      </p>
    </div>
  );
}
