import { IconTrash } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useOperation } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { ExportButton } from '#web/kit/ExportButton.tsx';
import { Link } from '#web/kit/Link.tsx';
import { plainly } from '#web/kit/list.ts';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { counted } from '#web/kit/plural.ts';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { useList } from '#web/kit/useList.ts';
import { WorkList } from '#web/kit/WorkList.tsx';
import type { Column, View } from '#web/kit/workListTypes.ts';
import { may, useMe } from '#web/me.ts';
import { incomingFields, incomingInput, KIND_WORDS, STATE_LOOK } from '../incomingList.ts';
import { type IncomingRow, incoming } from '../questions.ts';

const views: View[] = [
  { id: 'waiting', label: 'Belong to nothing yet', search: { state: 'waiting' } },
  { id: 'all', label: 'All', search: {} },
  { id: 'bounces', label: 'Reports of servers', search: { kind: 'bounce' } },
  { id: 'discarded', label: 'Discarded', search: { state: 'discarded' } },
];
const noun = ['mail', 'mails'] as const;
const columns: Column<IncomingRow>[] = [
  { id: 'subject', label: 'Subject', cell: (row) => row.subject || '(No subject)' },
  { id: 'from', label: 'From', width: '220px', onPhone: true, cell: (row) => row.from?.address ?? 'Not known' },
  {
    id: 'state',
    label: 'State',
    width: '190px',
    onPhone: true,
    cell: (row) => <StateBadge {...STATE_LOOK[row.state]} plain />,
  },
  {
    id: 'record',
    label: 'Belongs to',
    width: '200px',
    cell: (row) =>
      row.record?.href ? (
        <Link href={row.record.href}>{row.record.title ?? 'A record'}</Link>
      ) : (
        (row.record?.title ?? null)
      ),
  },
  { id: 'kind', label: 'Kind', width: '150px', cell: (row) => KIND_WORDS[row.kind] },
  { id: 'came', label: 'Came', width: '120px', onPhone: true, cell: (row) => <RelativeTime instant={row.cameAt} /> },
  { id: 'mailbox', label: 'Mailbox', optional: true, cell: (row) => row.mailbox.name },
];

/** Every mail that came to a mailbox, newest first; those that belong to nothing wait for somebody. */
export default function Incoming() {
  const handle = plainly(useList(incomingFields));
  const found = useQuery({ ...incoming(handle.list), placeholderData: keepPreviousData });
  const me = useMe();
  const discard = useOperation((c) => c.mail.discardIncoming, { touches: ['mail'] });
  const discardAll = async (rows: IncomingRow[]) => {
    const results = await Promise.allSettled(rows.map(({ id }) => discard.mutateAsync({ id, discarded: true })));
    showDone(`${counted(results.filter(({ status }) => status === 'fulfilled').length, 'mail')} discarded.`);
  };
  return (
    <Page
      title="Incoming mail"
      lead="Every mail that came to a mailbox, newest first. Search by the sender’s whole mail address."
    >
      {found.isError ? <Problem error={found.error} onRetry={() => found.refetch()} /> : null}
      <WorkList
        id="incoming"
        noun={noun}
        page={found.data ?? null}
        columns={columns}
        fields={incomingFields}
        handle={handle}
        rowId={(row) => row.id}
        rowHref={(row) => `/settings/incoming/${row.id}`}
        rowName={(row) => row.subject || 'A mail without a subject'}
        views={views}
        actions={
          may(me, 'mail.sort')
            ? [
                {
                  ...{ id: 'discard', label: 'Discard', key: 'd', icon: IconTrash },
                  may: (row: IncomingRow) => row.state === 'waiting',
                  run: (rows: IncomingRow[]) => void discardAll(rows),
                },
              ]
            : []
        }
        tools={
          <ExportButton
            name="incoming-mail"
            part={(after) => client.mail.exportIncoming(incomingInput({ ...handle.list, after }))}
          />
        }
        empty={
          <EmptyState title="No mail has come yet">
            Answers that people send to a mailbox of the house stand here. Mailboxes are set up under Settings,
            Mailboxes.
          </EmptyState>
        }
      />
    </Page>
  );
}
