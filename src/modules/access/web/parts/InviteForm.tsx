import { Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { DialogActions } from '#web/kit/DialogActions.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { fieldErrors, problemOf } from '#web/problem.ts';
import { chosenRole, type RoleChoice, RoleFields } from './RoleFields.tsx';

const nothing = { mail: '', name: '', choice: { role: null, place: null } as RoleChoice };

/** Invites somebody by mail, in a dialog. */
export function InviteForm({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [given, setGiven] = useState(nothing);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const invite = useOperation((c) => c.access.invite, {
    touches: ['access'],
    onDone: (_, { mail }) => {
      showDone(`The invitation to ${mail} is on its way. It can be accepted for seven days.`);
      close();
    },
  });
  const close = () => {
    setGiven(nothing);
    setErrors({});
    invite.reset();
    onClose();
  };
  const submit = () => {
    const chosen = chosenRole(given.choice);
    const missing = 'missing' in chosen ? chosen.missing : {};
    const wrong = {
      ...missing,
      ...(given.mail.includes('@') ? {} : { mail: 'Give a mail address that reaches the person.' }),
    };
    setErrors(wrong);
    if ('missing' in chosen || Object.keys(wrong).length > 0) return;
    invite.mutate(
      { mail: given.mail.trim(), name: given.name.trim(), ...chosen },
      { onError: (error) => setErrors(fieldErrors(problemOf(error))) },
    );
  };
  return (
    <Modal opened={opened} onClose={close} title="Invite somebody" size="md">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!invite.isPending) submit();
        }}
      >
        <Stack gap={14}>
          <TextInput
            label="Mail address"
            type="email"
            autoComplete="off"
            data-autofocus
            value={given.mail}
            onChange={(event) => setGiven({ ...given, mail: event.currentTarget.value })}
            error={errors.mail}
          />
          <TextInput
            label="Name (optional)"
            description="To greet them by. They choose their own when they accept."
            autoComplete="off"
            value={given.name}
            onChange={(event) => setGiven({ ...given, name: event.currentTarget.value })}
            error={errors.name}
          />
          <RoleFields value={given.choice} onChange={(choice) => setGiven({ ...given, choice })} errors={errors} />
          {invite.isError ? <Problem error={invite.error} /> : null}
          <DialogActions pending={invite.isPending} onClose={close}>
            Send invitation
          </DialogActions>
        </Stack>
      </form>
    </Modal>
  );
}
