import { useAsk } from '#web/ask.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { OpenState } from '../parts/OpenState.tsx';
import { programs } from '../questions.ts';
import classes from './Programs.module.css';

/** The programs of the house with what waits in each. Who may see only one is led to its home. */
export default function Programs() {
  const known = useAsk(programs).programs;
  return (
    <Page title="Programs">
      {known.length === 0 ? (
        <EmptyState title="No program that you may see">
          The Open Source program is made at the first visit. If it is there and you should see it, ask an owner for a
          role in it.
        </EmptyState>
      ) : (
        <ul className={classes.list}>
          {known.map((program) => (
            <li key={program.id} className={classes.item}>
              <div className={classes.head}>
                <Link href={`/programs/${program.slug}`} className={classes.name}>
                  {program.name}
                </Link>
                <OpenState open={program.open} />
              </div>
              <dl className={classes.numbers}>
                <Count label="Waiting for us" value={program.waitingForUs} />
                <Count label="Late" value={program.late} />
                <Count label="Members" value={program.members} />
                <Count label="Coupons left" value={program.couponsLeft} />
              </dl>
              {program.late > 0 ? <StateBadge state="late" word={`${program.late} late`} plain /> : null}
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

function Count({ label, value }: { label: string; value: number }) {
  return (
    <div className={classes.number}>
      <dt>{label}</dt>
      <dd>{value.toLocaleString('en')}</dd>
    </div>
  );
}
