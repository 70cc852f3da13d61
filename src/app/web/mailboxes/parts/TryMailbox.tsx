import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { TriedOutcome } from '#web/kit/TriedOutcome.tsx';
import { imapInput, type MailboxForm } from '../mailboxForm.ts';

/** Connects to a mailbox with what the form says, kept or not, and says how many mails lie there. */
export function TryMailbox({ form, kept }: { form: MailboxForm; kept: string | null }) {
  const [told, setTold] = useState<{ ok: boolean; words: string } | null>(null);
  const test = useOperation((c) => c.mail.testMailbox, { touches: [], onDone: setTold });
  const run = () => {
    setTold(null);
    test.mutate({
      imap: imapInput(form),
      ...(kept === null ? {} : { mailbox: kept }),
      ...(form.password === '' ? {} : { password: form.password }),
    });
  };
  return (
    <Stack gap={10} align="flex-start">
      <Button variant="default" loading={test.isPending} onClick={run}>
        Test mailbox
      </Button>
      {test.isError ? <Problem error={test.error} /> : null}
      <TriedOutcome pending={test.isPending} waiting="Trying the server; this takes up to 20 seconds." told={told} />
    </Stack>
  );
}
