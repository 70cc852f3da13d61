import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { ActDialog, type DialogProps, errorsOf, touches } from './ActDialog.tsx';

/** Gives an applicant for whom we wait time until a day. */
export function MoreTimeDialog({ application, opened, onClose }: DialogProps) {
  const [until, setUntil] = useState('');
  const [tried, setTried] = useState(false);
  const give = useOperation((c) => c.programs.giveMoreTime, {
    touches,
    onDone: () => {
      onClose();
      setUntil('');
      setTried(false);
      showDone('More time given. The applicant’s page shows the new day.');
    },
  });
  return (
    <ActDialog
      title={`Give ${application.applicantName ?? 'the applicant'} more time`}
      opened={opened}
      onClose={onClose}
      submit="Give more time"
      pending={give.isPending}
      error={give.error}
      onSubmit={() => {
        setTried(true);
        if (until !== '') give.mutate({ id: application.id, until });
      }}
    >
      <TextInput
        type="date"
        label="Until the end of"
        description="It does not end by silence before. The notice is mailed again in good time."
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
        error={errorsOf(give.error).until ?? (tried && until === '' ? 'Choose a day.' : null)}
        data-autofocus
      />
    </ActDialog>
  );
}
