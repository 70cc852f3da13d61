import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Link } from '#web/kit/Link.tsx';
import type { ProgramHome } from '../questions.ts';
import { stageLooks } from '../stages.ts';
import { PublicAddress } from './PublicAddress.tsx';
import classes from './StageBars.module.css';

/** How many applications are in each stage, as bars from zero; the late ones apart. Each leads to its applications. */
export function StageBars({
  stages,
  program,
}: {
  stages: ProgramHome['stages'];
  /** null: of several programs. */
  program: { id: string; slug: string } | null;
}) {
  const most = Math.max(...stages.map(({ count }) => count), 0);
  if (most === 0) {
    return (
      <EmptyState title="No applications yet">
        {program === null ? (
          'They will stand here by stage.'
        ) : (
          <>
            Send the address of the public page to a project: <PublicAddress slug={program.slug} />
          </>
        )}
      </EmptyState>
    );
  }
  const share = (count: number) => `${(count / most) * 100}%`;
  return (
    <ul className={classes.list}>
      {stages.map(({ stage, count, late }) => (
        <li key={stage}>
          <Link
            href={`/programs/applications?${program === null ? '' : `program=${program.id}&`}stage=${stage}&sort=since`}
            className={classes.row}
          >
            <span className={classes.label}>{stageLooks[stage].label}</span>
            <span className={classes.bar} aria-hidden="true">
              <span className={classes.inTime} style={{ width: share(count - late) }} />
              <span className={classes.late} style={{ width: share(late) }} />
            </span>
            <span className={classes.count}>
              {count.toLocaleString('en')}
              {late > 0 ? <span className={classes.lateWords}>{late.toLocaleString('en')} late</span> : null}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
