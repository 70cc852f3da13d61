import { Button, type ButtonProps } from '@mantine/core';
import { useEffect } from 'react';
import { isShortcut, singleKeysOn } from '#web/kit/keys.ts';
import classes from './ActButton.module.css';

/** A button of a record with its letter, which is shown on it and presses it (unless single keys are switched off). */
export function ActButton({ letter, onPress, children, ...look }: ActProps) {
  useEffect(() => {
    if (letter === null) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== letter || !isShortcut(event) || !singleKeysOn()) return;
      event.preventDefault();
      onPress();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [letter, onPress]);
  return (
    <Button
      {...look}
      onClick={onPress}
      aria-keyshortcuts={letter ?? undefined}
      rightSection={letter === null ? undefined : <kbd className={classes.kbd}>{letter}</kbd>}
    >
      {children}
    </Button>
  );
}

type ActProps = Pick<ButtonProps, 'variant' | 'color' | 'loading' | 'disabled'> & {
  letter: string | null;
  onPress: () => void;
  children: string;
};
