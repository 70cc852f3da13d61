import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useAsk } from '#web/ask.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { useList } from '#web/kit/useList.ts';
import { WorkList } from '#web/kit/WorkList.tsx';
import type { Column } from '#web/kit/workListTypes.ts';
import { one, type Search } from '#web/search.ts';
import { ImportPreview } from '../parts/ImportPreview.tsx';
import { ImportResult } from '../parts/ImportResult.tsx';
import { ImportUpload, importKinds } from '../parts/ImportUpload.tsx';
import { ProgramNav } from '../parts/ProgramNav.tsx';
import { useProgram } from '../parts/useProgram.ts';
import { type ImportRow, importDone, imports } from '../questions.ts';

const states: Record<ImportRow['state'], ReturnType<typeof StateBadge>> = {
  uploaded: <StateBadge state="waiting-for-us" word="Not started" plain />,
  running: <StateBadge state="in-time" word="Running" plain />,
  finished: <StateBadge state="done" word="Taken in" plain />,
  cancelled: <StateBadge state="paused" word="Stopped" plain />,
  failed: <StateBadge state="refused" word="Failed" plain />,
  undoing: <StateBadge state="in-time" word="Going back" plain />,
  undone: <StateBadge state="paused" word="Taken back" plain />,
};
const noun = ['list', 'lists'] as const;
const number = (count: number) => count.toLocaleString('en');
const columns: Column<ImportRow>[] = [
  { id: 'name', label: 'List', cell: (row) => row.name, width: '220px' },
  { id: 'kind', label: 'Holds', cell: (row) => importKinds[row.kind].label, width: '150px', onPhone: true },
  { id: 'state', label: 'State', cell: (row) => states[row.state], width: '130px', onPhone: true },
  { id: 'added', label: 'New', cell: (row) => number(row.added), numeric: true, width: '90px' },
  { id: 'changed', label: 'Changed', cell: (row) => number(row.changed), numeric: true, width: '90px' },
  { id: 'refused', label: 'Refused', cell: (row) => number(row.refused), numeric: true, width: '90px' },
  { id: 'at', label: 'Brought', cell: (row) => <RelativeTime instant={row.at} />, width: '130px' },
  { id: 'by', label: 'By', cell: (row) => row.by, width: '150px' },
];

/** Brings members, past applications and coupons from lists; with `?list=` in the address, one of them. */
export default function Import() {
  const program = useProgram();
  const search: Search = useSearch({ strict: false });
  const id = one(search, 'list');
  return (
    <Page
      title={program.name}
      documentTitle={`Import into the ${program.name}`}
      {...(id === null ? {} : { above: <Link href={`/programs/${program.slug}/import`}>All lists</Link> })}
    >
      <ProgramNav program={program} page="import" />
      {id === null ? <Lists /> : <OneList key={id} id={id} program={program.id} />}
    </Page>
  );
}

function Lists() {
  const program = useProgram();
  const navigate = useNavigate();
  const handle = useList([]);
  const page = useAsk(imports(program.id, handle.list));
  const address = (id: string) => `/programs/${program.slug}/import?list=${id}`;
  return (
    <>
      <Section title="Bring a list">
        <ImportUpload program={program} onUploaded={(id) => void navigate({ to: address(id) as string })} />
      </Section>
      <Section title="Lists that were brought">
        <WorkList
          id="imports"
          noun={noun}
          page={page}
          columns={columns}
          fields={[]}
          handle={handle}
          rowId={(row) => row.id}
          rowHref={(row) => address(row.id)}
          rowName={(row) => row.name}
          empty={
            <EmptyState title="No list was brought yet">
              What you have in sheets or another system comes in as CSV: members with their terms, past applications
              with their decisions, coupons with where they went.
            </EmptyState>
          }
        />
      </Section>
    </>
  );
}

/** One list: looked at before it is started, followed while it runs. */
function OneList({ id, program }: { id: string; program: string }) {
  const first = useAsk(importDone(id));
  const { data: list = first } = useQuery({
    ...importDone(id),
    refetchInterval: ({ state: { data } }) => (data?.state === 'running' || data?.state === 'undoing' ? 1000 : false),
  });
  const { label } = importKinds[list.kind];
  return (
    <Section title={`${list.name}: ${label.toLowerCase()}`}>
      {list.state === 'uploaded' ? <ImportPreview list={list} program={program} /> : <ImportResult list={list} />}
    </Section>
  );
}
