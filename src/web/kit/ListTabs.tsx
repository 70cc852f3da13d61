import { Button } from '@mantine/core';
import { stringifySearch } from '../search.ts';
import { Link } from './Link.tsx';
import classes from './ListTabs.module.css';
import { type FilterField, readList, sameRows } from './list.ts';
import type { ListHandle } from './useList.ts';
import type { View } from './workListTypes.ts';

/** The saved views as tabs. They are links: each has its address, and opens in another window like any link. */
export function ListTabs({ views = [], handle, fields, noun, filtered, onSaveView }: ListTabsProps) {
  if (views.length === 0) return null;
  const { list } = handle;
  const open =
    views.find((view) => sameRows(readList(view.search, fields), list)) ?? views.find(({ id }) => id === list.view);
  const changed = filtered && !views.some((view) => sameRows(readList(view.search, fields), list));
  return (
    <nav aria-label={`Views of the ${noun[1]}`} className={classes.tabs}>
      <ul className={classes.list}>
        {views.map((view) => (
          <li key={view.id}>
            <Link
              href={stringifySearch({ ...view.search, view: view.id })}
              className={classes.tab}
              aria-current={view === open ? 'page' : undefined}
            >
              {view.label}
              {view === open && changed ? <span className={classes.changed}> changed</span> : null}
              {view.count === undefined ? null : (
                <span className={classes.count}>{view.count.toLocaleString('en')}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
      {changed && onSaveView ? (
        <Button size="compact-xs" variant="subtle" onClick={onSaveView}>
          Save as view
        </Button>
      ) : null}
    </nav>
  );
}

type ListTabsProps = {
  views?: View[];
  handle: ListHandle;
  fields: readonly FilterField[];
  noun: readonly [string, string];
  filtered: boolean;
  onSaveView?: () => void;
};
