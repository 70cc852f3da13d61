import { Select, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { CopyText } from '#web/kit/CopyText.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { type Application, verifications } from '../questions.ts';
import { ActButton } from './ActButton.tsx';
import { ActDialog, errorsOf, touches } from './ActDialog.tsx';
import classes from './Documents.module.css';

const WORDS = {
  initialised: 'Begun; not known whether it goes on or was given up',
  succeeded: 'Verified',
  rejected: 'Not verified',
};

/** What the verifier was asked and said, the code that stands in for it, and the word of the team where it verifies itself. */
export function Verification({ application }: { application: Application }) {
  const asks = application.checkList.some(({ name }) => name === 'external-verifier');
  const { data, error } = useQuery({ ...verifications(application.id), enabled: asks });
  const [act, setAct] = useState<'report' | 'bypass' | null>(null);
  if (!asks) return null;
  if (error) return <Problem error={error} />;
  if (!data?.verifier) return null;
  const { verifier, bypass } = data;
  return (
    <Section title="Verifier">
      <p className={classes.quiet}>
        {verifier.local ? 'The team verifies this by hand.' : `${verifier.name} verifies this.`}
        {verifier.on ? '' : ' It is not in use at the moment: see Programs, Verifiers.'}
      </p>
      {data.verifications.map((one) => (
        <article key={one.id} className={classes.document} aria-label={`Verification ${one.tracking}`}>
          <FactList
            facts={[
              { name: 'Tracking id', value: <code style={{ overflowWrap: 'anywhere' }}>{one.tracking}</code> },
              { name: 'Asked', value: <RelativeTime instant={one.askedAt} /> },
              ...one.reports.map((report) => ({
                name: WORDS[report.status],
                value: (
                  <>
                    <RelativeTime instant={report.at} /> {report.feedback === '' ? '' : `“${report.feedback}”`}
                  </>
                ),
              })),
            ]}
          />
        </article>
      ))}
      {bypass ? (
        <FactList
          facts={[
            { name: 'Code made', value: <RelativeTime instant={bypass.madeAt} /> },
            { name: 'Why', value: bypass.words },
            bypass.usedAt
              ? { name: 'Entered', value: <RelativeTime instant={bypass.usedAt} /> }
              : { name: 'Counts until', value: <RelativeTime instant={bypass.expiresAt} /> },
          ]}
        />
      ) : null}
      <div className={classes.actions}>
        {data.mayReport ? (
          <ActButton letter="y" onPress={() => setAct('report')}>
            Say what it came to
          </ActButton>
        ) : null}
        {data.mayBypass ? (
          <ActButton variant="default" letter={null} onPress={() => setAct('bypass')}>
            Make a code
          </ActButton>
        ) : null}
      </div>
      {act === 'report' ? <ReportDialog application={application} onClose={() => setAct(null)} /> : null}
      {act === 'bypass' ? (
        <BypassDialog application={application} days={verifier.bypassDays} onClose={() => setAct(null)} />
      ) : null}
    </Section>
  );
}

function ReportDialog({ application, onClose }: { application: Application; onClose: () => void }) {
  const [status, setStatus] = useState<'succeeded' | 'rejected'>('succeeded');
  const [feedback, setFeedback] = useState('');
  const report = useOperation((c) => c.programs.reportVerification, { touches, onDone: onClose });
  return (
    <ActDialog
      title="What the verification came to"
      opened
      onClose={onClose}
      submit="Write it down"
      pending={report.isPending}
      error={report.error}
      onSubmit={() => report.mutate({ id: application.id, status, feedback })}
    >
      <Select
        label="Outcome"
        allowDeselect={false}
        data={[
          { value: 'succeeded', label: 'Verified' },
          { value: 'rejected', label: 'Not verified' },
        ]}
        value={status}
        onChange={(value) => setStatus(value === 'rejected' ? 'rejected' : 'succeeded')}
      />
      <Textarea
        label="Words"
        description="The applicant reads them with the outcome. May stay empty."
        autosize
        minRows={2}
        maxLength={2000}
        value={feedback}
        onChange={(event) => setFeedback(event.currentTarget.value)}
        error={errorsOf(report.error).feedback}
      />
    </ActDialog>
  );
}

function BypassDialog({ application, days, onClose }: { application: Application; days: number; onClose: () => void }) {
  const [words, setWords] = useState('');
  const make = useOperation((c) => c.programs.makeBypassCode, { touches });
  return (
    <ActDialog
      title="Make a code that stands in for the verifier"
      opened
      onClose={onClose}
      submit={make.data ? 'Close' : 'Make code'}
      pending={make.isPending}
      error={make.error}
      onSubmit={() => (make.data ? onClose() : make.mutate({ id: application.id, words }))}
    >
      {make.data ? (
        <>
          <p role="status">
            The code is shown this once. Send it to the applicant yourself; it counts until{' '}
            <RelativeTime instant={make.data.expiresAt} />.
          </p>
          <CopyText text={make.data.code} />
        </>
      ) : (
        <Textarea
          label="Why"
          description={`Colleagues read it. The applicant enters the code on the status page within ${days} days; then the check passes. Older codes end.`}
          autosize
          minRows={2}
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          error={errorsOf(make.error).words}
          data-autofocus
        />
      )}
    </ActDialog>
  );
}
