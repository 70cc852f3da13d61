import { Button } from '@mantine/core';
import classes from './PageTurns.module.css';

/** Where a reader is in a list read page by page: the markers of the pages before, the last one that of this page. */
type Props = { after: readonly string[]; next: string | null; onTurn: (after: string[]) => void };

/** A page on and back, for a list within a page; nothing where there is but one. */
export function PageTurns({ after, next, onTurn }: Props) {
  if (after.length === 0 && next === null) return null;
  return (
    <div className={classes.turns}>
      <Button
        variant="default"
        size="compact-sm"
        disabled={after.length === 0}
        onClick={() => onTurn(after.slice(0, -1))}
      >
        Back
      </Button>
      <Button
        variant="default"
        size="compact-sm"
        disabled={next === null}
        onClick={() => next && onTurn([...after, next])}
      >
        Next page
      </Button>
    </div>
  );
}
