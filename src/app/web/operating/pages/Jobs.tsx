import { IconRefresh, IconTrash } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { ConfirmTyped } from '#web/kit/ConfirmTyped.tsx';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { ExportButton } from '#web/kit/ExportButton.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { useList } from '#web/kit/useList.ts';
import { WorkList } from '#web/kit/WorkList.tsx';
import type { Column, View } from '#web/kit/workListTypes.ts';
import { answerable, JOB_STATE, jobFields, jobFilters } from '../jobList.ts';
import { QueueState } from '../parts/QueueState.tsx';
import { Timetables } from '../parts/Timetables.tsx';
import { type JobRow, jobs, queue } from '../questions.ts';

const noun = ['job', 'jobs'] as const;
const views: View[] = [
  { id: 'all', label: 'All', search: {} },
  { id: 'running', label: 'Running', search: { state: 'running' } },
  { id: 'due', label: 'Waiting', search: { state: 'due' } },
  { id: 'retrying', label: 'Tried again later', search: { state: 'retrying' } },
  { id: 'failed', label: 'Failed for good', search: { state: 'failed' } },
];
const columns: Column<JobRow>[] = [
  { id: 'words', label: 'What it does', cell: (row) => row.words },
  {
    id: 'state',
    label: 'State',
    cell: (row) => <StateBadge state={JOB_STATE[row.state].state} word={JOB_STATE[row.state].word} plain />,
    width: '160px',
    onPhone: true,
  },
  { id: 'tries', label: 'Tries', cell: (row) => `${row.attempts} of ${row.maxAttempts}`, width: '90px', onPhone: true },
  { id: 'due', label: 'Due', cell: (row) => <RelativeTime instant={row.runAt} />, width: '130px', onPhone: true },
  { id: 'error', label: 'Last error', cell: (row) => row.lastError?.split('\n')[0] ?? '', optional: true },
  { id: 'kind', label: 'Kind', cell: (row) => row.job, optional: true },
];

/** Queued work: what runs, waits and failed; who carries it out; what recurs. */
export default function Jobs() {
  const { kinds } = useAsk(queue);
  const fields = useMemo(() => jobFields(kinds), [kinds]);
  const handle = answerable(useList(fields));
  const found = useQuery({ ...jobs(handle.list), placeholderData: keepPreviousData, refetchInterval: 10_000 });
  const [removing, setRemoving] = useState<JobRow | null>(null);
  const retry = useOperation((c) => c.operating.retryJob, {
    touches: ['operating'],
    onDone: () => showDone('It is tried now.'),
  });
  const remove = useOperation((c) => c.operating.removeJob, {
    touches: ['operating'],
    onDone: () => {
      setRemoving(null);
      showDone('The job is removed.');
    },
  });
  const idle = (row: JobRow) => row.state !== 'running';
  return (
    <Page title="Jobs" lead="What the house does by itself: send mails, check applications, hear what happened.">
      <QueueState />
      {retry.isError ? <Problem error={retry.error} /> : null}
      {found.isError ? <Problem error={found.error} onRetry={() => found.refetch()} /> : null}
      <WorkList
        id="jobs"
        wordless
        noun={noun}
        page={found.data ?? null}
        columns={columns}
        fields={fields}
        handle={handle}
        rowId={(row) => row.id}
        rowHref={(row) => row.about?.href ?? `/settings/jobs?job=${encodeURIComponent(row.job)}`}
        rowName={(row) => `${row.words}, job ${row.id}`}
        views={views}
        actions={[
          {
            id: 'retry',
            label: 'Try now',
            key: 't',
            icon: IconRefresh,
            may: idle,
            run: (rows) => {
              for (const { id } of rows) retry.mutate({ id });
            },
          },
          {
            id: 'remove',
            label: 'Remove job',
            icon: IconTrash,
            danger: true,
            may: idle,
            run: (rows) => setRemoving(rows[0] ?? null),
          },
        ]}
        peek={(row) => <JobPeek row={row} />}
        tools={
          <ExportButton
            name="jobs"
            part={(after) =>
              client.operating.exportJobs({ ...jobFilters(handle.list), ...(after === null ? {} : { after }) })
            }
          />
        }
        empty={<EmptyState title="Nothing waits">Work stands here from when it is queued until it is done.</EmptyState>}
      />
      <Timetables />
      <ConfirmTyped
        opened={removing !== null}
        title="Remove job"
        word={removing?.job ?? ''}
        submit="Remove job"
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => removing && remove.mutate({ id: removing.id, confirm: removing.job })}
        onClose={() => setRemoving(null)}
      >
        “{removing?.words}” (job {removing?.id}) will not happen, now or later
        {removing?.about ? `, for the ${removing.about.kind} ${removing.about.id}` : ''}. Nothing that was done before
        is undone. This cannot be called back.
      </ConfirmTyped>
    </Page>
  );
}

function JobPeek({ row }: { row: JobRow }) {
  const about = row.about ? `${row.about.kind} ${row.about.id}` : null;
  return (
    <FactList
      facts={[
        { name: 'State', value: <StateBadge state={JOB_STATE[row.state].state} word={JOB_STATE[row.state].word} /> },
        { name: 'Kind', value: row.job },
        { name: 'About', value: row.about?.href ? <Link href={row.about.href}>{about}</Link> : about },
        { name: 'Queued', value: <RelativeTime instant={row.queuedAt} /> },
        { name: 'Due', value: <RelativeTime instant={row.runAt} /> },
        { name: 'Tries', value: `${row.attempts} of ${row.maxAttempts}` },
        { name: 'Last error', value: row.lastError },
        { name: 'Request', value: row.request },
      ]}
    />
  );
}
