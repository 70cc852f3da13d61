import { useAsk } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { ExportButton } from '#web/kit/ExportButton.tsx';
import { Page } from '#web/kit/Page.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { shortDate } from '#web/kit/time.ts';
import { useList } from '#web/kit/useList.ts';
import { WorkList } from '#web/kit/WorkList.tsx';
import type { Column } from '#web/kit/workListTypes.ts';
import { memberFields, narrowed } from '../listInput.ts';
import { ProgramNav } from '../parts/ProgramNav.tsx';
import { useProgram } from '../parts/useProgram.ts';
import { type MemberRow, memberFilters, members } from '../questions.ts';

const noun = ['member', 'members'] as const;
const rowId = (row: MemberRow) => row.id;
const states = {
  granted: <StateBadge state="waiting-for-them" word="Granted" plain />,
  active: <StateBadge state="done" word="Active" plain />,
  ended: <StateBadge state="paused" word="Ended" plain />,
};
const columns: Column<MemberRow>[] = [
  { id: 'project', label: 'Project', width: '200px', cell: (row) => row.project },
  { id: 'state', label: 'State', cell: (row) => states[row.state], width: '120px', onPhone: true },
  { id: 'number', label: 'Application', cell: (row) => row.number, width: '100px', onPhone: true },
  { id: 'namespace', label: 'Namespace', cell: (row) => row.namespace },
  { id: 'sku', label: 'SKU', cell: (row) => row.sku, width: '130px' },
  {
    id: 'term',
    label: 'Term',
    cell: (row) =>
      row.startsAt && row.endsAt ? `${shortDate(row.startsAt)} to before ${shortDate(row.endsAt)}` : 'not begun',
    width: '250px',
    onPhone: true,
  },
  { id: 'granted', label: 'Granted', cell: (row) => <RelativeTime instant={row.grantedAt} />, width: '140px' },
  { id: 'reference', label: 'Booking', cell: (row) => row.reference, optional: true },
];

/** The members of a program with their terms. */
export default function Members() {
  const program = useProgram();
  const handle = narrowed(useList(memberFields));
  const page = useAsk(members(program.id, handle.list));
  return (
    <Page title={program.name} documentTitle={`Members of the ${program.name}`}>
      <ProgramNav program={program} page="members" />
      <WorkList
        id="members"
        noun={noun}
        page={page}
        columns={columns}
        fields={memberFields}
        handle={handle}
        rowId={rowId}
        rowHref={(row) => `/programs/applications/${row.application}`}
        rowName={(row) => `${row.project}, ${row.number}`}
        tools={
          <ExportButton
            name="members"
            part={(after) =>
              client.programs.exportMembers({
                ...memberFilters(program.id, handle.list),
                ...(after === null ? {} : { after }),
              })
            }
          />
        }
        empty={
          <EmptyState title="No members yet">
            A project becomes a member when its application is approved and its coupon booked. Begin with the
            applications that wait for us.
          </EmptyState>
        }
      />
    </Page>
  );
}
