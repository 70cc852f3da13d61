import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { problemOf } from '../problem.ts';
import { CopyText } from './CopyText.tsx';
import classes from './Problem.module.css';
import { counted } from './plural.ts';

/** An error where it happened: what happened, what is safe, what to do. `error` is whatever was thrown. Announced when it appears. */
export function Problem({ error, onRetry, action }: { error: unknown; onRetry?: () => void; action?: ReactNode }) {
  const problem = problemOf(error);
  const signedOut = problem.kind === 'unauthenticated';
  return (
    <div role="alert" className={classes.problem}>
      <IconAlertTriangle size={18} className={classes.icon} aria-hidden />
      <div className={classes.body}>
        <p className={classes.title}>{problem.title}</p>
        <p className={classes.words}>{problem.words}</p>
        {problem.kind === 'invalid' && problem.fields.length > 1 ? (
          <ul className={classes.fields}>
            {problem.fields.map(({ field, message }) => (
              <li key={`${field}:${message}`}>{message}</li>
            ))}
          </ul>
        ) : null}
        {problem.retryAfter !== null ? (
          <p className={classes.words}>Try again in {counted(problem.retryAfter, 'second')}.</p>
        ) : null}
        {problem.reference !== null ? (
          <p className={classes.words}>
            Reference: <CopyText text={problem.reference} />
          </p>
        ) : null}
        {signedOut ? (
          <p className={classes.words}>
            <a href="/sign-in" target="_blank" rel="noreferrer">
              Sign in (opens another tab)
            </a>
          </p>
        ) : null}
        {onRetry || action ? (
          <div className={classes.actions}>
            {onRetry ? (
              <Button size="sm" variant="default" onClick={onRetry}>
                Try again
              </Button>
            ) : null}
            {action}
          </div>
        ) : null}
      </div>
    </div>
  );
}
