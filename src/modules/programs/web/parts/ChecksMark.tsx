import { IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import { checksWords } from '../checksWords.ts';
import classes from './ChecksMark.module.css';

/** How many checks hold, fail, and are open, in short: for rows and cards. */
export function ChecksMark({ checks }: { checks: { passed: number; failed: number; open: number } }) {
  const { passed, failed, open } = checks;
  return (
    <span className={classes.checks} title={checksWords(checks)}>
      <span className="gh-visually-hidden">{checksWords(checks)}</span>
      <span aria-hidden="true" className={classes.part} style={{ color: 'var(--gh-done)' }}>
        <IconCircleCheck size={14} /> {passed}
      </span>
      {failed > 0 ? (
        <span aria-hidden="true" className={classes.part} style={{ color: 'var(--gh-late)' }}>
          <IconCircleX size={14} /> {failed}
        </span>
      ) : null}
      {open > 0 ? (
        <span aria-hidden="true" className={classes.part} style={{ color: 'var(--gh-text-2)' }}>
          <IconCircleDashed size={14} /> {open}
        </span>
      ) : null}
    </span>
  );
}
