import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useAsk } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { ExportButton } from '#web/kit/ExportButton.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { useList } from '#web/kit/useList.ts';
import { WorkList } from '#web/kit/WorkList.tsx';
import type { Column, View } from '#web/kit/workListTypes.ts';
import { answerable, outboxFields, outboxInput } from '../outboxList.ts';
import { MailStateBadge } from '../parts/MailStateBadge.tsx';
import { SendHeld } from '../parts/SendHeld.tsx';
import { type MailRow, outbox, templates } from '../questions.ts';

const views: View[] = [
  { id: 'all', label: 'All', search: {} },
  { id: 'held', label: 'Held here', search: { state: 'held' } },
  { id: 'failed', label: 'Failed', search: { state: 'failed' } },
  { id: 'uncertain', label: 'Uncertain', search: { state: 'uncertain' } },
];
const noun = ['mail', 'mails'] as const;

const columnsFor = (kinds: ReadonlyMap<string, string>): Column<MailRow>[] => [
  { id: 'subject', label: 'Subject', cell: (row) => row.subject },
  { id: 'to', label: 'To', cell: (row) => row.to.address, width: '220px', onPhone: true },
  {
    id: 'state',
    label: 'State',
    cell: (row) => <MailStateBadge state={row.state} plain />,
    width: '120px',
    onPhone: true,
  },
  {
    id: 'written',
    label: 'Written',
    cell: (row) => <RelativeTime instant={row.queuedAt} />,
    width: '120px',
    onPhone: true,
  },
  { id: 'kind', label: 'Kind', cell: (row) => kinds.get(row.template) ?? row.template, optional: true },
  { id: 'trouble', label: 'What went wrong', cell: (row) => row.trouble, optional: true },
];

/** Every mail the house wrote, newest first, and what became of it. */
export default function Outbox() {
  const { templates: known } = useAsk(templates);
  const fields = useMemo(() => outboxFields(known), [known]);
  const columns = useMemo(() => columnsFor(new Map(known.map(({ name, summary }) => [name, summary]))), [known]);
  const handle = answerable(useList(fields));
  const found = useQuery({ ...outbox(handle.list), placeholderData: keepPreviousData });
  return (
    <Page
      title="Outbox"
      lead="Every mail the house wrote, newest first. Search by the receiver’s whole mail address."
      actions={<SendHeld />}
    >
      {found.isError ? <Problem error={found.error} onRetry={() => found.refetch()} /> : null}
      <WorkList
        id="outbox"
        noun={noun}
        page={found.data ?? null}
        columns={columns}
        fields={fields}
        handle={handle}
        rowId={(row) => row.id}
        rowHref={(row) => `/settings/outbox/${row.id}`}
        rowName={(row) => row.subject}
        views={views}
        tools={
          <ExportButton
            name="outbox"
            part={(after) => client.mail.exportMessages(outboxInput({ ...handle.list, after }))}
          />
        }
        empty={
          <EmptyState title="No mail yet">
            What the house writes to applicants and colleagues stands here, first of all the confirmation of the first
            application’s address.
          </EmptyState>
        }
      />
    </Page>
  );
}
