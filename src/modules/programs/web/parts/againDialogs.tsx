import { Radio, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { ActDialog, type DialogProps, errorsOf, touches } from './ActDialog.tsx';
import classes from './decisionDialogs.module.css';

/** Takes what was refused or fell silent up again, with words to the applicant. */
export function ReopenDialog({ application, opened, onClose }: DialogProps) {
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const reopen = useOperation((c) => c.programs.reopenApplication, {
    touches,
    onDone: () => {
      onClose();
      setWords('');
      setTried(false);
      showDone(`${application.number} is open again. The applicant is mailed.`);
    },
  });
  return (
    <ActDialog
      title={`Re-open ${application.project}`}
      opened={opened}
      onClose={onClose}
      submit="Re-open application"
      pending={reopen.isPending}
      error={reopen.error}
      onSubmit={() => {
        setTried(true);
        if (words.trim() !== '') reopen.mutate({ id: application.id, words });
      }}
    >
      <Textarea
        label="Words to the applicant"
        description="Why we look again. Mailed to them, and kept beside the earlier decision."
        autosize
        minRows={4}
        maxRows={14}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        error={errorsOf(reopen.error).words ?? (tried && words.trim() === '' ? 'Write why we look again.' : null)}
        data-autofocus
      />
      <p className={classes.quiet}>
        The clock begins anew: a decision is promised within {application.clock.promiseDays} business days from now. The
        earlier end stays in the history and in the figures.
      </p>
    </ActDialog>
  );
}

/** Answers an appeal: what was refused, what the applicant says to it, and what the viewer finds. */
export function AppealDialog({ application, opened, onClose }: DialogProps) {
  const [verdict, setVerdict] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const answer = useOperation((c) => c.programs.answerAppeal, {
    touches,
    onDone: () => {
      onClose();
      showDone(verdict === 'upheld' ? 'Appeal upheld; the application is open again.' : 'Appeal denied.');
    },
  });
  const appeal = application.review.appeals.find((each) => each.answer === null);
  const wrong = errorsOf(answer.error);
  return (
    <ActDialog
      title={`Answer the appeal of ${application.number}`}
      opened={opened}
      onClose={onClose}
      submit="Answer appeal"
      pending={answer.isPending}
      error={answer.error}
      onSubmit={() => {
        setTried(true);
        if (verdict !== null && words.trim() !== '')
          answer.mutate({ id: application.id, upheld: verdict === 'upheld', words });
      }}
    >
      {appeal ? (
        <div className={classes.advice}>
          <p className={classes.adviceTitle}>The applicant writes:</p>
          <p className={classes.adviceWords}>{appeal.words}</p>
        </div>
      ) : null}
      <Radio.Group
        label="Your answer"
        description={`The decision was made by ${application.decision?.by ?? 'the rule'}; you judge it afresh.`}
        value={verdict}
        onChange={setVerdict}
        error={wrong.upheld ?? (tried && verdict === null ? 'Say whether you uphold it.' : null)}
      >
        <Stack gap={8} mt={6}>
          <Radio value="upheld" label="Uphold: we look at the application again" size="xs" data-autofocus />
          <Radio value="denied" label="Deny: the decision stands" size="xs" />
        </Stack>
      </Radio.Group>
      <Textarea
        label="Words to the applicant"
        description="Why. Mailed to them, and shown on their page."
        autosize
        minRows={4}
        maxRows={14}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        error={wrong.words ?? (tried && words.trim() === '' ? 'Write why.' : null)}
      />
    </ActDialog>
  );
}
