import { StateBadge } from '#web/kit/StateBadge.tsx';
import type { State } from '#web/kit/states.ts';
import type { MailState } from '../questions.ts';

const looks: Record<MailState, { state: State; word: string }> = {
  held: { state: 'paused', word: 'Held here' },
  queued: { state: 'in-time', word: 'Queued' },
  sending: { state: 'in-time', word: 'Being sent' },
  sent: { state: 'done', word: 'Sent' },
  failed: { state: 'refused', word: 'Failed' },
  uncertain: { state: 'at-risk', word: 'Uncertain' },
  erased: { state: 'paused', word: 'Erased unsent' },
};

/** What became of a mail. */
export const MailStateBadge = ({ state, plain = false }: { state: MailState; plain?: boolean }) => (
  <StateBadge {...looks[state]} plain={plain} />
);
