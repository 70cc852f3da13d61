import { Tooltip } from '@mantine/core';
import { type ClockReading, clockWords } from './clock.ts';
import { StateBadge } from './StateBadge.tsx';
import { exactTime } from './time.ts';

/** An SLA clock in words: "4 of 5 business days left"; the due time of the given zone on hover. Nothing where there is nothing to tell. */
export function Clock({ reading, plain = false, zone }: { reading: ClockReading; plain?: boolean; zone?: string }) {
  const told = clockWords(reading, zone);
  if (told === null) return null;
  const badge = <StateBadge state={told.state} word={told.words} plain={plain} />;
  if (reading.dueAt === null || reading.state !== 'running') return badge;
  return (
    <Tooltip label={`Due ${exactTime(reading.dueAt, zone)}`}>
      <span>{badge}</span>
    </Tooltip>
  );
}
