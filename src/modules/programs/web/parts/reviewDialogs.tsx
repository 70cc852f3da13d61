import { Checkbox, Radio, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { ActDialog, type DialogProps, errorsOf, touches } from './ActDialog.tsx';
import classes from './decisionDialogs.module.css';

type Choice = { value: string; label: string };

/** Yes or no to what somebody else wants, with words: a second opinion, or an exception. */
function AnswerDialog(props: {
  title: string;
  asked: { who: string; words: string };
  choices: readonly Choice[];
  label: string;
  submit: string;
  opened: boolean;
  onClose: () => void;
  pending: boolean;
  error: Error | null;
  onSend: (yes: boolean, words: string) => void;
}) {
  const [choice, setChoice] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const wrong = errorsOf(props.error);
  return (
    <ActDialog
      title={props.title}
      opened={props.opened}
      onClose={props.onClose}
      submit={props.submit}
      pending={props.pending}
      error={props.error}
      onSubmit={() => {
        setTried(true);
        if (choice !== null && words.trim() !== '') props.onSend(choice === 'yes', words);
      }}
    >
      <div className={classes.advice}>
        <p className={classes.adviceTitle}>{props.asked.who}:</p>
        <p className={classes.adviceWords}>{props.asked.words}</p>
      </div>
      <Radio.Group
        label="Your answer"
        value={choice}
        onChange={setChoice}
        error={tried && choice === null ? 'Say yes or no.' : null}
      >
        <Stack gap={8} mt={6}>
          {props.choices.map(({ value, label }, n) => (
            <Radio key={value} value={value} label={label} size="xs" data-autofocus={n === 0 || undefined} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={props.label}
        description="Kept among colleagues, with your name."
        autosize
        minRows={3}
        maxRows={12}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        error={wrong.words ?? (tried && words.trim() === '' ? 'Write why.' : null)}
      />
    </ActDialog>
  );
}

/** Gives the second opinion on a proposed decision. */
export function OpinionDialog({ application, opened, onClose }: DialogProps) {
  const answer = useOperation((c) => c.programs.answerProposal, {
    touches,
    onDone: ({ finalAt }) => {
      onClose();
      showDone(finalAt === null ? 'Disagreed. It is open again.' : `${application.number} is decided, by both of you.`);
    },
  });
  const proposal = application.review.proposals.find((each) => each.answer === null && !each.ended);
  const what =
    proposal?.verdict === 'refused'
      ? `refuse (${proposal.reason})`
      : `approve${proposal?.tier ? ` (${proposal.tier})` : ''}`;
  return (
    <AnswerDialog
      title={`Second opinion on ${application.project}`}
      asked={{
        who: `${proposal?.by ?? ''} proposes to ${what}`,
        words: proposal?.words || 'Without words to the applicant.',
      }}
      choices={[
        { value: 'yes', label: 'Agree: it is decided so, in both names' },
        { value: 'no', label: 'Disagree: it is open again' },
      ]}
      label="Why"
      submit="Give second opinion"
      opened={opened}
      onClose={onClose}
      pending={answer.isPending}
      error={answer.error}
      onSend={(agrees, words) => answer.mutate({ id: application.id, agrees, words })}
    />
  );
}

/** Agrees to an exception that somebody asked for, or not. */
export function ExceptionAnswerDialog({ application, opened, onClose }: DialogProps) {
  const answer = useOperation((c) => c.programs.answerException, {
    touches,
    onDone: ({ outcome }) => {
      onClose();
      showDone(EXCEPTION_DONE[outcome]);
    },
  });
  const asked = application.review.exceptions.find(({ state }) => state === 'open');
  const from = asked?.requirements.map(({ title }) => title).join(', ') ?? '';
  return (
    <AnswerDialog
      title={`Exception for ${application.project}`}
      asked={{ who: `${asked?.by ?? ''} asks for an exception from: ${from}`, words: asked?.reason ?? '' }}
      choices={[
        { value: 'yes', label: 'Agree to the exception' },
        { value: 'no', label: 'Disagree: there is no exception' },
      ]}
      label="Why"
      submit="Answer"
      opened={opened}
      onClose={onClose}
      pending={answer.isPending}
      error={answer.error}
      onSend={(agrees, words) => answer.mutate({ id: application.id, agrees, words })}
    />
  );
}

const EXCEPTION_DONE = {
  granted: 'The exception is granted.',
  denied: 'The exception is denied.',
  open: 'Agreed. Others have to agree, too.',
} as const;

/** Asks for an exception from requirements that are not met. */
export function ExceptionDialog({ application, opened, onClose }: DialogProps) {
  const [requirements, setRequirements] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const ask = useOperation((c) => c.programs.askException, {
    touches,
    onDone: () => {
      onClose();
      showDone('Asked. Those who may agree see it under “Needs me”.');
    },
  });
  const unmet = application.checkList.filter(({ state }) => state !== 'passed');
  return (
    <ActDialog
      title={`Ask for an exception for ${application.project}`}
      opened={opened}
      onClose={onClose}
      submit="Ask for exception"
      pending={ask.isPending}
      error={ask.error}
      onSubmit={() => {
        setTried(true);
        if (requirements.length > 0 && reason.trim() !== '') ask.mutate({ id: application.id, requirements, reason });
      }}
    >
      <Checkbox.Group
        label="From which requirements"
        value={requirements}
        onChange={setRequirements}
        error={tried && requirements.length === 0 ? 'Choose at least one.' : null}
      >
        <Stack gap={8} mt={6}>
          {unmet.map(({ name, title }, n) => (
            <Checkbox key={name} value={name} label={title} size="xs" data-autofocus={n === 0 || undefined} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Textarea
        label="Reason"
        description="Why it should be approved all the same. Kept with the decision."
        autosize
        minRows={3}
        maxRows={12}
        maxLength={4000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={errorsOf(ask.error).reason ?? (tried && reason.trim() === '' ? 'Write the reason.' : null)}
      />
    </ActDialog>
  );
}

/** Declares a conflict of interest of the viewer. */
export function ConflictDialog({ application, opened, onClose }: DialogProps) {
  const [about, setAbout] = useState<string>('application');
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const declare = useOperation((c) => c.programs.declareConflict, {
    touches,
    onDone: () => {
      onClose();
      showDone('Declared. You are given nothing of it, and others decide.');
    },
  });
  return (
    <ActDialog
      title="Declare a conflict of interest"
      opened={opened}
      onClose={onClose}
      submit="Declare conflict"
      pending={declare.isPending}
      error={declare.error}
      onSubmit={() => {
        setTried(true);
        if (words.trim() !== '')
          declare.mutate({ id: application.id, about: about as 'application' | 'organisation' | 'person', words });
      }}
    >
      <Radio.Group label="With what" value={about} onChange={setAbout}>
        <Stack gap={8} mt={6}>
          <Radio value="application" label="This application alone" size="xs" data-autofocus />
          {application.organisation ? (
            <Radio value="organisation" label={`Whatever comes from ${application.organisation.name}`} size="xs" />
          ) : null}
          <Radio value="person" label="Whatever comes from this applicant" size="xs" />
        </Stack>
      </Radio.Group>
      <Textarea
        label="What it is"
        description="Colleagues see it. You cannot decide or score, and it is not given to you by turns."
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        error={errorsOf(declare.error).words ?? (tried && words.trim() === '' ? 'Write what it is.' : null)}
      />
    </ActDialog>
  );
}
