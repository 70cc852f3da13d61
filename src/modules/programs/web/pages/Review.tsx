import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { counted } from '#web/kit/plural.ts';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { shortDate } from '#web/kit/time.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { mayIn, useMe } from '#web/me.ts';
import { ProgramNav } from '../parts/ProgramNav.tsx';
import classes from '../parts/ReviewSections.module.css';
import { RoundDialog } from '../parts/RoundDialog.tsx';
import { useProgram } from '../parts/useProgram.ts';
import { reviewersOfProgram, rounds } from '../questions.ts';

/** Who reviews a program, who is away, and its rounds. */
export default function Review() {
  const program = useProgram();
  return (
    <Page title={program.name} documentTitle={`Review in the ${program.name}`}>
      <ProgramNav program={program} page="review" />
      <Reviewers program={program.id} />
      <Rounds program={program.id} slug={program.slug} />
    </Page>
  );
}

function Reviewers({ program }: { program: string }) {
  const { assignment, capacity, reviewers } = useAsk(reviewersOfProgram(program));
  const me = useMe();
  const mine = reviewers.find(({ id }) => id === me.account.id);
  const [until, setUntil] = useState('');
  const away = useOperation((c) => c.programs.setAway, {
    touches: ['programs'],
    onDone: () => showDone('Noted. Whoever gives out by turns goes by it.'),
  });
  return (
    <Section title="Reviewers">
      <p className={classes.quiet}>
        {assignment === 'round-robin'
          ? `What waits for us goes to them by turns${capacity === null ? '' : `, up to ${capacity} undecided applications each`}.`
          : 'Applications are taken on or assigned by hand; the policy can have them given out by turns.'}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.scrolls} aria-label="Table of reviewers" tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col" className={classes.number}>
                Undecided
              </th>
              <th scope="col">Last given by turns</th>
              <th scope="col">Away</th>
            </tr>
          </thead>
          <tbody>
            {reviewers.map((each) => (
              <tr key={each.id}>
                <th scope="row">{each.name}</th>
                <td className={classes.number}>{each.open}</td>
                <td>{each.lastGiven ? <RelativeTime instant={each.lastGiven} /> : 'never'}</td>
                <td>{each.away ? (each.until ? `through ${shortDate(each.until)}` : 'until back') : 'no'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {mine ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            away.mutate({ away: true, until: until === '' ? null : until });
          }}
        >
          <Group align="flex-end" gap={8} mt={12}>
            <TextInput
              type="date"
              size="xs"
              label="Your last day away"
              description="Empty: until you say that you are back."
              value={until}
              onChange={(event) => setUntil(event.currentTarget.value)}
            />
            <Button type="submit" size="xs" variant="default" loading={away.isPending}>
              Set yourself away
            </Button>
            {mine.away ? (
              <Button size="xs" variant="default" onClick={() => away.mutate({ away: false, until: null })}>
                You are back
              </Button>
            ) : null}
          </Group>
        </form>
      ) : null}
      {away.isError ? <Problem error={away.error} /> : null}
    </Section>
  );
}

function Rounds({ program, slug }: { program: string; slug: string }) {
  const { rounds: all, scores } = useAsk(rounds(program));
  const mayRun = mayIn(useMe(), 'programs.manage', program);
  const [making, setMaking] = useState(false);
  if (!scores && all.length === 0) return null;
  return (
    <Section
      title="Rounds"
      actions={
        mayRun ? (
          <Button size="compact-xs" variant="default" onClick={() => setMaking(true)}>
            Make a round
          </Button>
        ) : null
      }
    >
      {all.length === 0 ? (
        <EmptyState title="No rounds yet">
          A round ranks what came in within a window of time. Make one, and reviewers score its applications.
        </EmptyState>
      ) : (
        <Stack gap={6}>
          {all.map(({ id, name, opensAt, closesAt, applications, mine }) => (
            <p key={id} className={classes.plain}>
              <Link href={`/programs/${slug}/rounds/${id}`}>{name}</Link>{' '}
              <span className={classes.muted}>
                {shortDate(opensAt)} to {shortDate(closesAt)}, {counted(applications, 'application')}, {mine} scored by
                you
              </span>
            </p>
          ))}
        </Stack>
      )}
      <RoundDialog program={program} round={null} opened={making} onClose={() => setMaking(false)} />
    </Section>
  );
}
