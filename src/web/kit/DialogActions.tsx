import { Button, type ButtonProps, Group } from '@mantine/core';

type Props = Pick<ButtonProps, 'disabled' | 'color'> & { pending: boolean; onClose: () => void; children: string };

/** How a form in a dialog ends: the act by its name, and the way out. */
export function DialogActions({ pending, onClose, children, ...act }: Props) {
  return (
    <Group gap={8}>
      <Button type="submit" loading={pending} {...act}>
        {children}
      </Button>
      <Button variant="default" onClick={onClose}>
        Cancel
      </Button>
    </Group>
  );
}
