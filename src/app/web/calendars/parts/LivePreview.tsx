import { NumberInput } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '#web/kit/Problem.tsx';
import { problemOf } from '#web/problem.ts';
import type { Outlook } from '../questions.ts';
import classes from './calendars.module.css';
import { OutlookView, PromiseDue } from './OutlookView.tsx';

/** What would come of the calendar as it stands in the editor. */
export function LivePreview({
  found,
  days,
  onDays,
}: {
  found: UseQueryResult<Outlook>;
  days: number;
  onDays: (days: number) => void;
}) {
  // A calendar with a fault has no outlook of its own: the last one stays, paler.
  const [last, setLast] = useState<Outlook>();
  if (found.data && found.data !== last) setLast(found.data);
  const outlook = found.data ?? last;
  const stopped = found.isError && problemOf(found.error).kind === 'invalid';
  return (
    <aside className={classes.aside} aria-label="Preview">
      <NumberInput
        label="Business days promised"
        min={1}
        max={60}
        allowDecimal={false}
        w={160}
        mb={10}
        value={days}
        onChange={(value) => onDays(Math.min(60, Math.max(1, Math.trunc(Number(value)) || 1)))}
      />
      <div role="status" aria-busy={found.isFetching}>
        {stopped ? <p className={classes.quiet}>Mend the marked entries to see what comes of them.</p> : null}
        {found.isError && !stopped ? <Problem error={found.error} onRetry={() => found.refetch()} /> : null}
        {found.data && !found.isError ? <PromiseDue outlook={found.data} /> : null}
      </div>
      {outlook ? (
        <div className={found.isError ? classes.stale : undefined}>
          <OutlookView outlook={outlook} />
        </div>
      ) : null}
    </aside>
  );
}
