import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { Link } from './Link.tsx';
import classes from './PeekPanel.module.css';

/** A row looked into, at the right of its list, which stays usable beside it. Covers the screen on phones. Esc closes it. */
export function PeekPanel({
  title,
  href,
  onClose,
  children,
}: {
  title: string;
  href: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <aside className={classes.panel} aria-labelledby={heading}>
      <div className={classes.head}>
        <h2 id={heading} className={classes.title}>
          {title}
        </h2>
        <Button component={Link} href={href} size="compact-sm" variant="default">
          Open page
        </Button>
        <ActionIcon size={28} aria-label="Close" onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.body}>{children}</div>
    </aside>
  );
}
