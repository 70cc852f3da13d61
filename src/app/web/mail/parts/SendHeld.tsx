import { Button, Group, Modal, Stack } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { plural } from '#web/kit/plural.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { may, useMe } from '#web/me.ts';
import { mailSettings } from '../questions.ts';
import { mails } from '../words.ts';

/** Lets the mails of the local outbox go out, after saying how many; shown where there are some and a server to send them. */
export function SendHeld() {
  const mayManage = may(useMe(), 'mail.settings');
  const settings = useQuery({ ...mailSettings, enabled: mayManage });
  const [asking, setAsking] = useState(false);
  const send = useOperation((c) => c.mail.sendHeld, {
    touches: ['mail'],
    onDone: ({ queued }) => {
      setAsking(false);
      showDone(`${mails(queued)} on the way.`);
    },
  });
  const held = settings.data?.counts.held ?? 0;
  if (!mayManage || !settings.data?.smtp || (held === 0 && !asking)) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconSend size={15} aria-hidden />}
        onClick={() => {
          send.reset();
          setAsking(true);
        }}
      >
        Send held mails
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={`Send ${mails(held)}`}>
        <Stack gap={14}>
          <div>
            {plural(held, 'It goes', 'They go')} to {plural(held, 'its receiver', 'their receivers')} through{' '}
            {settings.data.smtp.host}, as written. What is sent cannot be called back; mails of the sample organisation
            stay here.
          </div>
          {send.isError ? <Problem error={send.error} onRetry={() => settings.refetch()} /> : null}
          <Group gap={8}>
            <Button loading={send.isPending} onClick={() => send.mutate({ expected: held })} data-autofocus>
              Send {mails(held)}
            </Button>
            <Button variant="default" onClick={() => setAsking(false)}>
              Keep them here
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
