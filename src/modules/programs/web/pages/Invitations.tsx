import { Button, Group, Stack } from '@mantine/core';
import { IconMail, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { client } from '#web/client.ts';
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
import type { Column } from '#web/kit/workListTypes.ts';
import { mayIn, useMe } from '#web/me.ts';
import { invitationFields, narrowed } from '../listInput.ts';
import { EntryTabs } from '../parts/EntryTabs.tsx';
import { InviteDialog } from '../parts/InviteDialog.tsx';
import { ProgramNav } from '../parts/ProgramNav.tsx';
import { useProgram } from '../parts/useProgram.ts';
import { type InvitationRow, invitations, invitationsInput } from '../questions.ts';

const noun = ['invitation', 'invitations'] as const;
const rowId = (row: InvitationRow) => row.id;
const nameOf = (row: InvitationRow) => row.name ?? 'Erased';
const states = {
  open: <StateBadge state="waiting-for-them" word="Open" plain />,
  used: <StateBadge state="done" word="Used" plain />,
  withdrawn: <StateBadge state="paused" word="Withdrawn" plain />,
  expired: <StateBadge state="paused" word="Expired" plain />,
};
const columns: Column<InvitationRow>[] = [
  { id: 'name', label: 'Invited', cell: nameOf, width: '190px' },
  { id: 'state', label: 'State', cell: (row) => states[row.state], width: '120px', onPhone: true },
  { id: 'address', label: 'Mail address', cell: (row) => row.address, onPhone: true },
  {
    id: 'application',
    label: 'Application',
    cell: (row) =>
      row.application ? (
        <Link href={`/programs/applications/${row.application.id}`}>{row.application.number}</Link>
      ) : null,
    width: '120px',
  },
  { id: 'sent', label: 'Last sent', cell: (row) => <RelativeTime instant={row.sentAt} />, width: '130px' },
  { id: 'expires', label: 'Works until', cell: (row) => <RelativeTime instant={row.expiresAt} />, width: '130px' },
  { id: 'by', label: 'By', cell: (row) => row.by, width: '150px', optional: true },
];

/** Whom a program invited, and what became of it. */
export default function Invitations() {
  const me = useMe();
  const program = useProgram();
  const handle = narrowed(useList(invitationFields));
  const page = useAsk(invitations(program.id, handle.list));
  const [inviting, setInviting] = useState(false);
  const may = mayIn(me, 'applications.review', program.id);
  const done = (words: string) => ({ touches: ['programs'], onDone: () => showDone(words) });
  const resend = useOperation((c) => c.programs.resendInvitation, done('Sent again, with a new link.'));
  const withdraw = useOperation(
    (c) => c.programs.withdrawInvitation,
    done('Withdrawn. Its link opens nothing any more.'),
  );
  const error = resend.error ?? withdraw.error;
  const button = may ? (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setInviting(true)}>
      Invite somebody
    </Button>
  ) : null;
  return (
    <Page title={program.name} documentTitle={`Invitations to the ${program.name}`} actions={button}>
      <ProgramNav program={program} page="invitations" />
      <EntryTabs program={program} tab="invitations" />
      {error ? <Problem error={error} /> : null}
      <WorkList
        id="invitations"
        noun={noun}
        page={page}
        columns={columns}
        fields={invitationFields}
        handle={handle}
        rowId={rowId}
        rowHref={(row) => `/programs/${program.slug}/invitations?peek=${row.id}`}
        rowName={nameOf}
        peek={(row) => (
          <InvitationPeek
            row={row}
            onResend={row.may.resend ? () => resend.mutate({ id: row.id }) : null}
            onWithdraw={row.may.withdraw ? () => withdraw.mutate({ id: row.id }) : null}
          />
        )}
        actions={[
          {
            id: 'resend',
            label: 'Send again',
            key: 's',
            icon: IconMail,
            may: (row) => row.may.resend,
            run: (rows) => {
              for (const { id } of rows) resend.mutate({ id });
            },
          },
          {
            id: 'withdraw',
            label: 'Withdraw invitation',
            key: 'w',
            icon: IconX,
            danger: true,
            may: (row) => row.may.withdraw,
            run: (rows) => {
              for (const { id } of rows) withdraw.mutate({ id });
            },
          },
        ]}
        tools={
          page.rows.length > 0 ? (
            <ExportButton
              name={`invitations-${program.slug}`}
              part={(after) => {
                const { limit: _, ...filters } = invitationsInput(program.id, { ...handle.list, after });
                return client.programs.exportInvitations(filters);
              }}
            />
          ) : null
        }
        empty={
          <EmptyState title="Nobody is invited yet" action={button}>
            Whoever you invite gets a mail with a link that opens the form for them alone, for 60 days. Where the policy
            says that members come by invitation, nobody else can apply.
          </EmptyState>
        }
      />
      <InviteDialog program={program} opened={inviting} onClose={() => setInviting(false)} />
    </Page>
  );
}

type PeekProps = { row: InvitationRow; onResend: (() => void) | null; onWithdraw: (() => void) | null };

function InvitationPeek({ row, onResend, onWithdraw }: PeekProps) {
  return (
    <Stack gap={16} align="flex-start">
      <FactList
        facts={[
          { name: 'State', value: states[row.state] },
          { name: 'Mail address', value: row.address ?? 'erased' },
          { name: 'Invited', value: <RelativeTime instant={row.madeAt} /> },
          { name: 'By', value: row.by ?? 'former colleague' },
          { name: 'Sent', value: row.sends === 1 ? 'once' : `${row.sends} times` },
          { name: 'Works until', value: <RelativeTime instant={row.expiresAt} /> },
          ...(row.nominated ? [{ name: 'Because', value: 'Somebody nominated them' }] : []),
          ...(row.words ? [{ name: 'Our words', value: row.words }] : []),
        ]}
      />
      <Group gap={8}>
        {onResend ? (
          <Button variant="default" onClick={onResend}>
            Send again
          </Button>
        ) : null}
        {onWithdraw ? (
          <Button variant="default" onClick={onWithdraw}>
            Withdraw invitation
          </Button>
        ) : null}
      </Group>
    </Stack>
  );
}
