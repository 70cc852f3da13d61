import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import type { Application } from '../questions.ts';
import { ActDialog, errorsOf, touches } from './ActDialog.tsx';
import { BouncedMails } from './BouncedMails.tsx';

/** The mails that did not arrive, until the address is another one or somebody has seen to them. */
export function Bounces({ application }: { application: Application }) {
  const [asking, setAsking] = useState(false);
  const { write } = application.may;
  const mend = write ? (
    <Button size="compact-sm" onClick={() => setAsking(true)}>
      Ask at another address
    </Button>
  ) : null;
  return (
    <>
      <BouncedMails bounces={application.bounces} whom="the applicant" maySeeTo={write} mend={mend} />
      <AddressDialog id={application.id} opened={asking} onClose={() => setAsking(false)} />
    </>
  );
}

/** Asks at another address; it counts once the link mailed there was opened. */
function AddressDialog({ id, opened, onClose }: { id: string; opened: boolean; onClose: () => void }) {
  const [address, setAddress] = useState('');
  const ask = useOperation((c) => c.programs.askNewAddress, {
    touches,
    onDone: () => {
      onClose();
      setAddress('');
      showDone('A link was mailed there. The address counts once it was opened.');
    },
  });
  return (
    <ActDialog
      opened={opened}
      onClose={onClose}
      title="Ask at another address"
      submit="Mail the link"
      pending={ask.isPending}
      error={ask.error}
      onSubmit={() => ask.mutate({ id, address })}
    >
      <TextInput
        label="Mail address"
        description="Found on the project’s page or by other ways. Whoever opens the link there is the applicant from then on."
        type="email"
        required
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
        error={errorsOf(ask.error).address}
        data-autofocus
      />
    </ActDialog>
  );
}
