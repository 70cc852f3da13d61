import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { NextAction } from '#web/kit/RecordPage.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { leftWords, showDone } from '#web/kit/UndoNotice.tsx';
import { nextWords } from '../nextWords.ts';
import type { Application } from '../questions.ts';
import { ActButton } from './ActButton.tsx';
import { AppealDialog, ReopenDialog } from './againDialogs.tsx';
import { ApproveDialog, AskDialog, BookingDialog, RefuseDialog } from './decisionDialogs.tsx';
import { ExceptionAnswerDialog, ExceptionDialog, OpinionDialog } from './reviewDialogs.tsx';
import { ScoreDialog } from './ScoreSection.tsx';
import { MoreTimeDialog } from './silenceDialog.tsx';
import { useClaim } from './useClaim.ts';
import { useSecondsUntil } from './useSeconds.ts';

type Act =
  | 'approve'
  | 'refuse'
  | 'ask'
  | 'booking'
  | 'appeal'
  | 'reopen'
  | 'time'
  | 'opinion'
  | 'except'
  | 'answer-exception'
  | 'score'
  | null;

/** What is to be done next with an application and why, with its buttons. `keys`: their letters press them (on the record's page). */
export function NextStep({ application, keys }: { application: Application; keys: boolean }) {
  const [act, setAct] = useState<Act>(null);
  const claim = useClaim();
  const undo = useOperation((c) => c.programs.undoDecision, {
    touches: ['programs'],
    onDone: () => {
      // The notice of the decision still offers the same undo.
      notifications.clean();
      showDone('Decision undone. The applicant was told nothing.');
    },
  });
  const remind = useOperation((c) => c.programs.remindApplicant, {
    touches: ['programs'],
    onDone: () => showDone('Reminded by mail.'),
  });
  const { may, decision } = application;
  const { silence, takes, mayNot, scoring } = application.review;
  const scored = scoring?.sheets.some(({ mine }) => mine) === true;
  const takeBack = useOperation((c) => c.programs.takeBackProposal, {
    touches: ['programs', 'work'],
    onDone: () => showDone('Taken back. Nothing was decided.'),
  });
  const finalAt = decision && !decision.settled ? decision.finalAt : null;
  const left = useSecondsUntil(finalAt);
  const letter = (key: string) => (keys ? key : null);
  const close = () => setAct(null);
  return (
    <>
      <NextAction
        words={
          <>
            {nextWords(application)}
            {finalAt === null ? null : left > 0 ? (
              <> It takes effect in {leftWords(left)}; until then the applicant is told nothing.</>
            ) : (
              <> It takes effect now.</>
            )}
            {mayNot.decide ? <> {mayNot.decide}</> : null}
            {mayNot.answerProposal ? <> {mayNot.answerProposal}</> : null}
            {silence ? (
              <>
                {' '}
                Without an answer it ends <RelativeTime instant={silence.endsAt} />
                {silence.told ? ', as the applicant was told.' : '.'}
              </>
            ) : null}
            {application.question ? (
              <>
                {' '}
                Asked <RelativeTime instant={application.question.at} />.
              </>
            ) : null}
          </>
        }
      >
        {may.score ? (
          <ActButton variant={scored ? 'default' : 'filled'} letter={letter('k')} onPress={() => setAct('score')}>
            {scored ? 'Score again' : 'Score application'}
          </ActButton>
        ) : null}
        {may.answerProposal ? (
          <ActButton letter={letter('s')} onPress={() => setAct('opinion')}>
            Give second opinion
          </ActButton>
        ) : null}
        {may.approve || (may.propose && takes.second.approved) ? (
          <ActButton
            variant={application.checks.failed + application.checks.open === 0 ? 'filled' : 'default'}
            letter={letter('a')}
            onPress={() => setAct('approve')}
          >
            {takes.second.approved ? 'Propose approval' : 'Approve application'}
          </ActButton>
        ) : null}
        {may.refuse || (may.propose && takes.second.refused) ? (
          <ActButton variant="default" letter={letter('r')} onPress={() => setAct('refuse')}>
            {takes.second.refused ? 'Propose refusal' : 'Refuse application'}
          </ActButton>
        ) : null}
        {may.ask ? (
          <ActButton variant="default" letter={letter('n')} onPress={() => setAct('ask')}>
            Ask for information
          </ActButton>
        ) : null}
        {may.takeBackProposal ? (
          <ActButton
            variant="default"
            letter={letter('z')}
            loading={takeBack.isPending}
            onPress={() => takeBack.mutate({ id: application.id })}
          >
            Take proposal back
          </ActButton>
        ) : null}
        {may.answerException ? (
          <ActButton variant="default" letter={letter('v')} onPress={() => setAct('answer-exception')}>
            Answer exception
          </ActButton>
        ) : null}
        {may.askException ? (
          <ActButton variant="default" letter={letter('v')} onPress={() => setAct('except')}>
            Ask for exception
          </ActButton>
        ) : null}
        {may.remind ? (
          <ActButton
            variant="default"
            letter={letter('e')}
            loading={remind.isPending}
            onPress={() => remind.mutate({ id: application.id })}
          >
            Remind applicant
          </ActButton>
        ) : null}
        {may.giveMoreTime ? (
          <ActButton variant="default" letter={letter('m')} onPress={() => setAct('time')}>
            Give more time
          </ActButton>
        ) : null}
        {may.claim && application.waitingFor !== 'nobody' ? (
          <ActButton variant="default" letter={letter('c')} onPress={() => void claim([application])}>
            Claim application
          </ActButton>
        ) : null}
        {may.undo && left > 0 ? (
          <ActButton
            variant="default"
            letter={letter('z')}
            loading={undo.isPending}
            onPress={() => undo.mutate({ id: application.id })}
          >
            Undo decision
          </ActButton>
        ) : null}
        {may.confirmBooking ? (
          <ActButton letter={letter('b')} onPress={() => setAct('booking')}>
            Confirm booking
          </ActButton>
        ) : null}
        {may.answerAppeal ? (
          <ActButton letter={letter('p')} onPress={() => setAct('appeal')}>
            Answer appeal
          </ActButton>
        ) : null}
        {may.reopen ? (
          <ActButton variant="default" letter={letter('o')} onPress={() => setAct('reopen')}>
            Re-open application
          </ActButton>
        ) : null}
      </NextAction>
      {takeBack.isError ? <Problem error={takeBack.error} /> : null}
      {remind.isError ? <Problem error={remind.error} /> : null}
      {undo.isError ? <Problem error={undo.error} /> : null}
      <ApproveDialog application={application} opened={act === 'approve'} onClose={close} />
      <RefuseDialog application={application} opened={act === 'refuse'} onClose={close} />
      <AskDialog application={application} opened={act === 'ask'} onClose={close} />
      <ScoreDialog application={application} opened={act === 'score'} onClose={close} />
      <OpinionDialog application={application} opened={act === 'opinion'} onClose={close} />
      <ExceptionDialog application={application} opened={act === 'except'} onClose={close} />
      <ExceptionAnswerDialog application={application} opened={act === 'answer-exception'} onClose={close} />
      <MoreTimeDialog application={application} opened={act === 'time'} onClose={close} />
      <AppealDialog application={application} opened={act === 'appeal'} onClose={close} />
      <ReopenDialog application={application} opened={act === 'reopen'} onClose={close} />
      <BookingDialog application={application} opened={act === 'booking'} onClose={close} />
    </>
  );
}
