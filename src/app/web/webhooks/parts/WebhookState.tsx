import { Button, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { ConfirmTyped } from '#web/kit/ConfirmTyped.tsx';
import { partsOf } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { counted, plural } from '#web/kit/plural.ts';
import { Section } from '#web/kit/Section.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import type { Webhook } from '../questions.ts';

const touches = ['webhooks'];

/** Disables a webhook for a while, enables it again, or removes it for good. */
export function WebhookState({ webhook: { id, address, health, lately } }: { webhook: Webhook }) {
  const [removing, setRemoving] = useState(false);
  const navigate = useNavigate();
  const enable = useOperation((c) => c.webhooks.enableEndpoint, { touches });
  const disable = useOperation((c) => c.webhooks.disableEndpoint, { touches });
  const remove = useOperation((c) => c.webhooks.removeEndpoint, {
    onDone: async () => {
      await navigate(partsOf('/settings/webhooks'));
      showDone('Webhook removed.');
    },
    touches: [],
  });
  const error = enable.error ?? disable.error;
  const { host } = new URL(address);
  return (
    <Section title="Stop sending">
      {error ? <Problem error={error} /> : null}
      <Group gap={8}>
        {health === 'disabled' ? (
          <Button variant="default" loading={enable.isPending} onClick={() => enable.mutate({ id })}>
            Enable webhook
          </Button>
        ) : (
          <Button variant="default" loading={disable.isPending} onClick={() => disable.mutate({ id })}>
            Disable webhook
          </Button>
        )}
        <Button variant="default" c="var(--gh-late)" onClick={() => setRemoving(true)}>
          Remove webhook
        </Button>
      </Group>
      <ConfirmTyped
        opened={removing}
        title="Remove webhook"
        word={host}
        submit="Remove webhook"
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ id })}
        onClose={() => setRemoving(false)}
      >
        <p>
          {lately.waiting > 0
            ? `${counted(lately.waiting, 'delivery waits', 'deliveries wait')} for it and ${plural(lately.waiting, 'is', 'are')} not sent any more. `
            : ''}
          Its secrets are forgotten. What was delivered stays to be looked at for 30 days. Disable it instead if it may
          come back: then what happens meanwhile waits.
        </p>
      </ConfirmTyped>
    </Section>
  );
}
