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

/** Approves, with words to the applicant if wanted. */
export function ApproveDialog({ application, opened, onClose }: DialogProps) {
  const [words, setWords] = useState('');
  const offerUndo = useOfferUndo(application);
  const approve = useOperation((c) => c.programs.approveApplication, {
    touches,
    onDone: ({ finalAt }) => {
      onClose();
      offerUndo(`${application.number} approved.`, finalAt);
    },
  });
  const { failed, open } = application.checks;
  return (
    <ActDialog
      title={`Approve ${application.project}`}
      opened={opened}
      onClose={onClose}
      submit="Approve application"
      pending={approve.isPending}
      error={approve.error}
      onSubmit={() => approve.mutate({ id: application.id, words })}
    >
      {failed + open > 0 ? (
        <p className={classes.warning}>
          {failed > 0 ? `${failed} of the checks ${plural(failed, 'fails', 'fail')}. ` : ''}
          {open > 0 ? `${counted(open, 'is', 'are')} not certain. ` : ''}
          Your approval stands above the checks, and is kept with your name and what they had found.
        </p>
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
        error={errorsOf(approve.error).words}
        data-autofocus
      />
      <UndoWords application={application} />
    </ActDialog>
  );
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
  const chosen = application.policy.reasons.find(({ code }) => code === reason);
  const wrong = errorsOf(refuse.error);
  return (
    <ActDialog
      title={`Refuse ${application.project}`}
      opened={opened}
      onClose={onClose}
      submit="Refuse application"
      danger
      pending={refuse.isPending}
      error={refuse.error}
      onSubmit={() => {
        setTried(true);
        if (reason !== null && words.trim() !== '') refuse.mutate({ id: application.id, reason, words });
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
      <UndoWords application={application} />
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
