import { Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { moveWords } from '../moveWords.ts';
import { ActDialog, type DialogProps, errorsOf, touches } from './ActDialog.tsx';

/** Has one application judged by the version in force: what would become of it, and why it is done. */
export function MoveDialog({ application, opened, onClose }: DialogProps) {
  const { id, number, policy } = application;
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const preview = useQuery({
    ...ask((c) => c.programs.previewMove, { id, version: policy.newest }),
    enabled: opened,
    staleTime: 0,
  });
  const move = useOperation((c) => c.programs.moveApplication, {
    touches,
    onDone: ({ asked }) => {
      onClose();
      setReason('');
      setTried(false);
      showDone(
        `${number} is judged by version ${policy.newest} now.${asked ? ' The applicant was asked for what is missing.' : ''}`,
      );
    },
  });
  const shown = preview.data;
  const words = shown ? moveWords(shown) : [];
  return (
    <ActDialog
      title={`Move ${application.project} to version ${policy.newest}`}
      opened={opened}
      onClose={onClose}
      submit={`Move to version ${policy.newest}`}
      pending={move.isPending || preview.isPending}
      error={move.error}
      onSubmit={() => {
        setTried(true);
        if (reason.trim() !== '') move.mutate({ id, version: policy.newest, reason });
      }}
    >
      {preview.error ? <Problem error={preview.error} /> : null}
      {shown?.objection ? <p>It cannot be moved now. {shown.objection.words}</p> : null}
      {shown && !shown.objection ? (
        <div>
          <p>
            It is judged by version {shown.version} now. {shown.checks.kept.length} of its checks stay as they are.
            {words.length === 0 ? ' Nothing else becomes another.' : ''}
          </p>
          <ul>
            {words.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <Textarea
        label="Why it is moved"
        description="For colleagues: it stands in the timeline. The applicant is mailed only if something is wanted of them."
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={errorsOf(move.error).reason ?? (tried && reason.trim() === '' ? 'Write why it is moved.' : null)}
        data-autofocus
      />
    </ActDialog>
  );
}
