import { Button, Checkbox, Stack } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { FactList } from '#web/kit/FactList.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import type { Application } from '../questions.ts';
import classes from './ReviewSections.module.css';
import { ConflictDialog } from './reviewDialogs.tsx';

type Part = { application: Application };
const said = (words: string) => <span className={classes.said}>{words}</span>;

/** What waits for colleagues (`open`): a proposed decision, an exception; or what came of those that were answered. */
export function Opinions({ application, open }: Part & { open: boolean }) {
  return (
    <>
      <Proposals application={application} open={open} />
      <Exceptions application={application} open={open} />
    </>
  );
}

function Proposals({ application, open }: Part & { open: boolean }) {
  const chosen = application.review.proposals.filter(({ answer, ended }) => (answer === null && !ended) === open);
  return chosen.map(({ id, verdict, reason, tier, words, by, at, answer, ended }) => (
    <Section key={id} title={answer || ended ? 'Proposed decision' : 'Proposed decision, waiting for a second opinion'}>
      <FactList
        facts={[
          {
            name: 'Verdict',
            value: verdict === 'approved' ? `Approve${tier ? ` (${tier})` : ''}` : `Refuse: ${reason}`,
          },
          {
            name: 'Proposed by',
            value: (
              <>
                {by}, <RelativeTime instant={at} />
              </>
            ),
          },
          ...(words === '' ? [] : [{ name: 'Words to the applicant', value: said(words) }]),
          ...(answer
            ? [
                {
                  name: answer.agreed ? 'Agreed' : 'Disagreed',
                  value: (
                    <>
                      {answer.by ?? 'Somebody'}, <RelativeTime instant={answer.at} />: {said(answer.words)}
                    </>
                  ),
                },
              ]
            : []),
          ...(ended ? [{ name: 'Ended', value: 'Taken back, or overtaken by what happened.' }] : []),
        ]}
      />
    </Section>
  ));
}

/** The policy's list; who ticked what and when. */
export function Checklist({ application }: Part) {
  const { checklist } = application.review;
  const tick = useOperation((c) => c.programs.tickItem, { touches: ['programs'] });
  if (checklist.length === 0) return null;
  const open = checklist.filter(({ ticked }) => ticked === null).length;
  return (
    <Section
      title="Checklist"
      actions={
        <span className={classes.quiet} role="status">
          {open === 0 ? 'All ticked' : `${open} of ${checklist.length} open`}
        </span>
      }
    >
      <Stack gap={10}>
        {checklist.map(({ code, words, ticked }, n) => (
          <Checkbox
            key={code}
            size="xs"
            label={words}
            description={
              ticked ? (
                <>
                  {ticked.by}, <RelativeTime instant={ticked.at} />
                </>
              ) : null
            }
            checked={ticked !== null}
            disabled={!application.may.tick}
            data-checklist={n === 0 || undefined}
            onChange={(event) => tick.mutate({ id: application.id, item: code, ticked: event.currentTarget.checked })}
          />
        ))}
        {tick.isError ? <Problem error={tick.error} /> : null}
      </Stack>
    </Section>
  );
}

const STATES = { open: 'waits for others', granted: 'granted', denied: 'denied', ended: 'asked for no more' } as const;

function Exceptions({ application, open }: Part & { open: boolean }) {
  const takeBack = useOperation((c) => c.programs.takeBackException, { touches: ['programs', 'work'] });
  const chosen = application.review.exceptions.filter(({ state }) => (state === 'open') === open);
  return chosen.map(({ id, requirements, reason, by, at, needed, state, votes }) => (
    <Section
      key={id}
      title={`Exception: ${STATES[state]}`}
      actions={
        state === 'open' && application.may.takeBackException ? (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={takeBack.isPending}
            onClick={() => takeBack.mutate({ id: application.id })}
          >
            Take back
          </Button>
        ) : null
      }
    >
      <FactList
        facts={[
          { name: 'From', value: requirements.map(({ title }) => title).join(', ') },
          {
            name: 'Asked by',
            value: (
              <>
                {by}, <RelativeTime instant={at} />: {said(reason)}
              </>
            ),
          },
          ...votes.map((vote) => ({
            name: vote.agrees ? 'Agrees' : 'Disagrees',
            value: (
              <>
                {vote.by}, <RelativeTime instant={vote.at} />: {said(vote.words)}
              </>
            ),
          })),
          ...(state === 'open'
            ? [{ name: 'Needed', value: `${votes.filter(({ agrees }) => agrees).length} of ${needed} who agree` }]
            : []),
        ]}
      />
    </Section>
  ));
}

/** Who must not judge it; the viewer declares their own here. */
export function Conflicts({ application }: Part) {
  const [declaring, setDeclaring] = useState(false);
  const end = useOperation((c) => c.programs.endConflict, { touches: ['programs'] });
  const { conflicts } = application.review;
  const { may } = application;
  if (conflicts.length === 0 && !may.declareConflict) return null;
  return (
    <Section title="Conflicts of interest">
      <Stack gap={8} align="flex-start">
        {conflicts.length === 0 ? <p className={classes.quiet}>None is known.</p> : null}
        {conflicts.map(({ account, name, words, declared, mine }) => (
          <p key={account + words} className={classes.plain}>
            <b>{mine ? 'You' : name}</b>: {words}
            {declared ? '' : ' (seen by the house)'}
          </p>
        ))}
        {may.endConflict ? (
          <Button
            size="compact-xs"
            variant="default"
            loading={end.isPending}
            onClick={() => end.mutate({ id: application.id })}
          >
            Take own conflict back
          </Button>
        ) : may.declareConflict && !conflicts.some(({ mine }) => mine) ? (
          <Button size="compact-xs" variant="default" onClick={() => setDeclaring(true)}>
            Declare a conflict
          </Button>
        ) : null}
        {end.isError ? <Problem error={end.error} /> : null}
      </Stack>
      <ConflictDialog application={application} opened={declaring} onClose={() => setDeclaring(false)} />
    </Section>
  );
}
