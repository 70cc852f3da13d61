import { counted } from '#web/kit/plural.ts';
/** "4 checks hold, 1 fails, 1 is open". */
export function checksWords({ passed, failed, open }: { passed: number; failed: number; open: number }): string {
  const words = [counted(passed, 'check holds', 'checks hold')];
  if (failed > 0) words.push(counted(failed, 'fails', 'fail'));
  if (open > 0) words.push(`${counted(open, 'is', 'are')} open`);
  return words.join(', ');
}
