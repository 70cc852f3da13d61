import { safeNext } from './next.ts';

/** Where a browser goes after a first proof: in, or to the second step, which knows where it leads on to. */
export function addressAfter(step: 'in' | 'factor' | 'set-up', next: string | null): string {
  const where = safeNext(next);
  if (step === 'in') return where;
  return where === '/' ? '/sign-in/step' : `/sign-in/step?next=${encodeURIComponent(where)}`;
}
