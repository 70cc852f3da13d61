import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Problem } from '#web/kit/Problem.tsx';
import { fieldErrors, problemOf } from '#web/problem.ts';
import type { Application } from '../questions.ts';

/** What every dialog of an act on one application is given. */
export type DialogProps = { application: Application; opened: boolean; onClose: () => void };
/** What is asked anew after such an act. */
export const touches = ['programs', 'work', 'figures'];
/** What the server said of single fields. */
export const errorsOf = (error: Error | null) => (error ? fieldErrors(problemOf(error)) : {});

/** The frame of such a dialog: its fields, what went wrong, and the button that does it. */
export function ActDialog(props: {
  title: string;
  opened: boolean;
  onClose: () => void;
  submit: string;
  danger?: boolean;
  pending: boolean;
  error: unknown;
  onSubmit: () => void;
  children: ReactNode;
}) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} size="lg">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!props.pending) props.onSubmit();
        }}
      >
        <Stack gap={14}>
          {props.children}
          {props.error ? <Problem error={props.error} /> : null}
          <Group gap={8}>
            <Button type="submit" loading={props.pending} {...(props.danger ? { color: 'red' } : {})}>
              {props.submit}
            </Button>
            <Button variant="default" onClick={props.onClose}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
