import { Link } from '#web/kit/Link.tsx';
import type { Calendar } from '../questions.ts';

/** "Used by Open Source, Startups." with their links. */
export function UsedBy({ usedBy }: { usedBy: Calendar['usedBy'] }) {
  if (usedBy.length === 0) return <>Nothing counts by it.</>;
  return (
    <>
      Used by{' '}
      {usedBy.map(({ label, href }, place) => (
        <span key={href}>
          {place > 0 ? ', ' : null}
          <Link href={href}>{label}</Link>
        </span>
      ))}
    </>
  );
}
