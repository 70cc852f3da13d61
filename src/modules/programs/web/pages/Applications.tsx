import { IconHandGrab, IconUserShare } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
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
import { filtersInput, narrowed } from '../listInput.ts';
import { ApplicationPeek } from '../parts/ApplicationPeek.tsx';
import { AssignDialog } from '../parts/AssignDialog.tsx';
import { applicationColumns } from '../parts/applicationColumns.tsx';
import { ListShapes } from '../parts/ListShapes.tsx';
import { PublicAddress } from '../parts/PublicAddress.tsx';
import { useClaim } from '../parts/useClaim.ts';
import { useReviewers } from '../parts/useReviewers.ts';
import { type ApplicationRow, applications, programs } from '../questions.ts';

const noun = ['application', 'applications'] as const;
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
  const navigate = useNavigate();
  const [assigned, setAssigned] = useState<ApplicationRow[]>([]);
  const filtered = list.filters.find(({ field }) => field === 'program')?.values[0] ?? null;
  const name = known.find(({ id }) => id === filtered)?.name;
  const mayReview = (row: ApplicationRow) => mayIn(me, 'applications.review', row.program.id);
  const actions: RowAction<ApplicationRow>[] = [
    {
      id: 'claim',
      label: 'Claim',
      key: 'c',
      icon: IconHandGrab,
      may: (row) => row.assignee === null && mayReview(row),
      run: (rows) => void claim(rows),
    },
    { id: 'assign', label: 'Assign', key: 'i', icon: IconUserShare, may: mayReview, run: setAssigned },
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
      <AssignDialog
        rows={assigned}
        onClose={() => setAssigned([])}
        onDone={() => navigate({ to: '.', search: writeList(list) as never, replace: true })}
      />
    </Page>
  );
}
