import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { FactList } from '#web/kit/FactList.tsx';
import { Person } from '#web/kit/Person.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { type ApplicationRow, application } from '../questions.ts';
import { hostingWords } from '../stages.ts';
import { ApplicationClock } from './ApplicationClock.tsx';
import classes from './ApplicationPeek.module.css';
import { CheckList } from './CheckList.tsx';
import { NextStep } from './NextStep.tsx';
import { StageBadge } from './StageBadge.tsx';

/** An application looked into beside its list: what is known at once, the checks and acts as soon as they are here. */
export function ApplicationPeek({ row }: { row: ApplicationRow }) {
  const asked = useQuery(application(row.id));
  return (
    <Stack gap={16}>
      <div className={classes.state}>
        <StageBadge stage={row.stage} />
        <ApplicationClock clock={row.clock} plain />
      </div>
      {asked.isError ? <Problem error={asked.error} onRetry={() => asked.refetch()} /> : null}
      {asked.isPending ? (
        <Stack gap={10}>
          <Skeleton height={32} />
          <Skeleton height={140} />
        </Stack>
      ) : null}
      {asked.data ? (
        <div className={classes.next}>
          <NextStep application={asked.data} keys={false} />
        </div>
      ) : null}
      <FactList
        facts={[
          { name: 'Applicant', value: row.applicantName },
          { name: 'Namespace', value: row.namespace },
          { name: 'Hosting', value: row.hosting && hostingWords[row.hosting] },
          { name: 'Submitted', value: <RelativeTime instant={row.submittedAt} /> },
          { name: 'Assignee', value: row.assignee ? <Person name={row.assignee.name} /> : null },
        ]}
      />
      {asked.data ? (
        <>
          <section>
            <h3 className={classes.title}>What it is for</h3>
            <p className={classes.purpose}>{asked.data.purpose || 'Erased.'}</p>
          </section>
          <section>
            <h3 className={classes.title}>Checks</h3>
            <CheckList application={asked.data} />
          </section>
        </>
      ) : null}
    </Stack>
  );
}
