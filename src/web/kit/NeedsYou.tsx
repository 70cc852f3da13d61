import type { NeedsMeItem } from '#kernel/slots.ts';
import { EmptyState } from './EmptyState.tsx';
import { Link } from './Link.tsx';
import classes from './NeedsYou.module.css';
import { plural } from './plural.ts';
import { RelativeTime } from './RelativeTime.tsx';
import { StateBadge } from './StateBadge.tsx';
import { shortDate } from './time.ts';

/** What waits for the viewer, the most urgent first as the server gives it; `total` counts also what is not listed. */
export function NeedsYou({ items, total }: { items: NeedsMeItem[]; total: number }) {
  if (items.length === 0) {
    return (
      <EmptyState title="Nothing waits for you">
        New work shows up here and in the number at the top of every page.
      </EmptyState>
    );
  }
  return (
    <>
      <ul className={classes.list}>
        {items.map((item) => (
          <li key={item.id} className={classes.item}>
            <Link href={item.href} className={classes.link}>
              {item.title}
            </Link>
            <span className={classes.words}>{item.words}</span>
            <span className={classes.due}>
              {item.due === null ? null : <span>due {<Due due={item.due} />}</span>}
              {item.health === null ? null : <StateBadge state={item.health} plain />}
            </span>
          </li>
        ))}
      </ul>
      {total > items.length ? (
        <p className={classes.more}>
          {(total - items.length).toLocaleString('en')} more {plural(total - items.length, 'waits', 'wait')} behind
          these.
        </p>
      ) : null}
    </>
  );
}

/** A to-do is due on a day, an application at an instant. */
const Due = ({ due }: { due: string }) => (due.length === 10 ? shortDate(due) : <RelativeTime instant={due} />);
