import { useSearch } from '@tanstack/react-router';
import { useAsk } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { ExportButton } from '#web/kit/ExportButton.tsx';
import { Page } from '#web/kit/Page.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { useList } from '#web/kit/useList.ts';
import { WorkList } from '#web/kit/WorkList.tsx';
import type { Column } from '#web/kit/workListTypes.ts';
import type { Search } from '#web/search.ts';
import type { OrganisationRow } from '../../queries/organisations.ts';
import { organisationList } from '../questions.ts';

const columns: Column<OrganisationRow>[] = [
  { id: 'name', label: 'Name', cell: (o) => o.name },
  { id: 'domain', label: 'Domain', cell: (o) => o.domain, onPhone: true },
  { id: 'people', label: 'People now', cell: (o) => o.people, numeric: true, width: '110px' },
  { id: 'made', label: 'First seen', cell: (o) => <RelativeTime instant={o.madeAt} />, width: '130px' },
];
const noFields = [] as const;

/** Every organisation that somebody is or was with. */
export default function Organisations() {
  const page = useAsk(organisationList(useSearch({ strict: false }) as Search));
  const handle = useList(noFields);
  return (
    <Page title="Organisations" lead="Newest first; merged ones stand as one.">
      <WorkList
        id="organisations"
        noun={['organisation', 'organisations']}
        page={page}
        columns={columns}
        fields={noFields}
        handle={handle}
        rowId={(row) => row.id}
        rowHref={(row) => `/community/organisations/${row.id}`}
        rowName={(row) => row.name}
        tools={
          <ExportButton
            name="organisations"
            part={(after) =>
              client.community.exportOrganisations({
                ...(handle.list.words ? { text: handle.list.words } : {}),
                ...(after === null ? {} : { after }),
              })
            }
          />
        }
        empty={
          <EmptyState title="No organisations yet">
            They come with the people and applications that name them.
          </EmptyState>
        }
      />
    </Page>
  );
}
