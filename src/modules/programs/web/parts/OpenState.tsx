import { StateBadge } from '#web/kit/StateBadge.tsx';

/** Whether a program takes applications. */
export function OpenState({ program: { open, begun } }: { program: { open: boolean; begun: boolean } }) {
  if (open) return <StateBadge state="done" word="Takes applications" />;
  return <StateBadge state="paused" word={begun ? 'Closed' : 'Being prepared'} />;
}
