import { useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { BulkBar, isOffered } from './BulkBar.tsx';
import { EmptyState } from './EmptyState.tsx';
import { FilterBar } from './FilterBar.tsx';
import { isShortcut, singleKeysOn } from './keys.ts';
import { partsOf } from './Link.tsx';
import { ListFooter } from './ListFooter.tsx';
import { ListTable } from './ListTable.tsx';
import { ListTabs, openTab } from './ListTabs.tsx';
import { useOwn } from './own.ts';
import { PeekPanel } from './PeekPanel.tsx';
import { pressRowKey, type RowsState, targets } from './rowKeys.ts';
import { type Tab, tabsOf } from './savedViews.ts';
import { useListLook } from './useListLook.ts';
import classes from './WorkList.module.css';
import type { WorkListProps } from './workListTypes.ts';

const nobody: RowsState = { active: null, selected: new Set() };

/**
 * A list to work through: tabs of saved views, filters in the address, a table whose rows open at the right or as pages, a bar for the
 * selected ones, pages by keyset. All of it by keyboard: j k x Space Enter f [ ] Esc, and the actions' letters.
 */
export function WorkList<Row>(props: WorkListProps<Row>) {
  const { page, handle, rowId, actions = [], peek } = props;
  const { list } = handle;
  const rows = useMemo(() => page?.rows ?? [], [page]);
  const ids = useMemo(() => rows.map(rowId), [rows, rowId]);
  const [state, setState] = useState<RowsState>(nobody);
  const [filtering, setFiltering] = useState(false);
  const table = useRef<HTMLTableElement>(null);
  const navigate = useNavigate();
  const address = useLocation({ select: ({ pathname }) => pathname });
  const saved = useOwn().useViews(address);
  const tabs = useMemo(() => tabsOf(props.views ?? [], saved, props.fields), [props.views, saved, props.fields]);
  const tab = openTab(tabs, handle, props.fields);
  const tabLook = tab?.saved?.look ? { id: tab.id, look: tab.saved.look } : null;
  const look = useListLook(props.id, props.columns, tabLook);
  useOpening(saved?.opensWith ?? null, tabs);
  const selectedRows = useMemo(
    () => rows.filter((row) => state.selected.has(rowId(row))),
    [rows, rowId, state.selected],
  );
  // Meant by this very selection: whoever selects otherwise means the rows again.
  const [wholeOf, setWholeOf] = useState<ReadonlySet<string> | null>(null);
  const everything = wholeOf !== null && wholeOf === state.selected && selectedRows.length > 0;
  const total = page?.total ?? 0;
  const peeked = rows.find((row) => rowId(row) === list.peek) ?? null;

  // Another page has other rows: what was selected there is let go of.
  useEffect(() => {
    setState((before) => {
      const selected = new Set([...before.selected].filter((id) => ids.includes(id)));
      const active = before.active !== null && ids.includes(before.active) ? before.active : null;
      return selected.size === before.selected.size && active === before.active ? before : { active, selected };
    });
  }, [ids]);

  // The address follows a moment later than the keys, which must know at once whether the peek is open.
  const peekOpen = useRef(list.peek !== null);
  useEffect(() => {
    peekOpen.current = list.peek !== null;
  }, [list.peek]);
  const setPeek = useCallback(
    (id: string | null) => {
      peekOpen.current = id !== null;
      handle.change({ ...list, peek: id });
    },
    [handle, list],
  );

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isShortcut(event) || (!singleKeysOn() && event.key.length === 1)) return;
      const inTable = table.current?.contains(document.activeElement) ?? false;
      if (event.key.startsWith('Arrow') && !inTable) return;
      if (event.key === ' ' && (event.target as HTMLElement).closest('button, input, summary')) return;
      const letters = actions.flatMap(({ key }) => (key === undefined ? [] : [key]));
      const pressed = pressRowKey(state, event.key, ids, letters);
      if (!pressed) return;
      event.preventDefault();
      setState(pressed.state);
      const { active } = pressed.state;
      if (active !== null && active !== state.active) {
        table.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(active)}"] a`)?.focus();
        if (peekOpen.current && peek) setPeek(active);
      }
      const does = pressed.does;
      if (does === 'peek') peek ? setPeek(list.peek === active ? null : active) : undefined;
      else if (does === 'close') peekOpen.current ? setPeek(null) : undefined;
      else if (does === 'filter') setFiltering(true);
      else if (does === 'next-page') page?.next != null ? handle.nextPage(page.next) : undefined;
      else if (does === 'page-before') list.after !== null ? handle.pageBefore() : undefined;
      else if (does !== null) {
        const wanted = new Set(targets(pressed.state));
        const chosen = rows.filter((row) => wanted.has(rowId(row)));
        const action = actions.find(({ key }) => key === does.action);
        if (!action || !isOffered(action, chosen)) return;
        if (everything) action.runAll?.();
        else action.run(chosen);
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [state, ids, rows, actions, everything, list, page, peek, handle, setPeek, rowId]);

  const open = (row: Row) => (peek ? setPeek(rowId(row)) : navigate(partsOf(props.rowHref(row))));
  const filtered = list.filters.length > 0 || list.words !== '';
  const nothing = page !== null && rows.length === 0;

  return (
    <div className={classes.frame} data-peeking={peeked !== null || undefined}>
      <div className={classes.list}>
        <ListTabs
          tabs={tabs}
          open={tab}
          saved={saved}
          handle={handle}
          fields={props.fields}
          noun={props.noun}
          filtered={filtered}
          look={look.look}
          lookChanged={tabLook !== null && JSON.stringify(tabLook.look) !== JSON.stringify(look.look)}
        />
        <FilterBar
          fields={props.fields}
          handle={handle}
          opened={filtering}
          onOpened={setFiltering}
          look={look}
          tools={props.tools}
          exportHref={props.exportHref}
          wordless={props.wordless}
        />
        {nothing ? (
          filtered || list.after !== null ? (
            <EmptyState title={`No ${props.noun[1]} fit these filters`}>
              Take one out, or choose another tab.
            </EmptyState>
          ) : (
            props.empty
          )
        ) : (
          <ListTable {...props} tableRef={table} look={look} state={state} onState={setState} onOpen={open} ids={ids} />
        )}
        <ListFooter page={page} handle={handle} noun={props.noun} shown={rows.length} />
        <BulkBar
          rows={selectedRows}
          actions={actions}
          noun={props.noun}
          total={selectedRows.length === rows.length && total > rows.length ? total : null}
          everything={everything}
          onEverything={() => setWholeOf(state.selected)}
          onLetGo={() => setState({ ...state, selected: new Set() })}
        />
      </div>
      {peek && peeked ? (
        <PeekPanel title={props.rowName(peeked)} href={props.rowHref(peeked)} onClose={() => setPeek(null)}>
          {peek(peeked)}
        </PeekPanel>
      ) : null}
    </div>
  );
}

/** A list that is opened by its bare address shows the view that the viewer chose for it. */
function useOpening(opensWith: string | null, tabs: readonly Tab[]) {
  const navigate = useNavigate();
  const bare = useLocation({ select: ({ searchStr }) => searchStr === '' });
  useEffect(() => {
    const tab = bare ? tabs.find(({ id }) => id === opensWith) : undefined;
    if (tab) navigate({ to: '.', search: { ...tab.search, view: tab.id } as never, replace: true });
  }, [bare, opensWith, tabs, navigate]);
}
