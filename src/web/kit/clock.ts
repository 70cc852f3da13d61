import type { State } from './states.ts';

/** An SLA clock as the server tells it. Days are business days of the program's calendar; `left` is negative when late. */
export type ClockReading = {
  /** Business days left until due; fractions are rounded up (a started day counts). */
  left: number;
  /** Business days allowed in all. */
  of: number;
  /** When it is due (ISO instant); null while the clock stands still. */
  due: string | null;
  /** `paused`: stands still while we wait for them. `stopped`: decided. */
  running: 'running' | 'paused' | 'stopped';
};

const days = (count: number) => `${count} business ${count === 1 ? 'day' : 'days'}`;

/** The state and the words of a clock: "4 of 5 business days left", "Due today", "2 business days late". */
export function clockWords({ left, of, running }: ClockReading): { state: State; words: string } {
  const rest = Math.ceil(left);
  if (running === 'stopped') {
    return left < 0
      ? { state: 'done', words: `Done, ${days(-Math.floor(left))} late` }
      : { state: 'done', words: 'Done in time' };
  }
  if (running === 'paused') {
    return {
      state: 'paused',
      words: left < 0 ? `Paused, ${days(-Math.floor(left))} late` : `Paused with ${rest} of ${days(of)} left`,
    };
  }
  if (left < 0) return { state: 'late', words: `${days(-Math.floor(left))} late` };
  if (rest === 0) return { state: 'at-risk', words: 'Due today' };
  return { state: rest <= Math.max(1, of * 0.25) ? 'at-risk' : 'in-time', words: `${rest} of ${days(of)} left` };
}
