import { Button } from '@mantine/core';
import { useOperation } from '#web/ask.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Evidence, type Verdict } from '#web/kit/Evidence.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import type { Application } from '../questions.ts';

type Check = Application['checkList'][number];

const verdicts: Record<Check['state'], Verdict> = {
  passed: 'holds',
  failed: 'fails',
  unsure: 'unclear',
  unavailable: 'unclear',
  running: 'running',
  waiting: 'running',
};
const findings: Record<Check['evidence'][number]['finding'], Verdict> = {
  good: 'holds',
  bad: 'fails',
  unclear: 'unclear',
  unavailable: 'unclear',
};
const words: Record<Check['state'], string> = {
  passed: 'Holds.',
  failed: 'Fails.',
  unsure: 'Not certain: look yourself.',
  unavailable: 'Could not be looked at. Run it again later.',
  running: 'At work.',
  waiting: 'Waits for its turn, or for the applicant.',
};

/** The checks of an application: state, words, every finding with its source and time, and a way to run each again. */
export function CheckList({ application }: { application: Application }) {
  const rerun = useOperation((c) => c.programs.rerunCheck, { touches: ['programs'] });
  if (application.checkList.length === 0) {
    return <EmptyState title="No checks yet">They begin once the applicant has confirmed the mail address.</EmptyState>;
  }
  return (
    <>
      {rerun.isError ? <Problem error={rerun.error} /> : null}
      <Evidence
        items={application.checkList.map((check) => ({
          id: check.id,
          requirement: check.title,
          verdict: verdicts[check.state],
          found: check.words || words[check.state],
          source: check.finishedAt === null ? 'Asked for' : null,
          at: check.finishedAt ?? check.askedAt,
          parts: check.evidence.map((finding, place) => ({
            id: `${check.id}:${place}`,
            verdict: findings[finding.finding],
            words: <Finding finding={finding} />,
          })),
          actions:
            application.may.rerun && check.state !== 'running' ? (
              <Button
                size="compact-xs"
                variant="subtle"
                style={{ flex: 'none' }}
                aria-label={`Run again: ${check.title}`}
                loading={rerun.isPending && rerun.variables?.check === check.name}
                onClick={() => rerun.mutate({ id: application.id, check: check.name })}
              >
                Run again
              </Button>
            ) : null,
        }))}
      />
    </>
  );
}

function Finding({ finding }: { finding: Check['evidence'][number] }) {
  const { subject, href } = finding;
  return (
    <>
      {href !== null && /^https?:/.test(href) ? (
        <a href={href} target="_blank" rel="noreferrer noopener">
          {subject}
        </a>
      ) : (
        subject
      )}
      : {finding.words}{' '}
      <span style={{ color: 'var(--gh-text-2)' }}>
        ({finding.source}, <RelativeTime instant={finding.at} />)
      </span>
    </>
  );
}
