import { Button } from '@mantine/core';
import { useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { NextAction } from '#web/kit/RecordPage.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import type { Mail } from '../questions.ts';

const touches = ['mail'];

/** What can be done with a mail that did not arrive for certain; null where there is nothing to do. */
export function whatNow(mail: Mail) {
  if (!mail.may.retry) return null;
  return mail.state === 'uncertain' ? <Uncertain id={mail.id} /> : <Failed id={mail.id} />;
}

function Failed({ id }: { id: string }) {
  const retry = useOperation((c) => c.mail.retry, { touches, onDone: () => showDone('The mail is on its way again.') });
  return (
    <NextAction
      words={
        <>
          The mail did not go out. Send it again once the cause is mended.
          {retry.isError ? <Problem error={retry.error} /> : null}
        </>
      }
    >
      <Button loading={retry.isPending} onClick={() => retry.mutate({ id })}>
        Send mail again
      </Button>
    </NextAction>
  );
}

function Uncertain({ id }: { id: string }) {
  const retry = useOperation((c) => c.mail.retry, { touches, onDone: () => showDone('The mail is on its way again.') });
  const settle = useOperation((c) => c.mail.settle, { touches, onDone: () => showDone('Noted.') });
  const busy = retry.isPending || settle.isPending;
  return (
    <NextAction
      words={
        <>
          The server took the mail and never answered, so it may have arrived. Ask the receiver or look into the
          server’s log, then say what became of it.
          {settle.isError ? <Problem error={settle.error} /> : null}
          {retry.isError ? <Problem error={retry.error} /> : null}
        </>
      }
    >
      <Button disabled={busy} onClick={() => settle.mutate({ id, as: 'sent' })}>
        It arrived
      </Button>
      <Button variant="default" disabled={busy} onClick={() => settle.mutate({ id, as: 'failed' })}>
        It did not arrive
      </Button>
      <Button variant="default" disabled={busy} onClick={() => retry.mutate({ id, mayArriveTwice: true })}>
        Send again, even if it arrives twice
      </Button>
    </NextAction>
  );
}
