import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { SettingsPage } from '#web/kit/FormPage.tsx';
import { Link, partsOf } from '#web/kit/Link.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { fieldErrors, problemOf } from '#web/problem.ts';
import { WebhookFields, type WebhookForm } from '../parts/WebhookFields.tsx';
import { endpoint } from '../questions.ts';

/** Where a webhook is and what it hears, changed. Its secrets stay. */
export default function ChangeWebhook() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { address, words, kinds, program } = useAsk(endpoint(id));
  const [form, setForm] = useState<WebhookForm>({ address, words, kinds, program });
  const navigate = useNavigate();
  const home = `/settings/webhooks/${id}`;
  const save = useOperation((c) => c.webhooks.changeEndpoint, {
    touches: ['webhooks'],
    onDone: async () => {
      await navigate(partsOf(home));
      showDone('Webhook changed.');
    },
  });
  return (
    <SettingsPage
      title="Change webhook"
      above={<Link href={home}>{address}</Link>}
      submit="Save webhook"
      pending={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate({ id, ...form })}
    >
      <WebhookFields form={form} onForm={setForm} wrong={save.error ? fieldErrors(problemOf(save.error)) : {}} />
    </SettingsPage>
  );
}
