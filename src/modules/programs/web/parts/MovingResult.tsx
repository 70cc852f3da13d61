import { Button, NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { ask, useOperation } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { ExportButton } from '#web/kit/ExportButton.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { Progress } from '#web/kit/Progress.tsx';
import { counted } from '#web/kit/plural.ts';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import classes from '../pages/PolicyPreview.module.css';
import type { Moving } from '../questions.ts';
import { PageTurns } from './PageTurns.tsx';

type Outcome = Awaited<ReturnType<typeof client.programs.listMovingRows>>['rows'][number]['outcome'];

/** How far the moving of many applications is; then how many were moved, which were left and why, and what can be done next. */
export function MovingResult({ id, children }: { id: string; children: ReactNode }) {
  const found = useQuery({
    ...ask((c) => c.programs.getMoving, { id }),
    refetchInterval: ({ state }) => (state.data?.finishedAt || state.data?.stoppedAt ? false : 1000),
  });
  const stop = useOperation((c) => c.programs.stopMoving, { touches: ['programs'] });
  const over = Boolean(found.data?.finishedAt ?? found.data?.stoppedAt);
  const [wasRunning, setWasRunning] = useState(false);
  const queries = useQueryClient();
  useEffect(() => {
    if (found.data && !over) setWasRunning(true);
    // What is left to move is another preview now.
    if (over && wasRunning) void queries.invalidateQueries();
  }, [found.data, over, wasRunning, queries]);
  if (found.error) return <Problem error={found.error} />;
  const moving = found.data;
  if (!moving) return null;
  if (!over)
    return (
      <>
        <Progress
          title={`Moving applications to version ${moving.version}`}
          done={moving.done}
          of={moving.of}
          words="You can leave this page; the work goes on."
        />
        <p>
          <Button variant="default" size="compact-sm" loading={stop.isPending} onClick={() => stop.mutate({ id })}>
            Stop moving
          </Button>
        </p>
        {stop.error ? <Problem error={stop.error} /> : null}
      </>
    );
  return (
    <>
      <Result moving={moving} />
      {children}
    </>
  );
}

function Result({ moving }: { moving: Moving }) {
  const [outcome, setOutcome] = useState<Outcome>(moving.left > 0 ? 'left' : 'moved');
  const [after, setAfter] = useState<string[]>([]);
  const marker = after.at(-1);
  const filters = { id: moving.id, outcome };
  const rows = useQuery({
    ...ask((c) => c.programs.listMovingRows, { ...filters, limit: 50, ...(marker ? { after: marker } : {}) }),
    placeholderData: keepPreviousData,
  });
  return (
    <Section
      title={`${counted(moving.moved, 'application')} moved to version ${moving.version}`}
      actions={
        <ExportButton
          name="moved-applications"
          part={(from) =>
            client.programs.exportMovingRows({ id: moving.id, ...(from === null ? {} : { after: from }) })
          }
        />
      }
    >
      <p className={classes.quiet}>
        {moving.by ?? 'The house'}, <RelativeTime instant={moving.at} />: {moving.reason}
        {moving.stoppedAt ? ' It was stopped.' : ''}
      </p>
      <FactList
        facts={[
          { name: 'Moved', value: moving.moved.toLocaleString('en') },
          { name: 'Of these, applicants asked', value: moving.asked.toLocaleString('en') },
          { name: 'Left as they were', value: (moving.of - moving.moved).toLocaleString('en') },
        ]}
      />
      <details>
        <summary>Which, and why</summary>
        <NativeSelect
          className={classes.filter}
          label="Show what was"
          value={outcome}
          data={[
            { value: 'left', label: 'Left, with the reason' },
            { value: 'moved', label: 'Moved' },
            { value: 'waiting', label: 'Not reached' },
          ]}
          onChange={({ currentTarget }) => {
            setAfter([]);
            setOutcome(currentTarget.value as Outcome);
          }}
        />
        {rows.error ? <Problem error={rows.error} /> : null}
        {rows.data?.rows.length === 0 ? <p className={classes.quiet}>None.</p> : null}
        <ol className={classes.list}>
          {rows.data?.rows.map(({ application, number, project, words, asked }) => (
            <li key={application} className={classes.item}>
              <p className={classes.name}>
                <Link href={`/programs/applications/${application}`}>
                  {number} {project}
                </Link>{' '}
                <span className={classes.quiet}>{words ?? (asked ? 'The applicant was asked.' : '')}</span>
              </p>
            </li>
          ))}
        </ol>
        <PageTurns after={after} next={rows.data?.next ?? null} onTurn={setAfter} />
      </details>
    </Section>
  );
}
