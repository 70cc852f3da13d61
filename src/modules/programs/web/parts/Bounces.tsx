import { Alert, Button, Group, TextInput } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { Link } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import type { Application } from '../questions.ts';
import { ActDialog, errorsOf, touches } from './ActDialog.tsx';

/** The mails that did not arrive, until the address is another one or somebody has seen to them. */
export function Bounces({ application }: { application: Application }) {
  const [asking, setAsking] = useState(false);
  const handle = useOperation((c) => c.programs.handleBounce, {
    touches,
    onDone: () => showDone('Noted as seen to.'),
  });
  const open = application.bounces.filter((bounce) => bounce.open);
  if (open.length === 0) return null;
  return (
    <>
      {open.map((bounce) => (
        <Alert
          key={bounce.id}
          mb={10}
          color="red"
          icon={<IconMailOff size={18} aria-hidden />}
          title={`A mail to ${bounce.address ?? 'the applicant'} did not arrive`}
        >
          <p>
            {bounce.what}, <RelativeTime instant={bounce.at} />.{' '}
            {bounce.permanent ? 'The address takes no mail.' : 'The server gave up.'}{' '}
            {bounce.words ? `“${bounce.words}”` : null}{' '}
            <Link href={`/settings/incoming/${bounce.incoming}`}>Open the report</Link>
          </p>
          {application.may.write ? (
            <Group gap={8}>
              <Button size="compact-sm" onClick={() => setAsking(true)}>
                Ask at another address
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                loading={handle.isPending}
                onClick={() => handle.mutate({ bounce: bounce.id })}
              >
                Mark as seen to
              </Button>
            </Group>
          ) : null}
        </Alert>
      ))}
      {handle.error ? <Problem error={handle.error} /> : null}
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
