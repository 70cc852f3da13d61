import { Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { counted, plural } from '#web/kit/plural.ts';
import { showDone, showUndo } from '#web/kit/UndoNotice.tsx';
import type { Application } from '../questions.ts';
import { ActDialog, type DialogProps, errorsOf, touches } from './ActDialog.tsx';
import classes from './decisionDialogs.module.css';

/** Approves, with words to the applicant if wanted; where two people decide it proposes the approval. */
export function ApproveDialog({ application, opened, onClose }: DialogProps) {
  const [words, setWords] = useState('');
  const { takes } = application.review;
  const [tier, setTier] = useState<string | null>(takes.usualTier);
  const [tried, setTried] = useState(false);
  const offerUndo = useOfferUndo(application);
  const second = takes.second.approved;
  const approve = useOperation((c) => c.programs.approveApplication, {
    touches,
    onDone: ({ finalAt }) => {
      onClose();
      offerUndo(`${application.number} approved.`, finalAt);
    },
  });
  const propose = usePropose(application, onClose);
  const { failed, open } = application.checks;
  const error = approve.error ?? propose.error;
  const wrong = errorsOf(error);
  return (
    <ActDialog
      title={`${second ? 'Propose to approve' : 'Approve'} ${application.project}`}
      opened={opened}
      onClose={onClose}
      submit={second ? 'Propose approval' : 'Approve application'}
      pending={approve.isPending || propose.isPending}
      error={error}
      onSubmit={() => {
        setTried(true);
        if (takes.tiers.length > 0 && tier === null) return;
        const input = { id: application.id, words, ...(tier === null ? {} : { tier }) };
        if (second) propose.mutate({ ...input, verdict: 'approved' });
        else approve.mutate(input);
      }}
    >
      {failed + open > 0 ? (
        <p className={classes.warning}>
          {failed > 0 ? `${failed} of the checks ${plural(failed, 'fails', 'fail')}. ` : ''}
          {open > 0 ? `${counted(open, 'is', 'are')} not certain. ` : ''}
          {exceptionWords(application)} Your approval stands above the checks, and is kept with your name and what they
          had found.
        </p>
      ) : null}
      <ChecklistWords application={application} />
      {takes.tiers.length > 0 ? (
        <Radio.Group
          label="Tier"
          description={
            takes.usualTier === null
              ? 'None fits by itself; choose one.'
              : 'The one that fits is chosen; take another where it should be.'
          }
          value={tier}
          onChange={setTier}
          error={wrong.tier ?? (tried && tier === null ? 'Choose the tier.' : null)}
        >
          <Stack gap={8} mt={6}>
            {takes.tiers.map(({ code, label }) => (
              <Radio key={code} value={code} label={label} size="xs" />
            ))}
          </Stack>
        </Radio.Group>
      ) : null}
      <Textarea
        label="Words to the applicant"
        description="Added to the mail, which names the next step: to accept the agreement. May stay empty."
        autosize
        minRows={3}
        maxRows={12}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        error={wrong.words}
        data-autofocus
      />
      {second ? <SecondWords /> : <UndoWords application={application} />}
    </ActDialog>
  );
}

/** Proposes a decision to a second person. */
function usePropose({ number }: Application, onClose: () => void) {
  return useOperation((c) => c.programs.proposeDecision, {
    touches,
    onDone: () => {
      onClose();
      showDone(`${number}: proposed. It is decided once another person agrees.`);
    },
  });
}

const SecondWords = () => (
  <p className={classes.quiet}>
    Nothing is decided yet: another person agrees or disagrees first. The applicant is told nothing.
  </p>
);

/** What of the checklist is open, said where it is decided. */
function ChecklistWords({ application }: { application: Application }) {
  const open = application.review.checklist.filter(({ ticked }) => ticked === null);
  if (open.length === 0) return null;
  return (
    <div className={classes.advice}>
      <p className={classes.adviceTitle}>{counted(open.length, 'entry', 'entries')} of the checklist not ticked yet:</p>
      <ul className={classes.adviceWords}>
        {open.map(({ code, words }) => (
          <li key={code}>{words}</li>
        ))}
      </ul>
    </div>
  );
}

/** Whether an exception covers what does not hold. */
function exceptionWords({ review: { exceptions } }: Application): string {
  const granted = exceptions.filter(({ state }) => state === 'granted').flatMap(({ requirements }) => requirements);
  if (granted.length > 0) return `An exception was granted from: ${granted.map(({ title }) => title).join(', ')}.`;
  return exceptions.some(({ state }) => state === 'open')
    ? 'An exception is asked for and not answered yet.'
    : 'No exception was granted.';
}

/** Refuses with a reason of the policy's list; shows the advice that the mail gives with it, and takes words of our own. */
export function RefuseDialog({ application, opened, onClose }: DialogProps) {
  const [reason, setReason] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const offerUndo = useOfferUndo(application);
  const refuse = useOperation((c) => c.programs.refuseApplication, {
    touches,
    onDone: ({ finalAt }) => {
      onClose();
      offerUndo(`${application.number} refused.`, finalAt);
    },
  });
  const second = application.review.takes.second.refused;
  const propose = usePropose(application, onClose);
  const error = refuse.error ?? propose.error;
  const chosen = application.policy.reasons.find(({ code }) => code === reason);
  const wrong = errorsOf(error);
  return (
    <ActDialog
      title={`${second ? 'Propose to refuse' : 'Refuse'} ${application.project}`}
      opened={opened}
      onClose={onClose}
      submit={second ? 'Propose refusal' : 'Refuse application'}
      danger
      pending={refuse.isPending || propose.isPending}
      error={error}
      onSubmit={() => {
        setTried(true);
        if (reason === null || words.trim() === '') return;
        if (second) propose.mutate({ id: application.id, verdict: 'refused', reason, words });
        else refuse.mutate({ id: application.id, reason, words });
      }}
    >
      <Radio.Group
        label="Reason"
        description="From the list of the policy; counted in the figures, and told to the applicant."
        value={reason}
        onChange={setReason}
        error={wrong.reason ?? (tried && reason === null ? 'Choose the reason.' : null)}
      >
        <Stack gap={8} mt={6}>
          {application.policy.reasons.map(({ code, label }) => (
            <Radio
              key={code}
              value={code}
              label={label}
              size="xs"
              data-autofocus={code === application.policy.reasons[0]?.code || undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label="Words to the applicant"
        description="What exactly stood in the way: which repository, which licence."
        autosize
        minRows={4}
        maxRows={14}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        error={wrong.words ?? (tried && words.trim() === '' ? 'Write what stood in the way.' : null)}
      />
      {chosen ? (
        <div className={classes.advice}>
          <p className={classes.adviceTitle}>The mail goes on, under “What you can do”:</p>
          <p className={classes.adviceWords}>{chosen.advice}</p>
        </div>
      ) : null}
      {second ? <SecondWords /> : <UndoWords application={application} />}
    </ActDialog>
  );
}

/** Asks the applicant; the clock pauses until the answer. */
export function AskDialog({ application, opened, onClose }: DialogProps) {
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const ask = useOperation((c) => c.programs.askApplicant, {
    touches,
    onDone: () => {
      onClose();
      setWords('');
      setTried(false);
      showDone('Asked by mail. The clock stands still until the answer.');
    },
  });
  return (
    <ActDialog
      title={`Ask ${application.applicantName ?? 'the applicant'}`}
      opened={opened}
      onClose={onClose}
      submit="Send question"
      pending={ask.isPending}
      error={ask.error}
      onSubmit={() => {
        setTried(true);
        if (words.trim() !== '') ask.mutate({ id: application.id, words });
      }}
    >
      <Textarea
        label="What we need to know"
        description="Mailed with the link to answer. One question is open at a time, so ask for everything at once."
        autosize
        minRows={5}
        maxRows={14}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        error={errorsOf(ask.error).words ?? (tried && words.trim() === '' ? 'Write what you need to know.' : null)}
        data-autofocus
      />
    </ActDialog>
  );
}

/** Confirms by hand that the coupon was redeemed. */
export function BookingDialog({ application, opened, onClose }: DialogProps) {
  const [reference, setReference] = useState('');
  const [tried, setTried] = useState(false);
  const confirm = useOperation((c) => c.programs.confirmBooking, {
    touches,
    onDone: () => {
      onClose();
      showDone('Booking confirmed. The membership is active.');
    },
  });
  return (
    <ActDialog
      title="Confirm booking"
      opened={opened}
      onClose={onClose}
      submit="Confirm booking"
      pending={confirm.isPending}
      error={confirm.error}
      onSubmit={() => {
        setTried(true);
        if (reference.trim() !== '') confirm.mutate({ id: application.id, reference });
      }}
    >
      <TextInput
        label="Order number in the shop"
        description="So that a colleague finds the booking again. The term begins now."
        maxLength={200}
        value={reference}
        onChange={(event) => setReference(event.currentTarget.value)}
        error={
          errorsOf(confirm.error).reference ?? (tried && reference.trim() === '' ? 'Write the order number.' : null)
        }
        data-autofocus
      />
    </ActDialog>
  );
}

function UndoWords({ application }: { application: Application }) {
  const { undoMinutes } = application.policy;
  return (
    <p className={classes.quiet}>
      {undoMinutes === 0
        ? 'It takes effect at once and cannot be undone.'
        : `It takes effect after ${counted(undoMinutes, 'minute')}; until then it can be undone, and the applicant is told nothing.`}
    </p>
  );
}

/** After a decision: offers to undo it as long as it can be. */
function useOfferUndo({ id }: Application) {
  const queries = useQueryClient();
  return (words: string, until: string) => {
    if (Date.parse(until) - Date.now() < 1500) return showDone(words);
    showUndo({
      words,
      until,
      undo: async () => {
        await client.programs.undoDecision({ id });
        await queries.invalidateQueries();
      },
    });
  };
}
