import { Alert, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { CopyText } from '#web/kit/CopyText.tsx';
import { SettingsPage } from '#web/kit/FormPage.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { fieldErrors, problemOf } from '#web/problem.ts';
import { emptyWebhook, WebhookFields } from '../parts/WebhookFields.tsx';

const above = <Link href="/settings/webhooks">Webhooks</Link>;

/** Adds a webhook, and shows its secret this once. */
export default function NewWebhook() {
  const [form, setForm] = useState(emptyWebhook);
  const add = useOperation((c) => c.webhooks.addEndpoint, { touches: ['webhooks'] });
  if (add.data)
    return (
      <Page title="Webhook added" above={above} lead={form.address}>
        <Alert title="Its secret, shown this once" role="status">
          <CopyText text={add.data.secret} />
          <p>Give it to the receiver, who tells by it that a message is from here. It is kept encrypted.</p>
        </Alert>
        <Group mt={14}>
          <Button component={Link} href={`/settings/webhooks/${add.data.id}`}>
            Go on to the webhook
          </Button>
        </Group>
      </Page>
    );
  return (
    <SettingsPage
      title="New webhook"
      above={above}
      lead="What happens here is sent to a program of yours."
      submit="Add webhook"
      pending={add.isPending}
      error={add.error}
      onSubmit={() => add.mutate(form)}
    >
      <WebhookFields form={form} onForm={setForm} wrong={add.error ? fieldErrors(problemOf(add.error)) : {}} />
    </SettingsPage>
  );
}
