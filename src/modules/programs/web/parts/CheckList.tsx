import { Button } from '@mantine/core';
import { useOperation } from '#web/ask.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Evidence } from '#web/kit/Evidence.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import type { Application } from '../questions.ts';
import { evidenceOf } from './checkEvidence.tsx';

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
          ...evidenceOf(check),
          source: check.finishedAt === null ? 'Asked for' : null,
          at: check.finishedAt ?? check.askedAt,
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
