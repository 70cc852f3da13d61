import { Tooltip } from '@mantine/core';
import { exactTime, relativeTime } from './time.ts';

/** An instant (ISO) as its distance from now; the exact time on hover and focus, and for machines. */
export function RelativeTime({ instant, zone }: { instant: string; zone?: string }) {
  return (
    <Tooltip label={exactTime(instant, zone)} events={{ hover: true, focus: true, touch: true }}>
      <time dateTime={instant} style={{ whiteSpace: 'nowrap' }}>
        {relativeTime(instant)}
      </time>
    </Tooltip>
  );
}
