import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useAsk, useOperation } from '#web/ask.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Person } from '#web/kit/Person.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { useList } from '#web/kit/useList.ts';
import { WorkList } from '#web/kit/WorkList.tsx';
import type { Column } from '#web/kit/workListTypes.ts';
import { may, useMe } from '#web/me.ts';
import type { Search } from '#web/search.ts';
import type { PersonRow } from '../../queries/list-people.ts';
import { download } from '../download.ts';
import { peopleList } from '../questions.ts';
import { platformName } from '../words.ts';

const columns: Column<PersonRow>[] = [
  { id: 'name', label: 'Name', cell: (p) => <Person name={p.name} /> },
  { id: 'address', label: 'Address', cell: (p) => p.address, onPhone: true },
  { id: 'organisation', label: 'Organisation', cell: (p) => p.organisation },
  { id: 'platforms', label: 'Seen on', cell: (p) => p.platforms.map(platformName).join(', '), width: '160px' },
  { id: 'identities', label: 'Identities', cell: (p) => p.identities, numeric: true, width: '96px' },
  { id: 'seen', label: 'First seen', cell: (p) => <RelativeTime instant={p.firstSeenAt} />, width: '130px' },
];
const noFields = [] as const;

/** Everybody the house knows, one row a person. */
export default function People() {
  const page = useAsk(peopleList(useSearch({ strict: false }) as Search));
  const handle = useList(noFields);
  const me = useMe();
  const save = useOperation((c) => c.community.exportPeople, {
    touches: [],
    onDone: ({ name, text }) => download(name, text, 'text/csv;charset=utf-8'),
  });
  const tools = may(me, 'people.export') ? (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconDownload size={14} aria-hidden />}
      loading={save.isPending}
      onClick={() => save.mutate(handle.list.words ? { text: handle.list.words } : {})}
    >
      Export people
    </Button>
  ) : null;
  return (
    <Page title="People" lead="One row a person, whatever they were seen under. Newest first.">
      {save.isError ? <Problem error={save.error} /> : null}
      <WorkList
        id="people"
        noun={['person', 'people']}
        page={page}
        columns={columns}
        fields={noFields}
        handle={handle}
        rowId={(row) => row.id}
        rowHref={(row) => `/community/people/${row.id}`}
        rowName={(row) => row.name}
        tools={tools}
        empty={
          <EmptyState title="Nobody yet">
            Whoever applies to a program, or comes in through a connected platform, stands here.
          </EmptyState>
        }
      />
    </Page>
  );
}
