import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Problem } from './Problem.tsx';

/** For what cannot be undone: the person types the name of the thing before the button acts. `children` says what will be gone. */
export function ConfirmTyped({
  opened,
  title,
  word,
  submit,
  pending = false,
  error,
  onConfirm,
  onClose,
  children,
}: ConfirmTypedProps) {
  const [typed, setTyped] = useState('');
  const close = () => {
    setTyped('');
    onClose();
  };
  const right = typed.trim() === word.trim();
  return (
    <Modal opened={opened} onClose={close} title={title} size="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (right && !pending) onConfirm();
        }}
      >
        <Stack gap={14}>
          <div>{children}</div>
          <TextInput
            label={`Type ${word} to go on`}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
          {error ? <Problem error={error} /> : null}
          <Group gap={8}>
            <Button type="submit" color="red" disabled={!right} loading={pending}>
              {submit}
            </Button>
            <Button variant="default" onClick={close}>
              Keep everything
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

export type ConfirmTypedProps = {
  opened: boolean;
  title: string;
  word: string;
  submit: string;
  pending?: boolean;
  error?: unknown;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
};
