/** "4 checks hold, 1 fails, 1 is open". */
export function checksWords({ passed, failed, open }: { passed: number; failed: number; open: number }): string {
  const words = [`${passed} ${passed === 1 ? 'check holds' : 'checks hold'}`];
  if (failed > 0) words.push(`${failed} ${failed === 1 ? 'fails' : 'fail'}`);
  if (open > 0) words.push(`${open} ${open === 1 ? 'is' : 'are'} open`);
  return words.join(', ');
}
