import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { stringifySearch } from '../search.ts';
import { Link } from './Link.tsx';
import classes from './ListTabs.module.css';
import { type FilterField, readList, sameRows, writeList } from './list.ts';
import type { Look, SavedViews } from './own.ts';
import { SaveViewDialog } from './SaveViewDialog.tsx';
import type { Tab } from './savedViews.ts';
import type { ListHandle } from './useList.ts';
import { ViewMenu } from './ViewMenu.tsx';

/** The tab that the address stands for: the one whose rows it shows, else the one it began from. */
export function openTab(tabs: readonly Tab[], handle: ListHandle, fields: readonly FilterField[]): Tab | null {
  const { list } = handle;
  const same = tabs.filter((tab) => sameRows(readList(tab.search, fields), list));
  return same.find(({ id }) => id === list.view) ?? same[0] ?? tabs.find(({ id }) => id === list.view) ?? null;
}

/** The views as tabs. They are links: each has its address, and opens in another window like any link. */
export function ListTabs({ tabs, open, saved, handle, fields, noun, filtered, look, lookChanged }: ListTabsProps) {
  const [saving, setSaving] = useState(false);
  const row = useRef<HTMLUListElement>(null);
  const openId = open?.id;
  // On phones the tabs stand in a row that scrolls, and the open one may lie beyond its end.
  useEffect(() => {
    if (openId === undefined) return;
    const tab = row.current?.querySelector<HTMLElement>('[aria-current]');
    if (row.current && tab) row.current.scrollLeft = tab.offsetLeft - row.current.offsetLeft - 40;
  }, [openId]);
  if (tabs.length === 0 && !filtered) return null;
  const { list } = handle;
  const rowsChanged = !tabs.some((tab) => sameRows(readList(tab.search, fields), list));
  const changed = (filtered && rowsChanged) || (lookChanged && open?.saved !== null);
  const { view: _, after: __, peek: ___, ...search } = writeList(list);
  const query = stringifySearch(search);
  return (
    <>
      <nav aria-label={`Views of the ${noun[1]}`} className={classes.tabs}>
        <ul ref={row} className={classes.list}>
          {tabs.map((tab) => (
            <li key={tab.id}>
              <Link
                href={stringifySearch({ ...tab.search, view: tab.id })}
                className={classes.tab}
                aria-current={tab === open ? 'page' : undefined}
                title={tab.fault ?? undefined}
              >
                {tab.label}
                {tab.fault ? <span className={classes.fault}> no longer fits</span> : null}
                {tab === open && changed ? <span className={classes.changed}> changed</span> : null}
                {tab.count === undefined ? null : (
                  <span className={classes.count}>{tab.count.toLocaleString('en')}</span>
                )}
              </Link>
            </li>
          ))}
        </ul>
        {saved ? (
          <>
            {filtered && rowsChanged ? (
              <Button size="compact-xs" variant="subtle" className={classes.save} onClick={() => setSaving(true)}>
                Save as view
              </Button>
            ) : null}
            <ViewMenu
              tabs={tabs}
              open={open}
              saved={saved}
              changed={changed}
              query={query}
              look={look}
              onSaveAs={() => setSaving(true)}
            />
            <SaveViewDialog opened={saving} onClose={() => setSaving(false)} saved={saved} query={query} look={look} />
          </>
        ) : null}
      </nav>
      {open?.fault ? (
        <p className={classes.faultWords} role="status">
          {open.fault} Choose other filters and update the view, or remove it.
        </p>
      ) : null}
    </>
  );
}

type ListTabsProps = {
  tabs: readonly Tab[];
  open: Tab | null;
  saved: SavedViews | null;
  handle: ListHandle;
  fields: readonly FilterField[];
  noun: readonly [string, string];
  filtered: boolean;
  look: Look;
  lookChanged: boolean;
};
