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
import type { Column } from '#web/kit/workListTypes.ts';
import { answerable, auditFields, auditFilters } from '../auditList.ts';
import { EntryChanges } from '../parts/EntryChanges.tsx';
import { EntryFacts } from '../parts/EntryFacts.tsx';
import { type EntryRow, entry, kinds, log, people, programs } from '../questions.ts';
import { views } from '../views.ts';

const noun = ['entry', 'entries'] as const;
const columns: Column<EntryRow>[] = [
  { id: 'what', label: 'What', cell: (row) => `${row.who.name} ${row.words}` },
  { id: 'about', label: 'About', cell: (row) => row.about.title ?? row.about.kind, width: '28%', onPhone: true },
  { id: 'when', label: 'When', cell: (row) => <RelativeTime instant={row.at} />, width: '110px', onPhone: true },
  { id: 'from', label: 'From', cell: (row) => row.from?.address ?? '', width: '130px' },
  { id: 'with', label: 'With', cell: (row) => row.with?.name ?? row.with?.kind ?? '', optional: true },
  { id: 'kind', label: 'Kind', cell: (row) => row.kind, optional: true },
];

/** Who did what, when, from where and with what. Every filter stands in the address. */
export default function AuditLog() {
  const known = useAsk(kinds).kinds;
  const colleagues = useAsk(people).colleagues;
  const places = useAsk(programs).programs;
  const fields = useMemo(
    () => auditFields({ people: colleagues, kinds: known, programs: places }),
    [colleagues, known, places],
  );
  const handle = answerable(useList(fields));
  const found = useQuery({ ...log(handle.list), placeholderData: keepPreviousData });
  const part = (format: 'csv' | 'jsonl') => async (after: string | null) => {
    const { text, rows, next } = await client.audit.exportLog({
      ...auditFilters(handle.list),
      format,
      ...(after === null ? {} : { after }),
    });
    return { csv: text, rows, next };
  };
  return (
    <Page title="Audit log" lead="Who did what, when and from where.">
      {found.isError ? <Problem error={found.error} onRetry={() => found.refetch()} /> : null}
      <WorkList
        id="audit"
        noun={noun}
        page={found.data ?? null}
        columns={columns}
        fields={fields}
        handle={handle}
        rowId={(row) => row.id}
        rowHref={(row) => `/settings/audit/${row.id}`}
        rowName={(row) => `${row.who.name} ${row.words}`}
        views={views}
        peek={(row) => <Peek id={row.id} />}
        tools={
          <>
            <ExportButton name="audit-log" part={part('csv')} />
            <ExportButton name="audit-log" ending="jsonl" label="Export JSON lines" part={part('jsonl')} />
          </>
        }
        empty={
          <EmptyState title="Nothing happened yet">
            What people and the house do here is written down by itself.
          </EmptyState>
        }
      />
    </Page>
  );
}

function Peek({ id }: { id: string }) {
  const found = useQuery(entry(id));
  if (found.isError) return <Problem error={found.error} onRetry={() => found.refetch()} />;
  if (!found.data) return null;
  return (
    <>
      <EntryFacts entry={found.data} />
      <EntryChanges entry={found.data} />
    </>
  );
}
