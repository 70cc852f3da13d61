import { IconCheck, IconUserPlus } from '@tabler/icons-react';
import { Clock } from '#web/kit/Clock.tsx';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import type { FilterField } from '#web/kit/list.ts';
import { Page } from '#web/kit/Page.tsx';
import { Person } from '#web/kit/Person.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { looks, states } from '#web/kit/states.ts';
import { showDone, showUndo } from '#web/kit/UndoNotice.tsx';
import { useList } from '#web/kit/useList.ts';
import { WorkList } from '#web/kit/WorkList.tsx';
import type { Column } from '#web/kit/workListTypes.ts';
import { type Application, applications, clockOf, hours } from '../fixtures.ts';

const fields: FilterField[] = [
  {
    field: 'state',
    label: 'State',
    kind: 'choice',
    choices: states.map((value) => ({ value, label: looks[value].word })),
  },
  { field: 'name', label: 'Name', kind: 'text' },
  { field: 'sent', label: 'Sent', kind: 'date' },
];
const columns: Column<Application>[] = [
  { id: 'name', label: 'Project', cell: (row) => row.name, sort: 'name' },
  { id: 'state', label: 'State', cell: (row) => <StateBadge state={row.state} />, width: '150px', onPhone: true },
  {
    id: 'clock',
    label: 'Promise',
    cell: (row) => <Clock plain reading={clockOf(row.left, hours(row.left <= 0 ? -40 : 40))} />,
    width: '190px',
    onPhone: true,
  },
  { id: 'person', label: 'Applicant', cell: (row) => <Person name={row.person} />, width: '190px' },
  {
    id: 'owner',
    label: 'Owner',
    cell: (row) => (row.owner === null ? 'Nobody' : <Person name={row.owner} initialsOnly />),
    width: '80px',
  },
  {
    id: 'repositories',
    label: 'Repositories',
    cell: (row) => row.repositories,
    numeric: true,
    sort: 'repositories',
    width: '110px',
  },
  {
    id: 'sent',
    label: 'Sent',
    cell: (row) => <RelativeTime instant={row.sent} />,
    sort: 'sent',
    width: '120px',
    onPhone: true,
  },
  { id: 'organisation', label: 'Organisation', cell: (row) => row.organisation, optional: true },
];

export default function List() {
  const handle = useList(fields);
  const { list } = handle;
  const state = list.filters.find(({ field }) => field === 'state');
  const fit = applications.filter(
    (row) =>
      (state ? state.values.includes(row.state) !== state.not : true) &&
      row.name.toLowerCase().includes(list.words.toLowerCase()),
  );
  const from = list.after === null ? 0 : Number(list.after);
  const next = from + 15 < fit.length ? String(from + 15) : null;
  return (
    <Page title="Applications" lead="Open Source program">
      <WorkList
        id="gallery"
        noun={['application', 'applications']}
        page={{ rows: fit.slice(from, from + 15), next, total: fit.length }}
        columns={columns}
        fields={fields}
        handle={handle}
        rowId={(row) => row.id}
        rowHref={(row) => `/programs/applications/${row.id}`}
        rowName={(row) => row.name}
        views={[
          { id: 'all', label: 'All', count: applications.length, search: {} },
          { id: 'ours', label: 'Waiting for us', count: 5, search: { state: 'waiting-for-us' } },
          { id: 'late', label: 'Late', count: 5, search: { state: 'late' } },
        ]}
        actions={[
          {
            id: 'accept',
            label: 'Approve',
            key: 'a',
            icon: IconCheck,
            run: (rows) => showUndo({ words: `${rows.length} approved.`, until: hours(0.05), undo: async () => {} }),
            runAll: () => showDone(`All ${fit.length} approved.`),
          },
          { id: 'assign', label: 'Assign to me', key: 'm', icon: IconUserPlus, run: () => {} },
        ]}
        peek={(row) => (
          <FactList
            facts={[
              { name: 'State', value: <StateBadge state={row.state} /> },
              { name: 'Applicant', value: <Person name={row.person} /> },
              { name: 'Organisation', value: row.organisation },
              { name: 'Repositories', value: row.repositories },
              { name: 'Homepage', value: null },
            ]}
          />
        )}
        empty={<EmptyState title="No applications yet">Open the program page and share its address.</EmptyState>}
        exportHref="/export.csv"
      />
    </Page>
  );
}
