import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { SettingsPage } from '#web/kit/FormPage.tsx';
import { Link, partsOf } from '#web/kit/Link.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { fieldErrors, problemOf } from '#web/problem.ts';
import { formErrors, mailboxForm, mailboxInput } from '../mailboxForm.ts';
import { MailboxFields } from '../parts/MailboxFields.tsx';
import { mailbox } from '../questions.ts';

/** Where a mailbox is and what it is for, changed. */
export default function ChangeMailbox() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const kept = useAsk(mailbox(id));
  const [form, setForm] = useState(() => mailboxForm(kept));
  const navigate = useNavigate();
  const home = `/settings/mailboxes/${id}`;
  const save = useOperation((c) => c.mail.changeMailbox, {
    touches: ['mail'],
    onDone: async () => {
      await navigate(partsOf(home));
      showDone('Mailbox changed.');
    },
  });
  return (
    <SettingsPage
      title="Change mailbox"
      above={<Link href={home}>{kept.name}</Link>}
      submit="Save mailbox"
      pending={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate({ id, ...mailboxInput(form) })}
    >
      <MailboxFields
        form={form}
        onForm={setForm}
        wrong={save.error ? formErrors(fieldErrors(problemOf(save.error))) : {}}
        kept={id}
      />
    </SettingsPage>
  );
}
