import { Alert, Button, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { CopyText } from '#web/kit/CopyText.tsx';
import { SettingsPage } from '#web/kit/FormPage.tsx';
import { Link, partsOf } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { fieldErrors, problemOf } from '#web/problem.ts';
import { formErrors, mailboxForm, mailboxInput } from '../mailboxForm.ts';
import { MailboxFields } from '../parts/MailboxFields.tsx';

const above = <Link href="/settings/mailboxes">Mailboxes</Link>;

/** Adds a mailbox; the secret of one that is posted to is shown this once. */
export default function NewMailbox() {
  const [form, setForm] = useState(() => mailboxForm(null));
  const navigate = useNavigate();
  const add = useOperation((c) => c.mail.addMailbox, {
    touches: ['mail'],
    onDone: async ({ id, secret }) => {
      if (secret !== null) return;
      await navigate(partsOf(`/settings/mailboxes/${id}`));
      showDone('Mailbox added. It is read within a minute.');
    },
  });
  if (add.data?.secret)
    return (
      <Page title="Mailbox added" above={above} lead={form.address}>
        <Alert title="Its secret, shown this once" role="status">
          <CopyText text={add.data.secret} />
          <p>Give it to the provider or mail server that posts mail here. It is kept encrypted.</p>
        </Alert>
        <Group mt={14}>
          <Button component={Link} href={`/settings/mailboxes/${add.data.id}`}>
            Go on to the mailbox
          </Button>
        </Group>
      </Page>
    );
  return (
    <SettingsPage
      title="New mailbox"
      above={above}
      lead="Answers to the house’s mails come back to it."
      submit="Add mailbox"
      pending={add.isPending}
      error={add.error}
      onSubmit={() => add.mutate({ ...mailboxInput(form), kind: form.kind, program: form.program })}
    >
      <MailboxFields
        form={form}
        onForm={setForm}
        wrong={add.error ? formErrors(fieldErrors(problemOf(add.error))) : {}}
        kept={null}
      />
    </SettingsPage>
  );
}
