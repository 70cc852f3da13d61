import { Board } from '#web/kit/Board.tsx';
import { Clock } from '#web/kit/Clock.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Person } from '#web/kit/Person.tsx';
import { looks, type State } from '#web/kit/states.ts';
import { applications, clockOf, hours } from '../fixtures.ts';

const shown: State[] = ['waiting-for-us', 'waiting-for-them', 'paused', 'done', 'refused'];

export default function BoardPage() {
  return (
    <Page title="Applications by stage">
      <Board
        noun={['application', 'applications']}
        columns={shown.map((state, place) => ({
          id: state,
          label: looks[state].word,
          state,
          total: place === 2 ? 0 : 5 + place * 600,
          rows: place === 2 ? [] : applications.filter((row) => row.state === state),
        }))}
        rowId={(row) => row.id}
        rowHref={(row) => `/programs/applications/${row.id}`}
        moreHref={(column) => `/programs?state=${column.id}`}
        card={(row) => (
          <>
            <b>{row.name}</b>
            <Person name={row.person} />
            <Clock plain reading={clockOf(row.left, hours(row.left <= 0 ? -40 : 40))} />
          </>
        )}
      />
    </Page>
  );
}
