import { Button, Stack, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { FactList } from '#web/kit/FactList.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { type Application, documents, type SentDocument } from '../questions.ts';
import { ActButton } from './ActButton.tsx';
import { ActDialog, errorsOf, touches } from './ActDialog.tsx';
import classes from './Documents.module.css';

const states = {
  accepted: <StateBadge state="done" word="Accepted" plain />,
  rejected: <StateBadge state="late" word="Rejected" plain />,
  open: <StateBadge state="at-risk" word="To be looked at" plain />,
};

/** The documents that an applicant sent to show something: to look at, and to accept or reject with words. */
export function Documents({ application }: { application: Application }) {
  const asks = application.checkList.some(({ name }) => name === 'document');
  const { data, error } = useQuery({ ...documents(application.id), enabled: asks });
  if (!asks) return null;
  if (error) return <Problem error={error} />;
  if (!data || data.shows === null) return null;
  const left = data.attempts - data.documents.length;
  return (
    <Section title="Documents">
      <p className={classes.quiet}>
        Asked for: {data.shows} {left === 0 ? 'No try is left.' : `${left} of ${data.attempts} tries left.`} Deleted{' '}
        {data.purgeDays} days after the decision.
      </p>
      {data.documents.length === 0 ? <p className={classes.quiet}>Nothing was sent yet.</p> : null}
      {data.documents.map((one) => (
        <One key={one.id} application={application} document={one} />
      ))}
    </Section>
  );
}

function One({ application, document }: { application: Application; document: SentDocument }) {
  const [looking, setLooking] = useState(false);
  const [judging, setJudging] = useState<'accepted' | 'rejected' | null>(null);
  const file = `/programs/applications/${application.id}/documents/${document.id}/file`;
  const isPicture = document.mediaType.startsWith('image/');
  return (
    <article className={classes.document} aria-label={`Try ${document.attempt}`}>
      <p className={classes.head}>
        <b>Try {document.attempt}</b> <span>{document.name}</span> {states[document.verdict ?? 'open']}
      </p>
      <FactList
        facts={[
          { name: 'Dated', value: document.datedOn },
          { name: 'Sent', value: <RelativeTime instant={document.sentAt} /> },
          ...(document.judgedAt
            ? [
                {
                  name: 'Judged',
                  value: (
                    <>
                      {document.judgedBy ?? 'A former colleague'}, <RelativeTime instant={document.judgedAt} />
                    </>
                  ),
                },
              ]
            : []),
          ...(document.words === '' ? [] : [{ name: 'Words', value: document.words }]),
          ...(document.purgedAt ? [{ name: 'Deleted', value: <RelativeTime instant={document.purgedAt} /> }] : []),
        ]}
      />
      {document.purgedAt ? null : (
        <div className={classes.actions}>
          {isPicture ? (
            <ActButton
              variant="default"
              letter={document.mayJudge ? 'l' : null}
              onPress={() => setLooking((before) => !before)}
            >
              {looking ? 'Hide picture' : 'View picture'}
            </ActButton>
          ) : null}
          <Button component="a" variant="default" href={file} download>
            Save file ({Math.max(1, Math.round(document.size / 1024)).toLocaleString('en')} KB)
          </Button>
          {document.mayJudge ? (
            <>
              <ActButton letter="d" onPress={() => setJudging('accepted')}>
                Accept document
              </ActButton>
              <ActButton variant="default" letter="x" onPress={() => setJudging('rejected')}>
                Reject document
              </ActButton>
            </>
          ) : null}
        </div>
      )}
      {looking ? (
        <iframe
          className={classes.picture}
          sandbox=""
          title={`Try ${document.attempt}: ${document.name}`}
          src={`${file}?show=yes`}
        />
      ) : null}
      {judging ? (
        <Judge application={application} document={document} verdict={judging} onClose={() => setJudging(null)} />
      ) : null}
    </article>
  );
}

type JudgeProps = {
  application: Application;
  document: SentDocument;
  verdict: 'accepted' | 'rejected';
  onClose: () => void;
};

function Judge({ application, document, verdict, onClose }: JudgeProps) {
  const [words, setWords] = useState('');
  const [datedOn, setDatedOn] = useState(document.datedOn);
  const judge = useOperation((c) => c.programs.judgeDocument, { touches, onDone: onClose });
  const wrong = errorsOf(judge.error);
  const accepts = verdict === 'accepted';
  return (
    <ActDialog
      title={accepts ? 'Accept document' : 'Reject document'}
      opened
      onClose={onClose}
      submit={accepts ? 'Accept document' : 'Reject document'}
      danger={!accepts}
      pending={judge.isPending}
      error={judge.error}
      onSubmit={() => judge.mutate({ id: application.id, document: document.id, verdict, words, datedOn })}
    >
      <Stack gap={12}>
        <TextInput
          type="date"
          label="Date on the document"
          description="As the applicant gave it; put it right where the document says another one."
          w={220}
          value={datedOn}
          onChange={(event) => setDatedOn(event.currentTarget.value)}
          error={wrong.datedOn}
        />
        <Textarea
          label={accepts ? 'Words for colleagues and the applicant' : 'Why it is not accepted'}
          description={
            accepts
              ? 'May stay empty.'
              : 'The applicant reads it on the status page and by mail, and can use the next try.'
          }
          autosize
          minRows={3}
          maxRows={10}
          maxLength={4000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          error={wrong.words}
          data-autofocus
        />
      </Stack>
    </ActDialog>
  );
}
