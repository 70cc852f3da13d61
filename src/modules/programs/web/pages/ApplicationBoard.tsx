import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useAsk } from '#web/ask.ts';
import { Board } from '#web/kit/Board.tsx';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { FilterBar } from '#web/kit/FilterBar.tsx';
import { ListTabs, openTab } from '#web/kit/ListTabs.tsx';
import { writeList } from '#web/kit/list.ts';
import { useOwn } from '#web/kit/own.ts';
import { Page } from '#web/kit/Page.tsx';
import { PeekPanel } from '#web/kit/PeekPanel.tsx';
import { Person } from '#web/kit/Person.tsx';
import { tabsOf } from '#web/kit/savedViews.ts';
import { useList } from '#web/kit/useList.ts';
import { stringifySearch } from '#web/search.ts';
import type { Stage } from '../../application.ts';
import { boardViews, fieldsFor } from '../applicationViews.ts';
import { narrowed } from '../listInput.ts';
import { ApplicationClock } from '../parts/ApplicationClock.tsx';
import { ApplicationPeek } from '../parts/ApplicationPeek.tsx';
import { ChecksMark } from '../parts/ChecksMark.tsx';
import { ListShapes } from '../parts/ListShapes.tsx';
import { useReviewers } from '../parts/useReviewers.ts';
import { type ApplicationRow, board, programs } from '../questions.ts';
import { stageLooks } from '../stages.ts';
import classes from './ApplicationBoard.module.css';

const noColumns = { shown: {}, dense: false };
const noun = ['application', 'applications'] as const;
/** Columns that only fill up are shown when something is asked for; the work lies in those before. */
const ends: readonly Stage[] = ['active', 'refused', 'withdrawn'];

/** Applications by stage. Nothing is dragged: a move is an act with a reason, so a card opens beside the board with its acts. */
export default function ApplicationBoard() {
  const known = useAsk(programs).programs;
  const colleagues = useReviewers();
  const fields = useMemo(
    () => fieldsFor(known, colleagues).filter(({ field }) => field !== 'stage'),
    [known, colleagues],
  );
  const handle = narrowed(useList(fields));
  const { list, change } = handle;
  const { columns } = useAsk(board(list));
  const [filtering, setFiltering] = useState(false);
  const navigate = useNavigate();
  const program = list.filters.find(({ field }) => field === 'program')?.values[0] ?? null;
  const name = known.find(({ id }) => id === program)?.name;
  const rows = columns.flatMap((column) => column.rows);
  const peeked = rows.find(({ id }) => id === list.peek);
  const saved = useOwn().useViews('/programs/applications/board');
  const tabs = useMemo(() => tabsOf(boardViews(program), saved, fields), [program, saved, fields]);
  const filtered = list.filters.length > 0 || list.words !== '';
  return (
    <Page title="Applications" documentTitle="Board of applications" lead={name ? `Of the ${name}.` : undefined}>
      <div className={classes.frame} data-peeking={peeked !== undefined || undefined}>
        <ListTabs
          tabs={tabs}
          open={openTab(tabs, handle, fields)}
          saved={saved}
          handle={handle}
          fields={fields}
          noun={noun}
          filtered={filtered}
          look={noColumns}
          lookChanged={false}
        />
        <FilterBar
          fields={fields}
          handle={handle}
          opened={filtering}
          onOpened={setFiltering}
          tools={<ListShapes shape="board" search={writeList(list)} />}
        />
        {rows.length === 0 && !filtered ? (
          <EmptyState title="No applications yet">They arrive from the public page of a program.</EmptyState>
        ) : (
          <Board
            noun={noun}
            columns={columns
              .filter(({ stage, count }) => count > 0 || !ends.includes(stage))
              .map(({ stage, count, rows: cards }) => ({ id: stage, ...stageLooks[stage], total: count, rows: cards }))}
            rowId={(row) => row.id}
            rowHref={(row) => `/programs/applications/${row.id}`}
            card={(row) => <Card row={row} />}
            onOpen={(row) => change({ ...list, peek: row.id })}
            moreHref={(column) =>
              `/programs/applications${stringifySearch({ ...writeList({ ...list, peek: null, after: null }), stage: column.id, sort: 'since' })}`
            }
          />
        )}
      </div>
      {peeked ? (
        <PeekPanel
          title={`${peeked.project}, ${peeked.number}`}
          href={`/programs/applications/${peeked.id}`}
          onClose={() => navigate({ to: '.', search: writeList({ ...list, peek: null }) as never, replace: true })}
        >
          <ApplicationPeek key={peeked.id} row={peeked} />
        </PeekPanel>
      ) : null}
    </Page>
  );
}

function Card({ row }: { row: ApplicationRow }) {
  return (
    <span className={classes.card}>
      <span className={classes.head}>
        <span className={classes.number}>{row.number}</span>
        {row.assignee ? <Person name={row.assignee.name} initialsOnly /> : null}
      </span>
      <span className={classes.project}>{row.project}</span>
      <ApplicationClock clock={row.clock} plain />
      <ChecksMark checks={row.checks} />
    </span>
  );
}
