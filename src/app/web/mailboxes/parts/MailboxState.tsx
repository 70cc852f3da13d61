import { Button, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { ConfirmTyped } from '#web/kit/ConfirmTyped.tsx';
import { partsOf } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { Section } from '#web/kit/Section.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import type { Mailbox } from '../questions.ts';

const touches = ['mail'];

/** Switches a mailbox off for a while, on again, or removes it for good. */
export function MailboxState({ mailbox: { id, address, on } }: { mailbox: Mailbox }) {
  const [removing, setRemoving] = useState(false);
  const navigate = useNavigate();
  const turn = useOperation((c) => c.mail.switchMailbox, { touches });
  const remove = useOperation((c) => c.mail.removeMailbox, {
    onDone: async () => {
      await navigate(partsOf('/settings/mailboxes'));
      showDone('Mailbox removed.');
    },
    touches,
  });
  return (
    <Section title="Stop receiving">
      {turn.error ? <Problem error={turn.error} /> : null}
      <Group gap={8}>
        <Button variant="default" loading={turn.isPending} onClick={() => turn.mutate({ id, on: !on })}>
          {on ? 'Switch mailbox off' : 'Switch mailbox on'}
        </Button>
        <Button variant="default" c="var(--gh-late)" onClick={() => setRemoving(true)}>
          Remove mailbox
        </Button>
      </Group>
      <ConfirmTyped
        opened={removing}
        title="Remove mailbox"
        word={address}
        submit="Remove mailbox"
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ id })}
        onClose={() => setRemoving(false)}
      >
        <p>
          Its password or secret is forgotten, and new mails no longer ask for answers there. What came by it stays
          here, and everything stays on its server.
        </p>
      </ConfirmTyped>
    </Section>
  );
}
