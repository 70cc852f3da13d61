import { Button } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { ConfirmTyped } from '#web/kit/ConfirmTyped.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { may, useMe } from '#web/me.ts';
import type { AccountRow } from '../questions.ts';
import { LeaveDialog } from './LeaveDialog.tsx';
import { SignOutDialog } from './SignOutDialog.tsx';

const touches = ['access'];

/** What the viewer may do with an account as a whole. */
export function AccountActs({ shown }: { shown: AccountRow }) {
  const { id, name, can } = shown;
  const me = useMe();
  const [open, setOpen] = useState<'leaving' | 'sign-out' | 'erasing' | null>(null);
  const close = () => setOpen(null);
  const enable = useOperation((c) => c.access.enableAccount, {
    touches,
    onDone: () => showDone(`${name} can sign in again.`),
  });
  const reset = useOperation((c) => c.access.resetFactor, {
    touches,
    onDone: () => showDone(`${name} can sign in by password alone; a mail says so.`),
  });
  const erase = useOperation((c) => c.access.eraseAccount, {
    touches,
    onDone: () => {
      showDone('The account is erased.');
      close();
    },
  });
  const error = enable.error ?? reset.error;
  return (
    <>
      {error ? <Problem error={error} /> : null}
      {can.disable ? (
        <>
          <Button variant="default" onClick={() => setOpen('leaving')}>
            Disable account
          </Button>
          <Button variant="default" onClick={() => setOpen('sign-out')}>
            End sessions
          </Button>
        </>
      ) : null}
      {may(me, 'access.sign-in') && id !== me.account.id && shown.disabledAt === null ? (
        <Button variant="default" loading={reset.isPending} onClick={() => reset.mutate({ account: id })}>
          Reset second factor
        </Button>
      ) : null}
      {can.erase ? (
        <Button variant="default" onClick={() => setOpen('erasing')}>
          Erase account
        </Button>
      ) : null}
      {can.enable ? (
        <>
          <Button variant="default" onClick={() => setOpen('leaving')}>
            Hand over work
          </Button>
          <Button loading={enable.isPending} onClick={() => enable.mutate({ id })}>
            Enable account
          </Button>
        </>
      ) : null}
      <LeaveDialog
        leaving={{ id, name, disabled: shown.disabledAt !== null }}
        opened={open === 'leaving'}
        onClose={close}
      />
      <SignOutDialog id={id} name={name} opened={open === 'sign-out'} onClose={close} />
      <ConfirmTyped
        opened={open === 'erasing'}
        title={`Erase ${name}`}
        word={name}
        submit="Erase account"
        pending={erase.isPending}
        error={erase.isError ? erase.error : undefined}
        onConfirm={() => erase.mutate({ id })}
        onClose={close}
      >
        Name, mail address, keys and where they were used go for good. What this account did stays in the audit log and
        in timelines, by an erased account. This cannot be undone.
      </ConfirmTyped>
    </>
  );
}
