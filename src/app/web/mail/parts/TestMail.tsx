import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { TriedOutcome } from '#web/kit/TriedOutcome.tsx';
import { useMe } from '#web/me.ts';
import { fieldErrors, problemOf } from '#web/problem.ts';
import { type SmtpForm, smtpInput } from '../smtpForm.ts';

type Told = { ok: boolean; words: string };

/** Sends one mail with what the form says, kept or not. `onFaults` takes the messages to the fields they are about. */
export function TestMail({ form, onFaults }: { form: SmtpForm; onFaults: (errors: Record<string, string>) => void }) {
  const [to, setTo] = useState(useMe().account.mail);
  const [told, setTold] = useState<Told | null>(null);
  const test = useOperation((c) => c.mail.testSettings, { touches: [], onDone: setTold });
  const errors = test.error ? fieldErrors(problemOf(test.error)) : {};
  const send = () => {
    setTold(null);
    test.mutate(
      { ...smtpInput(form), to: to.trim() },
      {
        onError: (error) => {
          const { to: _ours, ...theirs } = fieldErrors(problemOf(error));
          onFaults(theirs);
        },
      },
    );
  };
  return (
    <Stack gap={10}>
      <Group gap={8} align="end">
        <TextInput
          label="Send it to"
          flex="1 1 240px"
          type="email"
          autoComplete="email"
          value={to}
          error={errors.to}
          onChange={(event) => setTo(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // Enter here would save the form around it.
            event.preventDefault();
            send();
          }}
        />
        <Button variant="default" loading={test.isPending} onClick={send}>
          Send test mail
        </Button>
      </Group>
      {test.isError ? <Problem error={test.error} /> : null}
      <TriedOutcome pending={test.isPending} waiting="Trying the server; this takes up to 40 seconds." told={told} />
    </Stack>
  );
}
