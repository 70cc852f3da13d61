import { Alert, Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { CopyText } from '#web/kit/CopyText.tsx';
import { DialogActions } from '#web/kit/DialogActions.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import type { Webhook } from '../questions.ts';

const overlaps = [
  { value: '0', label: 'Not at all: they end now' },
  { value: '1', label: 'For an hour' },
  { value: '24', label: 'For a day' },
  { value: '168', label: 'For a week' },
];
const touches = { touches: ['webhooks'] };

/** The secrets that sign: a new one takes over while the old one still signs as well, or is ended at once. */
export function Secrets({ webhook: { id, secrets } }: { webhook: Webhook }) {
  const [rotating, setRotating] = useState(false);
  const [hours, setHours] = useState('24');
  const rotate = useOperation((c) => c.webhooks.rotateSecret, { ...touches, onDone: () => setRotating(false) });
  const end = useOperation((c) => c.webhooks.endSecret, touches);
  return (
    <Section
      title="Secrets"
      actions={
        <Button size="sm" variant="default" onClick={() => setRotating(true)}>
          Make a new secret
        </Button>
      }
    >
      <Stack gap={10}>
        {rotate.data ? (
          <Alert title="The new secret, shown this once" role="status">
            <CopyText text={rotate.data.secret} /> Those before it sign as well until{' '}
            <RelativeTime instant={rotate.data.oldSignUntil} />.
          </Alert>
        ) : null}
        {end.error ? <Problem error={end.error} /> : null}
        <Stack component="ul" gap={6} p={0} m={0}>
          {secrets.map((secret) => (
            <Group component="li" key={secret.id} gap={10} style={{ listStyle: 'none' }}>
              <span>
                <code>…{secret.hint}</code>, made <RelativeTime instant={secret.madeAt} />
                {secret.expiresAt ? (
                  <>
                    , signs until <RelativeTime instant={secret.expiresAt} />
                  </>
                ) : null}
              </span>
              {secret.expiresAt ? (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`End the secret that ends in ${secret.hint} now`}
                  onClick={() => end.mutate({ id, secret: secret.id })}
                >
                  End now
                </Button>
              ) : null}
            </Group>
          ))}
        </Stack>
      </Stack>
      <Modal opened={rotating} onClose={() => setRotating(false)} title="Make a new secret">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            rotate.mutate({ id, overlapHours: Number(hours) });
          }}
        >
          <Stack gap={14}>
            <Select
              label="How long the secrets before it sign as well"
              description="Until then every message carries both signatures, so that the receiver can change over."
              data={overlaps}
              allowDeselect={false}
              value={hours}
              onChange={(value) => setHours(String(value ?? '24'))}
              data-autofocus
            />
            {rotate.error ? <Problem error={rotate.error} /> : null}
            <DialogActions pending={rotate.isPending} onClose={() => setRotating(false)}>
              Make new secret
            </DialogActions>
          </Stack>
        </form>
      </Modal>
    </Section>
  );
}
