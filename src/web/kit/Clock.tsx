import { Tooltip } from '@mantine/core';
import { type ClockReading, clockWords } from './clock.ts';
import { StateBadge } from './StateBadge.tsx';
import { exactTime } from './time.ts';

/** An SLA clock in words: "4 of 5 business days left"; the due time on hover. */
export function Clock({ reading, plain = false, zone }: { reading: ClockReading; plain?: boolean; zone?: string }) {
  const { state, words } = clockWords(reading);
  const badge = <StateBadge state={state} word={words} plain={plain} />;
  if (reading.due === null || reading.running !== 'running') return badge;
  return (
    <Tooltip label={`Due ${exactTime(reading.due, zone)}`}>
      <span>{badge}</span>
    </Tooltip>
  );
}
