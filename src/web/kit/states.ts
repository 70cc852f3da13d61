import {
  type Icon,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconClockCheck,
  IconClockExclamation,
  IconHourglass,
  IconInbox,
  IconPlayerPause,
} from '@tabler/icons-react';

/** The eight states that anything in the house can be in, as seen by the one who looks. */
export const states = [
  'waiting-for-us',
  'waiting-for-them',
  'in-time',
  'at-risk',
  'late',
  'done',
  'refused',
  'paused',
] as const;

export type State = (typeof states)[number];

/** One word, one icon and one colour (a CSS variable's stem) per state, everywhere. */
export const looks: Record<State, { word: string; icon: Icon; colour: string; soft: string }> = {
  'waiting-for-us': look('Waiting for us', IconInbox, 'waiting-us'),
  'waiting-for-them': look('Waiting for them', IconHourglass, 'waiting-them'),
  'in-time': look('In time', IconClockCheck, 'in-time'),
  'at-risk': look('At risk', IconAlertTriangle, 'at-risk'),
  late: look('Late', IconClockExclamation, 'late'),
  done: look('Done', IconCircleCheck, 'done'),
  refused: look('Refused', IconCircleX, 'refused'),
  paused: look('Paused', IconPlayerPause, 'paused'),
};

function look(word: string, icon: Icon, stem: string) {
  return { word, icon, colour: `var(--gh-${stem})`, soft: `var(--gh-${stem}-soft)` };
}
