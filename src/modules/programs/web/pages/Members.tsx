import { Button } from '@mantine/core';
import { useState } from 'react';
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
import { mayIn, useMe } from '#web/me.ts';
import { memberFields, narrowed } from '../listInput.ts';
import { memberLooks } from '../memberStates.ts';
import { ImportUse } from '../parts/ImportUse.tsx';
import { MemberPeek } from '../parts/MemberPeek.tsx';
import { ProgramNav } from '../parts/ProgramNav.tsx';
import { useProgram } from '../parts/useProgram.ts';
import { type MemberRow, memberFilters, members, program as programQuestion } from '../questions.ts';

const noun = ['member', 'members'] as const;
const rowId = (row: MemberRow) => row.id;
const columns: Column<MemberRow>[] = [
  { id: 'name', label: 'Member', width: '220px', cell: (row) => row.name },
  {
    id: 'state',
    label: 'State',
    cell: (row) => <StateBadge state={memberLooks[row.state].state} word={memberLooks[row.state].label} plain />,
    width: '130px',
    onPhone: true,
  },
  {
    id: 'ends',
    label: 'Ends',
    sort: 'ending',
    cell: (row) => (row.endsAt ? shortDate(row.endsAt) : null),
    width: '130px',
    onPhone: true,
  },
  {
    id: 'owner',
    label: 'Owner',
    cell: (row) => (
      <>
        {row.owner}
        {row.unreachable ? <StateBadge state="late" word="Mail came back" plain /> : null}
      </>
    ),
    width: '180px',
  },
  { id: 'namespace', label: 'Namespace', cell: (row) => row.namespace },
  { id: 'level', label: 'Level', cell: (row) => row.level, width: '110px', optional: true },
  { id: 'sku', label: 'SKU', cell: (row) => row.sku, width: '150px' },
  { id: 'renewal', label: 'Renewal', cell: (row) => row.renewal?.number, width: '110px', optional: true },
  {
    id: 'since',
    label: 'Member since',
    cell: (row) => (row.startsAt ? shortDate(row.startsAt) : 'not begun'),
    width: '130px',
    optional: true,
  },
  {
    id: 'granted',
    label: 'Granted',
    cell: (row) => <RelativeTime instant={row.grantedAt} />,
    width: '130px',
    optional: true,
  },
];

/** The members of a program with their states and terms. */
export default function Members() {
  const program = useProgram();
  const { policy } = useAsk(programQuestion(program.id));
  const fields = memberFields(policy.membership.levels);
  const handle = narrowed(useList(fields));
  const page = useAsk(members(program.id, handle.list));
  const me = useMe();
  const [importing, setImporting] = useState(false);
  return (
    <Page
      title={program.name}
      documentTitle={`Members of the ${program.name}`}
      actions={
        mayIn(me, 'memberships.manage', program.id) ? (
          <Button variant="default" onClick={() => setImporting(true)}>
            Import use
          </Button>
        ) : null
      }
    >
      <ProgramNav program={program} page="members" />
      <WorkList
        id="members"
        noun={noun}
        page={page}
        columns={columns}
        fields={fields}
        handle={handle}
        rowId={rowId}
        rowHref={(row) => `/programs/members/${row.id}`}
        rowName={(row) => row.name}
        peek={(row) => <MemberPeek row={row} />}
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
            A member is who was approved, accepted the agreement and booked what was granted. Begin with the
            applications that wait for us.
          </EmptyState>
        }
      />
      <ImportUse program={program.id} opened={importing} onClose={() => setImporting(false)} />
    </Page>
  );
}
