import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Person } from './Person.tsx';
import { RelativeTime } from './RelativeTime.tsx';
import classes from './Timeline.module.css';
import { shortDate } from './time.ts';

/**
 * One entry of a timeline. `fact`: one line of what happened. `message`: words between us and them. `note`: words among us, never sent.
 */
export type TimelineItem = {
  id: string;
  at: string;
  kind: 'fact' | 'message' | 'note';
  /** Who did it; null: the house itself. */
  who: string | null;
  /** For a fact: the sentence without its subject ("approved the application"). For message and note: the text as written. */
  words: string;
  /** For a fact: the record it happened to, behind the words. */
  about?: ReactNode;
  /** For a message: from them or from us. */
  ours?: boolean;
  icon?: Icon;
  /** Below the words: evidence, changed fields, a link. */
  detail?: ReactNode;
  actions?: ReactNode;
};

/** Facts, messages and notes in one order of time, with a line per day. `children` (an editor) stands at the end that is newest. */
export function Timeline({ items, newestFirst = false, children, label = 'What happened' }: TimelineProps) {
  const order = items.toSorted((a, b) => (newestFirst ? -1 : 1) * (Date.parse(a.at) - Date.parse(b.at)));
  const days = [...Map.groupBy(order, (item) => shortDate(item.at))];
  return (
    <div>
      {newestFirst ? children : null}
      <section aria-label={label} className={classes.timeline}>
        {days.map(([day, entries]) => (
          <div key={day}>
            <h3 className={classes.day}>{day}</h3>
            <ol className={classes.list}>
              {entries.map((item) => (
                <Entry key={item.id} item={item} />
              ))}
            </ol>
          </div>
        ))}
      </section>
      {newestFirst ? null : children}
    </div>
  );
}

export type TimelineProps = { items: TimelineItem[]; newestFirst?: boolean; children?: ReactNode; label?: string };

function Entry({ item }: { item: TimelineItem }) {
  const Icon = item.icon;
  if (item.kind === 'fact') {
    return (
      <li className={classes.fact}>
        <span className={classes.dot} aria-hidden="true">
          {Icon ? <Icon size={14} stroke={1.8} /> : null}
        </span>
        <div className={classes.factWords}>
          <span className={classes.who}>{item.who ?? 'Guildhall'}</span> {item.words} {item.about}{' '}
          <span className={classes.time}>
            <RelativeTime instant={item.at} />
          </span>
          {item.detail ? <div className={classes.detail}>{item.detail}</div> : null}
        </div>
      </li>
    );
  }
  return (
    <li className={classes.said} data-kind={item.kind} data-ours={item.ours || undefined}>
      <div className={classes.saidHead}>
        <Person name={item.who ?? 'Guildhall'} />
        <span className={classes.kind}>
          {item.kind === 'note' ? 'Note, only for us' : item.ours ? 'Message to them' : 'Message from them'}
        </span>
        <span className={classes.time}>
          <RelativeTime instant={item.at} />
        </span>
        {item.actions ? <span className={classes.actions}>{item.actions}</span> : null}
      </div>
      <p className={classes.text}>{item.words}</p>
      {item.detail ? <div className={classes.detail}>{item.detail}</div> : null}
    </li>
  );
}
