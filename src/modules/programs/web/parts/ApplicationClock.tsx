import { Clock } from '#web/kit/Clock.tsx';
import type { ClockReading } from '#web/kit/clock.ts';
import { useMe } from '#web/me.ts';

/** The SLA clock of an application, in the organisation's zone. */
export function ApplicationClock({ clock, plain = false }: { clock: ClockReading; plain?: boolean }) {
  return <Clock reading={clock} plain={plain} zone={useMe().organisation.zone} />;
}
