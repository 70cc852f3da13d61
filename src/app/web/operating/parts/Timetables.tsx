import { Button } from '@mantine/core';
import { useAsk, useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { queue } from '../questions.ts';
import classes from './Operating.module.css';

/** Recurring work: when it ran last and when it runs next. */
export function Timetables() {
  const { timetables } = useAsk(queue);
  const run = useOperation((c) => c.operating.runTimetable, {
    touches: ['operating'],
    onDone: (_, { name }) => showDone(`Runs now: ${timetables.find((row) => row.name === name)?.words ?? name}.`),
  });
  return (
    <Section title="Timetables">
      {run.isError ? <Problem error={run.error} /> : null}
      <ul className={classes.rows}>
        {timetables.map((row) => (
          <li key={row.name} className={classes.row}>
            <span className={classes.name}>
              {row.words}
              <span className={classes.quiet}>
                last: {row.firedAt ? <RelativeTime instant={row.firedAt} /> : 'never'}, next:{' '}
                <RelativeTime instant={row.nextAt} /> · {row.name} {row.late ? <StateBadge state="late" plain /> : null}
              </span>
            </span>
            <Button
              size="sm"
              variant="default"
              aria-label={`Run now: ${row.words}`}
              loading={run.isPending && run.variables.name === row.name}
              onClick={() => run.mutate({ name: row.name })}
            >
              Run now
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
