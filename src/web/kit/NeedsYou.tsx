import type { NeedsMeItem } from '#kernel/slots.ts';
import { EmptyState } from './EmptyState.tsx';
import { Link } from './Link.tsx';
import classes from './NeedsYou.module.css';
import { RelativeTime } from './RelativeTime.tsx';
import { StateBadge } from './StateBadge.tsx';

/** What waits for the viewer, by kind of work; the nearest due first as the server gives them. */
export function NeedsYou({ groups }: { groups: NeedsGroup[] }) {
  const filled = groups.filter(({ items }) => items.length > 0);
  if (filled.length === 0) {
    return (
      <EmptyState title="Nothing waits for you">
        New work shows up here and in the number at the top of every page.
      </EmptyState>
    );
  }
  return filled.map((group) => (
    <div key={group.name} className={classes.group}>
      <h3 className={classes.title}>
        {group.title} <span className={classes.count}>{group.total}</span>
      </h3>
      <ul className={classes.list}>
        {group.items.map((item) => (
          <li key={item.id} className={classes.item}>
            <Link href={item.href} className={classes.link}>
              {item.title}
            </Link>
            <span className={classes.words}>{item.words}</span>
            <span className={classes.due}>
              {item.due === null ? null : (
                <>
                  due <RelativeTime instant={item.due} />
                </>
              )}
              {item.health === null ? null : <StateBadge state={item.health} plain />}
            </span>
          </li>
        ))}
      </ul>
    </div>
  ));
}

export type NeedsGroup = { name: string; title: string; total: number; items: NeedsMeItem[] };
