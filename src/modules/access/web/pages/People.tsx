import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '#web/client.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { ExportButton } from '#web/kit/ExportButton.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Person } from '#web/kit/Person.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { useList } from '#web/kit/useList.ts';
import { WorkList } from '#web/kit/WorkList.tsx';
import type { Column, View } from '#web/kit/workListTypes.ts';
import { may, useMe } from '#web/me.ts';
import { accountsInput, fields } from '../listInput.ts';
import { InviteForm } from '../parts/InviteForm.tsx';
import { OpenInvitations } from '../parts/OpenInvitations.tsx';
import { type AccountRow, accounts } from '../questions.ts';
import { useRoleWords } from '../roleWords.ts';

const views: View[] = [
  { id: 'all', label: 'All', search: {} },
  { id: 'in-force', label: 'In force', search: { state: 'in-force' } },
  { id: 'disabled', label: 'Disabled', search: { state: 'disabled' } },
];

/** Everybody with an account, their roles, and who is invited. */
export default function People() {
  const me = useMe();
  const handle = useList(fields);
  const found = useQuery({ ...accounts(handle.list), placeholderData: keepPreviousData });
  const roleWords = useRoleWords();
  const [inviting, setInviting] = useState(false);
  const columns: Column<AccountRow>[] = [
    { id: 'name', label: 'Name', cell: (row) => <Person name={row.name} detail={row.mail} /> },
    {
      id: 'roles',
      label: 'Roles',
      onPhone: true,
      cell: (row) => row.grants.map((grant) => roleWords(grant.role, grant.program)).join(', ') || 'No role',
    },
    {
      id: 'seen',
      label: 'Last here',
      width: '150px',
      cell: (row) => (row.seenAt === null ? 'Never' : <RelativeTime instant={row.seenAt} />),
    },
    {
      id: 'state',
      label: 'State',
      width: '130px',
      onPhone: true,
      cell: (row) => (
        <StateBadge
          state={row.disabledAt === null ? 'done' : 'paused'}
          word={row.disabledAt === null ? 'In force' : 'Disabled'}
          plain
        />
      ),
    },
  ];
  return (
    <Page
      title="People with access"
      lead="Who can sign in here, and what they may do. Accounts come by invitation."
      actions={may(me, 'access.manage') ? <Button onClick={() => setInviting(true)}>Invite somebody</Button> : null}
    >
      {found.isError ? <Problem error={found.error} onRetry={() => found.refetch()} /> : null}
      <OpenInvitations />
      <WorkList
        id="accounts"
        noun={['account', 'accounts']}
        page={found.data ?? null}
        columns={columns}
        fields={fields}
        handle={handle}
        rowId={(row) => row.id}
        rowHref={(row) => `/settings/people/${row.id}`}
        rowName={(row) => row.name}
        views={views}
        tools={
          <ExportButton
            name="accounts"
            part={(after) => client.access.exportAccounts(accountsInput({ ...handle.list, after }))}
          />
        }
        empty={<EmptyState title="Nobody has access yet">Invite the first colleague.</EmptyState>}
      />
      <InviteForm opened={inviting} onClose={() => setInviting(false)} />
    </Page>
  );
}
