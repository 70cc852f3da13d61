import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useAsk, useOperation } from '#web/ask.ts';
import { Link } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { Progress } from '#web/kit/Progress.tsx';
import { counted } from '#web/kit/plural.ts';
import { Section } from '#web/kit/Section.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { queue } from '../questions.ts';
import { span } from '../words.ts';
import classes from './Operating.module.css';

/** Who carries work out, how much of each kind there is, and how far long work has come. */
export function QueueState() {
  const first = useAsk(queue);
  const { kinds, workers, progress } = useQuery({ ...queue, refetchInterval: 10_000 }).data ?? first;
  const retry = useOperation((c) => c.operating.retryJobs, {
    touches: ['operating'],
    onDone: ({ retried }) => showDone(`${counted(retried, 'job')} tried now.`),
  });
  const alive = workers.reduce((sum, row) => sum + row.workers, 0);
  return (
    <>
      <Section title="At work">
        <p>
          {alive > 0 ? (
            <StateBadge state="in-time" word={`${counted(alive, 'worker')} alive`} />
          ) : (
            <StateBadge state="late" word="No worker gives a sign of life" />
          )}
        </p>
        <ul className={classes.plain}>
          {workers.map((row) => (
            <li key={row.process}>
              {row.process}: {counted(row.workers, 'worker')}
            </li>
          ))}
        </ul>
        {progress
          .filter((row) => row.state === 'running')
          .map((row) => (
            <Progress
              key={`${row.about.kind} ${row.about.id}`}
              title={row.about.kind}
              done={row.done}
              of={row.total}
              words={row.words}
            />
          ))}
      </Section>
      {kinds.length > 0 ? (
        <Section title="By kind">
          {retry.isError ? <Problem error={retry.error} /> : null}
          <ul className={classes.rows}>
            {kinds.map((row) => (
              <li key={row.job} className={classes.row}>
                <span className={classes.name}>
                  <Link href={`/settings/jobs?job=${encodeURIComponent(row.job)}`}>{row.words}</Link>
                  <span className={classes.quiet}>
                    {[
                      row.running > 0 ? `${row.running} running` : '',
                      row.due > 0 ? `${row.due} waiting, the oldest for ${span(row.oldestDueSeconds)}` : '',
                      row.later > 0 ? `${row.later} for later` : '',
                      row.retrying > 0 ? `${row.retrying} tried again later` : '',
                      row.failed > 0 ? `${row.failed} failed for good` : '',
                    ]
                      .filter(Boolean)
                      .join(', ')}
                  </span>
                </span>
                {row.failed + row.retrying > 0 && row.job !== 'other' ? (
                  <Button
                    size="sm"
                    variant="default"
                    aria-label={`Try all again now: ${row.words}`}
                    loading={retry.isPending && retry.variables.job === row.job}
                    onClick={() => retry.mutate({ job: row.job })}
                  >
                    Try all again now
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}
