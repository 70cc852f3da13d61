import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useAsk } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { ExportButton } from '#web/kit/ExportButton.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import { Page } from '#web/kit/Page.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { useList } from '#web/kit/useList.ts';
import { WorkList } from '#web/kit/WorkList.tsx';
import type { Column } from '#web/kit/workListTypes.ts';
import { narrowed, nominationFields } from '../listInput.ts';
import { EntryTabs } from '../parts/EntryTabs.tsx';
import { AcceptDialog, DeclineDialog } from '../parts/InviteDialog.tsx';
import { ProgramNav } from '../parts/ProgramNav.tsx';
import { useProgram } from '../parts/useProgram.ts';
import { type NominationRow, nominations, nominationsInput } from '../questions.ts';

const noun = ['nomination', 'nominations'] as const;
const rowId = (row: NominationRow) => row.id;
const nameOf = (row: NominationRow) => row.nominee.name ?? 'Erased';
const states = {
  open: <StateBadge state="waiting-for-us" word="Waits for us" plain />,
  invited: <StateBadge state="done" word="Invited" plain />,
  declined: <StateBadge state="paused" word="Declined" plain />,
};
const columns: Column<NominationRow>[] = [
  { id: 'nominee', label: 'Nominated', cell: nameOf, width: '190px' },
  { id: 'state', label: 'State', cell: (row) => states[row.state], width: '140px', onPhone: true },
  { id: 'words', label: 'What is said of them', cell: (row) => row.words },
  { id: 'nominator', label: 'By', cell: (row) => row.nominator.name ?? 'erased', width: '180px', onPhone: true },
  { id: 'sent', label: 'Came', cell: (row) => <RelativeTime instant={row.sentAt} />, width: '130px' },
];

/** Whom others named for a program: each is answered by a person. */
export default function Nominations() {
  const program = useProgram();
  const handle = narrowed(useList(nominationFields));
  const page = useAsk(nominations(program.id, handle.list));
  const [accepted, setAccepted] = useState<NominationRow | null>(null);
  const [declined, setDeclined] = useState<NominationRow | null>(null);
  return (
    <Page title={program.name} documentTitle={`Nominations for the ${program.name}`}>
      <ProgramNav program={program} page="invitations" />
      <EntryTabs program={program} tab="nominations" />
      <WorkList
        id="nominations"
        noun={noun}
        page={page}
        columns={columns}
        fields={nominationFields}
        handle={handle}
        rowId={rowId}
        rowHref={(row) => `/programs/${program.slug}/nominations?peek=${row.id}`}
        rowName={nameOf}
        peek={(row) => (
          <Stack gap={16} align="flex-start">
            <FactList
              facts={[
                { name: 'State', value: states[row.state] },
                { name: 'Mail address', value: row.nominee.address ?? 'erased' },
                { name: 'By', value: row.nominator.name ?? 'erased' },
                { name: 'Their address', value: row.nominator.address ?? 'erased' },
                { name: 'Came', value: <RelativeTime instant={row.sentAt} /> },
                ...(row.answer
                  ? [
                      { name: 'Answered', value: <RelativeTime instant={row.answer.at} /> },
                      { name: 'By us', value: row.answer.by ?? 'former colleague' },
                      ...(row.answer.words ? [{ name: 'Because', value: row.answer.words }] : []),
                    ]
                  : []),
              ]}
            />
            <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {row.words}
            </Text>
            {row.may.answer ? (
              <Group gap={8}>
                <Button onClick={() => setAccepted(row)}>Send invitation</Button>
                <Button variant="default" onClick={() => setDeclined(row)}>
                  Decline nomination
                </Button>
              </Group>
            ) : null}
          </Stack>
        )}
        tools={
          page.rows.length > 0 ? (
            <ExportButton
              name={`nominations-${program.slug}`}
              part={(after) => {
                const { limit: _, ...filters } = nominationsInput(program.id, { ...handle.list, after });
                return client.programs.exportNominations(filters);
              }}
            />
          ) : null
        }
        empty={
          <EmptyState title="No nominations yet">
            Where the policy says that members are nominated, the public page has a form to name somebody. What comes is
            read and answered here; nobody is mailed before.
          </EmptyState>
        }
      />
      <AcceptDialog key={`accept-${accepted?.id}`} nomination={accepted} onClose={() => setAccepted(null)} />
      <DeclineDialog key={`decline-${declined?.id}`} nomination={declined} onClose={() => setDeclined(null)} />
    </Page>
  );
}
