import { plural } from './plural.ts';
import type { State } from './states.ts';
import { shortDate } from './time.ts';

/** An SLA clock as the server tells it; days are business days of the calendar it runs on. */
export type ClockReading = {
  state: 'not-started' | 'running' | 'paused' | 'done';
  health: 'in-time' | 'at-risk' | 'late' | null;
  promiseDays: number;
  daysUsed: number | null;
  daysLeft: number | null;
  dueAt: string | null;
};

/**
 * The clock in words: "4 of 5 business days left", "Late since 12 Mar 2026", "Paused, 3 of 5 days left". Null where there
 * is nothing to tell: withdrawn before a decision. `daysLeft` counts today, so 1 is the last day and not late.
 */
export function clockWords(clock: ClockReading, zone?: string): { state: State; words: string } | null {
  const { daysLeft, promiseDays } = clock;
  // Nothing left while it runs is late, also for a page that was opened before it was.
  const health = clock.state === 'running' && daysLeft === 0 ? 'late' : clock.health;
  const left = `${daysLeft ?? promiseDays} of ${promiseDays} business ${plural(promiseDays, 'day', 'days')} left`;
  if (clock.state === 'not-started') return { state: 'paused', words: 'Clock not started' };
  if (clock.state === 'done') {
    if (health === null) return null;
    return health === 'late' ? { state: 'late', words: 'Decided late' } : { state: 'done', words: 'Decided in time' };
  }
  if (health === 'late') {
    return { state: 'late', words: clock.dueAt === null ? 'Late' : `Late since ${shortDate(clock.dueAt, zone)}` };
  }
  if (clock.state === 'paused') return { state: 'paused', words: `Paused, ${left.replace(' business', '')}` };
  return { state: health ?? 'in-time', words: left };
}
