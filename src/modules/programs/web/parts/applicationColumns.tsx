import { Person } from '#web/kit/Person.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import type { Column } from '#web/kit/workListTypes.ts';
import type { ApplicationRow } from '../questions.ts';
import { hostingWords } from '../stages.ts';
import { ApplicationClock } from './ApplicationClock.tsx';
import classes from './applicationColumns.module.css';
import { ChecksMark } from './ChecksMark.tsx';
import { StageBadge } from './StageBadge.tsx';

/** The columns of a list of applications. */
export const applicationColumns: Column<ApplicationRow>[] = [
  {
    id: 'project',
    label: 'Project',
    width: '230px',
    cell: (row) => (
      <>
        {row.project} <span className={classes.number}>{row.number}</span>
      </>
    ),
  },
  { id: 'stage', label: 'Stage', cell: (row) => <StageBadge stage={row.stage} />, width: '160px', onPhone: true },
  {
    id: 'clock',
    label: 'Clock',
    cell: (row) => <ApplicationClock clock={row.clock} plain />,
    sort: 'due',
    width: '200px',
    onPhone: true,
  },
  { id: 'checks', label: 'Checks', cell: (row) => <ChecksMark checks={row.checks} />, width: '130px', onPhone: true },
  {
    id: 'assignee',
    label: 'Assignee',
    cell: (row) => (row.assignee ? <Person name={row.assignee.name} /> : <span className={classes.none}>nobody</span>),
    width: '150px',
  },
  {
    id: 'since',
    label: 'In stage since',
    cell: (row) => <RelativeTime instant={row.since} />,
    sort: 'since',
    width: '120px',
    optional: true,
  },
  {
    id: 'submitted',
    label: 'Submitted',
    cell: (row) => <RelativeTime instant={row.submittedAt} />,
    sort: 'submitted',
    width: '120px',
  },
  { id: 'namespace', label: 'Namespace', cell: (row) => row.namespace, optional: true },
  { id: 'applicant', label: 'Applicant', cell: (row) => row.applicantName ?? 'erased', optional: true },
  {
    id: 'hosting',
    label: 'Hosting',
    cell: (row) => row.hosting && hostingWords[row.hosting],
    optional: true,
    width: '120px',
  },
  { id: 'program', label: 'Program', cell: (row) => row.program.name, optional: true },
];
