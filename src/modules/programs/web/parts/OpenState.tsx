import { StateBadge } from '#web/kit/StateBadge.tsx';

/** Whether a program takes applications. */
export function OpenState({ open }: { open: boolean }) {
  return open ? <StateBadge state="done" word="Takes applications" /> : <StateBadge state="paused" word="Closed" />;
}
