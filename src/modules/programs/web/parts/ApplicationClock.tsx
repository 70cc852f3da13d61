import { Tooltip } from '@mantine/core';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { exactTime } from '#web/kit/time.ts';
import { useMe } from '#web/me.ts';
import { clockWords, type ApplicationClock as Reading } from '../clock.ts';

/** The SLA clock of an application: "4 of 5 business days left"; when it is due on hover, in the organisation's zone. */
export function ApplicationClock({ clock, plain = false }: { clock: Reading; plain?: boolean }) {
  const { organisation } = useMe();
  const told = clockWords(clock);
  if (told === null) return null;
  const badge = <StateBadge state={told.state} word={told.words} plain={plain} />;
  if (clock.dueAt === null || clock.state !== 'running') return badge;
  return (
    <Tooltip label={`Due ${exactTime(clock.dueAt, organisation.zone)}`}>
      <span>{badge}</span>
    </Tooltip>
  );
}
