import { Button } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import { useAsk } from '#web/ask.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { mayEverywhere, useMe } from '#web/me.ts';
import { OpenState } from '../parts/OpenState.tsx';
import { programs } from '../questions.ts';
import classes from './Programs.module.css';

/** The programs of the house with what waits in each. Who may see only one is led to its home. */
export default function Programs() {
  const me = useMe();
  const known = useAsk(programs).programs;
  return (
    <Page
      title="Programs"
      actions={
        mayEverywhere(me, 'programs.manage') ? (
          <Button component={Link} href="/programs/new" variant="default">
            New program
          </Button>
        ) : null
      }
    >
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
                <span className={classes.marks}>
                  {program.sample ? <StateBadge state="paused" word="Sample" /> : null}
                  <OpenState program={program} />
                </span>
              </div>
              <dl className={classes.numbers}>
                <Count label="Waiting for us" value={program.waitingForUs} />
                <Count label="Late" value={program.late} late={program.late > 0} />
                <Count label="Members" value={program.members} />
                <Count label="Coupons left" value={program.couponsLeft} />
              </dl>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

function Count({ label, value, late = false }: { label: string; value: number; late?: boolean }) {
  return (
    <div className={classes.number}>
      <dt>{label}</dt>
      <dd data-late={late || undefined}>
        {late ? <IconClockExclamation size={15} stroke={1.9} aria-hidden /> : null}
        {value.toLocaleString('en')}
      </dd>
    </div>
  );
}
