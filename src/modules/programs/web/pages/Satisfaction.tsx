import { Text } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useAsk } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { ExportButton } from '#web/kit/ExportButton.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { useList } from '#web/kit/useList.ts';
import { WorkList } from '#web/kit/WorkList.tsx';
import type { Column } from '#web/kit/workListTypes.ts';
import { one, type Search } from '#web/search.ts';
import { ProgramNav } from '../parts/ProgramNav.tsx';
import { useProgram } from '../parts/useProgram.ts';
import { type AskingRow, satisfaction, satisfactionFields, satisfactionFilters, single } from '../satisfaction.ts';

const noun = ['asking', 'askings'] as const;
const rowId = (row: AskingRow) => row.id;

const answerOf = ({ score, declined }: AskingRow) =>
  score !== null ? `${score} of 5` : declined ? 'Rather not say' : 'Nothing yet';
const occasionOf = ({ occasion, verdict }: AskingRow) =>
  occasion === 'yearly' ? 'A year as a member' : verdict === 'approved' ? 'Approved' : 'Refused';

const columns: Column<AskingRow>[] = [
  { id: 'project', label: 'Project', width: '200px', cell: (row) => row.project },
  { id: 'answer', label: 'Answer', width: '130px', cell: answerOf, onPhone: true },
  { id: 'comment', label: 'Comment', cell: (row) => (row.erased ? 'erased' : row.comment), onPhone: true },
  { id: 'occasion', label: 'Asked after', width: '150px', cell: occasionOf },
  { id: 'who', label: 'Who', width: '160px', cell: (row) => row.who ?? 'erased' },
  {
    id: 'asked',
    label: 'Asked',
    width: '130px',
    cell: (row) => <RelativeTime instant={row.askedAt} />,
    onPhone: true,
  },
  {
    id: 'answered',
    label: 'Answered',
    width: '130px',
    cell: (row) => (row.answeredAt ? <RelativeTime instant={row.answeredAt} /> : ''),
    optional: true,
  },
  { id: 'language', label: 'Language', width: '100px', cell: (row) => row.language, optional: true },
];

/** One answer looked into: the whole comment. */
const peek = (row: AskingRow) => (
  <>
    <FactList
      facts={[
        { name: 'Answer', value: answerOf(row) },
        { name: 'Asked after', value: occasionOf(row) },
        { name: 'Who', value: row.who ?? 'erased' },
        { name: 'Asked', value: <RelativeTime instant={row.askedAt} /> },
      ]}
    />
    <Text size="sm" mt={16} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {row.erased ? 'The comment was erased.' : row.comment}
    </Text>
  </>
);

/** Everybody who was asked how satisfied they are, with what they said; those who said nothing, too. */
export default function Satisfaction() {
  const program = useProgram();
  const handle = single(useList(satisfactionFields));
  const search: Search = useSearch({ strict: false });
  const asking = one(search, 'asking');
  const page = useAsk(satisfaction(program.id, handle.list, asking));
  return (
    <Page
      title={program.name}
      documentTitle={`Satisfaction with the ${program.name}`}
      {...(asking === null ? {} : { above: <Link href={`/programs/${program.slug}/satisfaction`}>All answers</Link> })}
    >
      <ProgramNav program={program} page="satisfaction" />
      <WorkList
        id="satisfaction"
        noun={noun}
        page={page}
        columns={columns}
        fields={satisfactionFields}
        handle={handle}
        rowId={rowId}
        rowHref={(row) => row.href}
        peek={peek}
        rowName={(row) => `${row.project}, ${answerOf(row)}`}
        tools={
          <ExportButton
            name="satisfaction"
            part={(after) =>
              client.programs.exportSatisfaction({
                ...satisfactionFilters(program.id, handle.list),
                ...(after === null ? {} : { after }),
              })
            }
          />
        }
        empty={
          <EmptyState title="Nobody has been asked yet">
            Applicants are asked five days after a decision took effect, members once a year, as long as the policy has
            the question about satisfaction.
          </EmptyState>
        }
      />
    </Page>
  );
}
