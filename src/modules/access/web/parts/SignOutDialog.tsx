import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';

/** For somebody whose device was lost: all of their sessions end, and their tokens if asked. */
export function SignOutDialog({ id, name, opened, onClose }: SignOutDialogProps) {
  const [tokens, setTokens] = useState(false);
  const signOut = useOperation((c) => c.access.signOutAccount, {
    touches: ['access'],
    onDone: ({ sessions, tokens: ended }) => {
      showDone(`${sessions} ${sessions === 1 ? 'session' : 'sessions'} and ${ended} API tokens of ${name} ended.`);
      onClose();
    },
  });
  return (
    <Modal opened={opened} onClose={onClose} title={`Sign ${name} out everywhere`}>
      <Stack gap={14}>
        <p style={{ margin: 0 }}>
          For a device that was lost. {name} is told by mail, and signs in again to go on. The account stays in force.
        </p>
        <Checkbox
          label="End the API tokens, too"
          description="What works with them stops at once."
          checked={tokens}
          onChange={(event) => setTokens(event.currentTarget.checked)}
        />
        {signOut.isError ? <Problem error={signOut.error} /> : null}
        <Group gap={8}>
          <Button color="red" loading={signOut.isPending} onClick={() => signOut.mutate({ id, tokens })}>
            End sessions
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

type SignOutDialogProps = { id: string; name: string; opened: boolean; onClose: () => void };
