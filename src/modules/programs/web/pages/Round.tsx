import { Button, Group } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useAsk } from '#web/ask.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { counted, plural } from '#web/kit/plural.ts';
import { shortDate } from '#web/kit/time.ts';
import { mayIn, useMe } from '#web/me.ts';
import { type Bulk, BulkDialog } from '../parts/BulkDialog.tsx';
import { ProgramNav } from '../parts/ProgramNav.tsx';
import classes from '../parts/ReviewSections.module.css';
import { RoundDialog } from '../parts/RoundDialog.tsx';
import { scoreWords } from '../parts/ScoreSection.tsx';
import { StageBadge } from '../parts/StageBadge.tsx';
import { useProgram } from '../parts/useProgram.ts';
import { type Ranked, roundRanking } from '../questions.ts';

/** What a place is called; a tie at the last place is for a person to break. */
const PLACES = { in: 'In', tie: 'Tie at the last place', out: 'Out' } as const;
/** So many are acted on at once. */
const MOST = 1000;

/** The ranking of a round: the best first, who is in, who ties, and acts on all of them with a preview. */
export default function Round() {
  const program = useProgram();
  const { round: id = '' } = useParams({ strict: false }) as { round?: string };
  const { round, rows, combine, leastReviewers, more } = useAsk(roundRanking(id));
  const me = useMe();
  const [bulk, setBulk] = useState<Bulk | null>(null);
  const [changing, setChanging] = useState(false);
  const open = (place: Ranked['place']) =>
    rows
      .filter((row) => row.place === place && row.verdict === null)
      .map((row) => row.id)
      .slice(0, MOST);
  const [taken, left] = [open('in'), open('out')];
  const decide = mayIn(me, 'applications.decide', program.id);
  const bounds = [
    ...(round.places === null ? [] : [counted(round.places, 'place')]),
    ...(round.threshold === null ? [] : [`at least ${scoreWords(round.threshold)} points`]),
  ];
  return (
    <Page title={round.name} documentTitle={`${round.name}, ${program.name}`}>
      <ProgramNav program={program} page="review" />
      <p className={classes.quiet}>
        What came in from {shortDate(round.opensAt)} until {shortDate(round.closesAt)}, by the {combine} of its scores
        (0 to 100); it counts from {counted(leastReviewers, 'score')} on.{' '}
        {bounds.length > 0 ? `Taken: ${bounds.join(', ')}.` : ''}
        {more ? ' More came in than are ranked here.' : ''}
      </p>
      <Group gap={8} my={12}>
        {decide && taken.length > 0 ? (
          <Button size="xs" onClick={() => setBulk({ act: 'approve', ids: taken })}>
            {`Approve ${counted(taken.length, 'application')} that ${plural(taken.length, 'is', 'are')} in`}
          </Button>
        ) : null}
        {decide && left.length > 0 ? (
          <Button size="xs" variant="default" onClick={() => setBulk({ act: 'refuse', ids: left })}>
            {`Refuse ${counted(left.length, 'application')} that ${plural(left.length, 'is', 'are')} out`}
          </Button>
        ) : null}
        {mayIn(me, 'programs.manage', program.id) ? (
          <Button size="xs" variant="default" onClick={() => setChanging(true)}>
            Change round
          </Button>
        ) : null}
      </Group>
      {rows.length === 0 ? (
        <EmptyState title="Nothing came in yet">
          Applications that are confirmed appear here, to be scored and ranked.
        </EmptyState>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className={classes.scrolls} aria-label="Ranking" tabIndex={0}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col" className={classes.number}>
                  Rank
                </th>
                <th scope="col">Application</th>
                <th scope="col" className={classes.number}>
                  Score
                </th>
                <th scope="col" className={classes.number}>
                  Scored by
                </th>
                <th scope="col">Place</th>
                <th scope="col">Yours</th>
                <th scope="col">Stage</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} data-place={row.place ?? undefined}>
                  <td className={classes.number}>{row.rank === null ? '' : `${row.rank}${row.tied ? ' =' : ''}`}</td>
                  <th scope="row">
                    <Link href={`/programs/applications/${row.id}`}>
                      {row.number} {row.project}
                    </Link>
                  </th>
                  <td className={classes.number}>{row.hidden ? 'hidden' : scoreWords(row.score)}</td>
                  <td className={classes.number}>{row.hidden ? '' : row.scores}</td>
                  <td>
                    {row.place === null ? (row.hidden ? 'Score it first' : 'Waits for scores') : PLACES[row.place]}
                  </td>
                  <td>{row.mine ? 'scored' : 'not yet'}</td>
                  <td>
                    <StageBadge stage={row.stage} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <RoundDialog
        key={JSON.stringify(round)}
        program={program.id}
        round={round}
        opened={changing}
        onClose={() => setChanging(false)}
      />
      <BulkDialog bulk={bulk} onClose={() => setBulk(null)} />
    </Page>
  );
}
