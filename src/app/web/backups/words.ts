import type { Backup } from './questions.ts';

const REASONS: Record<Backup['reason'], string> = {
  nightly: 'Nightly',
  asked: 'Asked for',
  command: 'Command line',
  'before-migrating': 'Before an upgrade',
};

export const reasonWords = (reason: Backup['reason']): string => REASONS[reason];

/** What was done to be sure of a backup. */
export function proofWords({ checkedHow, trouble }: Pick<Backup, 'checkedHow' | 'trouble'>): string {
  if (trouble !== null) return 'Not proved';
  if (checkedHow === 'restored') return 'Restored and compared';
  return checkedHow === 'read' ? 'Read to its end' : 'Not yet';
}
