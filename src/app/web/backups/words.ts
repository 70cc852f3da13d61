import type { Backup } from './questions.ts';

const REASONS: Record<Backup['reason'], string> = {
  nightly: 'Nightly',
  asked: 'Asked for',
  command: 'Command line',
  'before-migrating': 'Before an upgrade',
};

export const reasonWords = (reason: Backup['reason']): string => REASONS[reason];

/** A size for people, in units of a thousand. */
export function sizeWords(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toLocaleString('en', { maximumFractionDigits: unit === 0 || value >= 100 ? 0 : 1 })} ${units[unit]}`;
}

/** What was done to be sure of a backup. */
export function proofWords({ checkedHow, trouble }: Pick<Backup, 'checkedHow' | 'trouble'>): string {
  if (trouble !== null) return 'Not proved';
  if (checkedHow === 'restored') return 'Restored and compared';
  return checkedHow === 'read' ? 'Read to its end' : 'Not yet';
}
