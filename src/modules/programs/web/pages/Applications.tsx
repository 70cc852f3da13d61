import {
  IconArrowsShuffle,
  IconBell,
  IconClockPlus,
  IconHandGrab,
  IconMessageQuestion,
  IconRefresh,
  IconThumbDown,
  IconThumbUp,
  IconUserShare,
} from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useAsk } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { ExportButton } from '#web/kit/ExportButton.tsx';
import { writeList } from '#web/kit/list.ts';
import { Page } from '#web/kit/Page.tsx';
import { useList } from '#web/kit/useList.ts';
import { WorkList } from '#web/kit/WorkList.tsx';
import type { RowAction } from '#web/kit/workListTypes.ts';
import { mayIn, useMe } from '#web/me.ts';
import { applicationViews, fieldsFor } from '../applicationViews.ts';
import type { BulkAct } from '../bulkActs.ts';
import { filtersInput, narrowed } from '../listInput.ts';
import { ApplicationPeek } from '../parts/ApplicationPeek.tsx';
import { applicationColumns } from '../parts/applicationColumns.tsx';
import { type Bulk, BulkDialog } from '../parts/BulkDialog.tsx';
import { ListShapes } from '../parts/ListShapes.tsx';
import { PublicAddress } from '../parts/PublicAddress.tsx';
import { useClaim } from '../parts/useClaim.ts';
import { useReviewers } from '../parts/useReviewers.ts';
import { type ApplicationRow, applications, programs } from '../questions.ts';

const noun = ['application', 'applications'] as const;
/** We wait for its applicant to answer or prove something. */
const waits = ({ stage }: ApplicationRow) => stage === 'needs-info' || stage === 'proving';
const rowId = (row: ApplicationRow) => row.id;

/** All applications that the viewer may see, to work through. */
export default function Applications() {
  const me = useMe();
  const known = useAsk(programs).programs;
  const colleagues = useReviewers();
  const fields = useMemo(() => fieldsFor(known, colleagues), [known, colleagues]);
  const handle = narrowed(useList(fields));
  const { list } = handle;
  const page = useAsk(applications(list));
  const claim = useClaim();
  const [bulk, setBulk] = useState<Bulk | null>(null);
  const filtered = list.filters.find(({ field }) => field === 'program')?.values[0] ?? null;
  const name = known.find(({ id }) => id === filtered)?.name;
  const mayReview = (row: ApplicationRow) => mayIn(me, 'applications.review', row.program.id);
  const mayDecide = (row: ApplicationRow) => mayIn(me, 'applications.decide', row.program.id);
  const many = (act: BulkAct) => ({
    id: act,
    previews: true,
    run: (rows: ApplicationRow[]) => setBulk({ act, ids: rows.map(rowId) }),
    runAll: () => setBulk({ act, filters: filtersInput(list) }),
  });
  const claims = many('claim');
  const actions: RowAction<ApplicationRow>[] = [
    {
      ...{ ...claims, label: 'Claim', key: 'c', icon: IconHandGrab },
      may: (row) => row.assignee === null && mayReview(row),
      // One is taken on at once, for it can be given back as fast.
      run: (rows) => (rows.length === 1 ? void claim(rows) : claims.run(rows)),
    },
    { ...many('assign'), label: 'Assign', key: 'i', icon: IconUserShare, may: mayReview },
    {
      ...{ ...many('deal'), label: 'Give out by turns', key: 't', icon: IconArrowsShuffle },
      may: (row) => row.assignee === null && row.stage === 'review' && mayReview(row),
    },
    { ...many('ask'), label: 'Ask', key: 'n', icon: IconMessageQuestion, may: mayReview },
    { ...many('remind'), label: 'Remind', key: 'e', icon: IconBell, may: (row) => waits(row) && mayReview(row) },
    {
      ...many('more-time'),
      label: 'More time',
      key: 'm',
      icon: IconClockPlus,
      may: (row) => waits(row) && mayReview(row),
    },
    {
      ...{ ...many('rerun'), label: 'Run checks again', key: 'h', icon: IconRefresh },
      may: (row) => row.checks.open > 0 && row.waitingFor !== 'nobody' && mayReview(row),
    },
    { ...many('approve'), label: 'Approve', key: 'a', icon: IconThumbUp, may: mayDecide },
    { ...many('refuse'), label: 'Refuse', key: 'r', icon: IconThumbDown, danger: true, may: mayDecide },
  ];
  return (
    <Page title="Applications" lead={name ? `Of the ${name}.` : undefined}>
      <WorkList
        id="applications"
        noun={noun}
        page={page}
        columns={applicationColumns}
        fields={fields}
        handle={handle}
        rowId={rowId}
        rowHref={(row) => `/programs/applications/${row.id}`}
        rowName={(row) => `${row.project}, ${row.number}`}
        views={applicationViews(filtered)}
        actions={me.permissions.has('applications.review') ? actions : []}
        peek={(row) => <ApplicationPeek key={row.id} row={row} />}
        tools={
          <>
            <ListShapes shape="table" search={writeList(list)} />
            <ExportButton
              name="applications"
              part={(after) =>
                client.programs.exportApplications({ ...filtersInput(list), ...(after === null ? {} : { after }) })
              }
            />
          </>
        }
        empty={
          <EmptyState title="No applications yet">
            They arrive from the public page of a program. Send its address to a project:{' '}
            {known.map(({ slug }) => (
              <PublicAddress key={slug} slug={slug} />
            ))}
          </EmptyState>
        }
      />
      <BulkDialog bulk={bulk} onClose={() => setBulk(null)} />
    </Page>
  );
}
