import { Button, Checkbox, PasswordInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { ConfirmTyped } from '#web/kit/ConfirmTyped.tsx';
import { FormGroup, SettingsPage } from '#web/kit/FormPage.tsx';
import { plural } from '#web/kit/plural.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { useMe } from '#web/me.ts';
import { fieldErrors, problemOf } from '#web/problem.ts';
import { MailHealth } from '../parts/MailHealth.tsx';
import { OutboxState } from '../parts/OutboxState.tsx';
import { TestMail } from '../parts/TestMail.tsx';
import { mailSettings } from '../questions.ts';
import { portAfter, type Smtp, smtpForm, smtpInput } from '../smtpForm.ts';
import { mails } from '../words.ts';

const securities: { value: Smtp['security']; label: string }[] = [
  { value: 'starttls', label: 'STARTTLS: encrypted before anything is said (587)' },
  { value: 'tls', label: 'TLS: encrypted from the start (465)' },
  { value: 'none', label: 'None: in the clear (25), for a server on the same network' },
];
const needed = (words: string) => (value: string) => (value.trim() === '' ? words : null);

/** How mail leaves the house: the server, the sender, a test, and what waits in the local outbox. */
export default function MailServer() {
  const { smtp } = useAsk(mailSettings);
  const { organisation } = useMe();
  const form = useForm({
    initialValues: smtpForm(smtp, organisation.name),
    validate: {
      host: needed('Name the mail server.'),
      port: (value) => (/^[1-9]\d{0,4}$/.test(value.trim()) ? null : 'A port is a number from 1 to 65535.'),
      user: (value, { signsIn }) =>
        signsIn && value.trim() === '' ? 'Give the user, or say that none is needed.' : null,
      fromAddress: needed('Give the address that mails come from.'),
    },
  });
  const save = useOperation((c) => c.mail.changeSettings, {
    touches: ['mail'],
    onDone: () => {
      form.setFieldValue('password', '');
      form.resetDirty({ ...form.getValues(), password: '' });
    },
  });
  const { signsIn, security } = form.values;
  const keeps = smtp?.hasPassword === true && smtp.host === form.values.host.trim() && smtp.user === form.values.user;
  return (
    <SettingsPage
      title="Mail server"
      lead="How the house’s mails reach their receivers."
      submit="Save mail server"
      pending={save.isPending}
      error={save.error}
      onSubmit={form.onSubmit((values) =>
        save.mutate(smtpInput(values), { onError: (error) => form.setErrors(fieldErrors(problemOf(error))) }),
      )}
      saved={save.isSuccess && !form.isDirty() ? savedWords(save.data) : null}
      aside={smtp ? <StopSending host={smtp.host} /> : null}
    >
      <OutboxState />
      <FormGroup title="Server" purpose="What your mail provider calls SMTP or outgoing mail.">
        <TextInput label="Server" placeholder="mail.example.org" spellCheck={false} {...form.getInputProps('host')} />
        <Select
          label="Encryption"
          data={securities}
          allowDeselect={false}
          {...form.getInputProps('security')}
          onChange={(value) => {
            const chosen = securities.find((each) => each.value === value)?.value ?? security;
            form.setFieldValue('security', chosen);
            form.setFieldValue('port', portAfter(form.values.port, chosen));
          }}
        />
        <TextInput label="Port" inputMode="numeric" maxLength={5} w={120} {...form.getInputProps('port')} />
      </FormGroup>
      <FormGroup title="Sign-in" purpose="Kept encrypted; the password is never shown again.">
        <Checkbox label="The server wants a sign-in" {...form.getInputProps('signsIn', { type: 'checkbox' })} />
        {signsIn ? (
          <>
            <TextInput label="User" autoComplete="off" spellCheck={false} {...form.getInputProps('user')} />
            <PasswordInput
              label="Password"
              autoComplete="new-password"
              description={keeps ? 'One is kept. Leave this empty to go on with it.' : undefined}
              {...form.getInputProps('password')}
            />
          </>
        ) : null}
      </FormGroup>
      <FormGroup title="Sender" purpose="What receivers see. Use an address that the server may send from.">
        <TextInput label="Name" maxLength={120} {...form.getInputProps('fromName')} />
        <TextInput label="Address" type="email" spellCheck={false} {...form.getInputProps('fromAddress')} />
        <TextInput
          label="Answers go to"
          description="Empty: to the same address."
          type="email"
          spellCheck={false}
          {...form.getInputProps('replyTo')}
        />
      </FormGroup>
      <FormGroup
        title="Signatures"
        purpose="Your mail server signs (DKIM), the house does not. With the selector the key can be checked below."
      >
        <TextInput
          label="DKIM selector"
          placeholder="s1"
          description="The s= in the DKIM-Signature of a mail of yours. Empty: not checked."
          spellCheck={false}
          {...form.getInputProps('dkimSelector')}
        />
      </FormGroup>
      <FormGroup title="Test" purpose="Connects, signs in and sends one mail with what stands above. Nothing is kept.">
        <TestMail form={form.values} onFaults={form.setErrors} />
      </FormGroup>
      {smtp ? <MailHealth /> : null}
    </SettingsPage>
  );
}

const savedWords = ({ tried, held }: { tried: number; held: number }): string =>
  [
    'Saved.',
    tried > 0 ? `${mails(tried)} that waited ${plural(tried, 'is', 'are')} tried now.` : '',
    held > 0 ? `${mails(held)} held before ${plural(held, 'stays', 'stay')} held until you send them.` : '',
  ]
    .filter(Boolean)
    .join(' ');

function StopSending({ host }: { host: string }) {
  const [asking, setAsking] = useState(false);
  const clear = useOperation((c) => c.mail.clearSettings, {
    touches: ['mail'],
    onDone: () => {
      setAsking(false);
      showDone('Mail stays in the local outbox from now on.');
    },
  });
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        Stop sending mail
      </Button>
      <ConfirmTyped
        opened={asking}
        title="Stop sending mail"
        word={host}
        submit="Stop sending mail"
        pending={clear.isPending}
        error={clear.error}
        onConfirm={() => clear.mutate({})}
        onClose={() => setAsking(false)}
      >
        The server’s settings and its password are removed. Mails that wait, and all new ones, are held in the local
        outbox.
      </ConfirmTyped>
    </>
  );
}
