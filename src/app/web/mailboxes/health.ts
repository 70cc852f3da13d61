import type { State } from '#web/kit/states.ts';
import type { Mailbox } from './questions.ts';

/** How a mailbox fares, as a badge. */
export function healthOf({ on, fault, kind, lookedAt, cameAt }: Mailbox): { state: State; word: string } {
  if (!on) return { state: 'paused', word: 'Off' };
  if (fault !== null) return { state: 'late', word: 'Cannot be read' };
  if (kind === 'imap' && lookedAt === null) return { state: 'waiting-for-them', word: 'Not read yet' };
  if (kind === 'webhook' && cameAt === null) return { state: 'waiting-for-them', word: 'Nothing posted yet' };
  return { state: 'done', word: 'Well' };
}
