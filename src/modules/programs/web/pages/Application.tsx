import { Button } from '@mantine/core';
import { IconUserShare } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Person } from '#web/kit/Person.tsx';
import { RecordPage } from '#web/kit/RecordPage.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { lookAgain } from '../lookAgain.ts';
import { AgainSections } from '../parts/AgainSections.tsx';
import { ApplicationClock } from '../parts/ApplicationClock.tsx';
import { ApplicationFacts } from '../parts/ApplicationFacts.tsx';
import { ApplicationTimeline } from '../parts/ApplicationTimeline.tsx';
import { AssignDialog } from '../parts/AssignDialog.tsx';
import { Bounces } from '../parts/Bounces.tsx';
import { CheckList } from '../parts/CheckList.tsx';
import { DecisionBox } from '../parts/DecisionBox.tsx';
import { Documents } from '../parts/Documents.tsx';
import { NextStep } from '../parts/NextStep.tsx';
import { RepositoryList } from '../parts/RepositoryList.tsx';
import { Checklist, Conflicts, Opinions } from '../parts/ReviewSections.tsx';
import { ScoreSection } from '../parts/ScoreSection.tsx';
import { StageBadge } from '../parts/StageBadge.tsx';
import { Verification } from '../parts/Verification.tsx';
import { application } from '../questions.ts';
import classes from './Application.module.css';

/** One application: what is to be done next, what is known with its evidence, and everything that was said and done. */
export default function Application() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data: told } = useSuspenseQuery({
    ...application(id),
    refetchInterval: ({ state }) => lookAgain(state.data, Date.now()),
  });
  const [assigning, setAssigning] = useState(false);
  const running = told.checkList.filter(({ state }) => state === 'running' || state === 'waiting').length;
  return (
    <RecordPage
      title={told.project}
      documentTitle={`${told.project}, ${told.number}`}
      above={
        <Link href={`/programs/applications?program=${told.program.id}&waiting=us&sort=due&view=waiting`}>
          Applications of the {told.program.name}
        </Link>
      }
      state={<StageBadge stage={told.stage} />}
      meta={
        <>
          <span>{told.number}</span>
          <span>
            since <RelativeTime instant={told.since} />
          </span>
          <ApplicationClock clock={told.clock} plain />
          {told.assignee ? <Person name={told.assignee.name} /> : <span>assigned to nobody</span>}
          {told.may.assign ? (
            <Button
              size="compact-xs"
              variant="subtle"
              leftSection={<IconUserShare size={14} aria-hidden />}
              onClick={() => setAssigning(true)}
            >
              Assign application
            </Button>
          ) : null}
        </>
      }
      next={<NextStep application={told} keys />}
      aside={
        <>
          <ApplicationFacts application={told} />
          <Conflicts application={told} />
        </>
      }
    >
      <Bounces application={told} />
      {told.decision ? <DecisionBox application={told} /> : null}
      <AgainSections application={told} open />
      <Opinions application={told} open />
      {told.question ? (
        <Section title="Open question">
          <p className={classes.said}>{told.question.words}</p>
        </Section>
      ) : null}
      <Section title="What it is for">
        {told.purpose === '' ? (
          <EmptyState title={told.erasedAt ? 'Erased with everything personal' : 'Nothing was written'} />
        ) : (
          <p className={classes.said}>{told.purpose}</p>
        )}
      </Section>
      {told.answers.length > 0 ? (
        <Section title="Answers">
          <FactList facts={told.answers.map(({ label, value }) => ({ name: label, value }))} />
        </Section>
      ) : null}
      <Section
        title="Checks"
        actions={
          running > 0 ? (
            <span role="status" className={classes.quiet}>
              {running} of {told.checkList.length} not done yet
            </span>
          ) : null
        }
      >
        <CheckList application={told} />
      </Section>
      <Documents application={told} />
      <Verification application={told} />
      <Checklist application={told} />
      <ScoreSection application={told} />
      <Section title="Statements">
        {told.statements.length === 0 ? (
          <p className={classes.quiet}>None was signed.</p>
        ) : (
          <ul className={classes.statements}>
            {told.statements.map(({ code, words, at }) => (
              <li key={code}>
                “{words}”{' '}
                <span className={classes.quiet}>
                  signed <RelativeTime instant={at} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      {told.namespaceUrl !== null || told.repositories.length > 0 ? (
        <Section title="Repositories">
          <RepositoryList application={told} />
        </Section>
      ) : null}
      <Opinions application={told} open={false} />
      <AgainSections application={told} open={false} />
      <Section title="Timeline">
        <ApplicationTimeline application={told} />
      </Section>
      <AssignDialog rows={assigning ? [told] : []} onClose={() => setAssigning(false)} />
    </RecordPage>
  );
}
