import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './CopyText.module.css';

/** A text to take along (an id, a token, a command) with its copy button. `shown` shortens what is seen, never what is copied. */
export function CopyText({ text, shown }: { text: string; shown?: string }) {
  return (
    <span className={classes.copy}>
      <code className={classes.text}>{shown ?? text}</code>
      <CopyButton value={text} timeout={1500}>
        {({ copied, copy }) => (
          <ActionIcon size={22} onClick={copy} aria-label={copied ? 'Copied' : `Copy ${shown ?? text}`}>
            {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          </ActionIcon>
        )}
      </CopyButton>
    </span>
  );
}
