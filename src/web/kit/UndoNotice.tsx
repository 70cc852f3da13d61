import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import { problemOf } from '../problem.ts';
import classes from './UndoNotice.module.css';

const closeButtonProps = { 'aria-label': 'Close this notice' };

/**
 * Tells that something was done and offers to undo it until `until` (instant, ISO), counting down. `undo` must throw when it fails, or
 * answer words when only a part of it could be undone; both are told in the same place.
 */
export function showUndo({ words, until, undo }: { words: string; until: string; undo: () => Promise<unknown> }): void {
  const id = notifications.show({
    message: <UndoNotice words={words} until={until} undo={undo} onEnd={() => notifications.hide(id)} />,
    autoClose: false,
    withCloseButton: true,
    closeButtonProps,
  });
}

/** Tells that something was done, where nothing can be undone. */
export function showDone(words: string): void {
  notifications.show({ message: words, autoClose: 4000, closeButtonProps });
}

function UndoNotice({
  words,
  until,
  undo,
  onEnd,
}: {
  words: string;
  until: string;
  undo: () => Promise<unknown>;
  onEnd: () => void;
}) {
  const left = useSecondsUntil(until);
  const [stage, setStage] = useState<'offer' | 'undoing' | 'undone' | { told: string }>('offer');
  const over = left <= 0 && stage === 'offer';
  useEffect(() => {
    if (over) onEnd();
  }, [over, onEnd]);
  const press = async () => {
    setStage('undoing');
    try {
      const partly = await undo();
      if (typeof partly === 'string') return setStage({ told: partly });
      setStage('undone');
      setTimeout(onEnd, 2500);
    } catch (error) {
      setStage({ told: `Could not be undone. ${problemOf(error).words}` });
    }
  };
  if (stage === 'undone') return <span>Undone. Everything is as it was.</span>;
  if (typeof stage === 'object') return <span>{stage.told}</span>;
  return (
    <div className={classes.row}>
      <span className={classes.words}>{words}</span>
      <Button size="compact-sm" variant="default" loading={stage === 'undoing'} onClick={press}>
        {/* Seen, not said: a notice that changes each second would be read anew each second. */}
        Undo{' '}
        <span className={classes.left} aria-hidden="true">
          {leftWords(left)}
        </span>
      </Button>
    </div>
  );
}

/** "0:45", "9:05". */
export function leftWords(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function useSecondsUntil(until: string): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return (Date.parse(until) - now) / 1000;
}
