import { Checkbox, Skeleton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { CSSProperties, MouseEvent, RefObject } from 'react';
import { Link } from './Link.tsx';
import classes from './ListTable.module.css';
import { nextSort, refine } from './list.ts';
import { extended, type RowsState, toggled } from './rowKeys.ts';
import type { useListLook } from './useListLook.ts';
import type { Column, WorkListProps } from './workListTypes.ts';

type TableProps<Row> = WorkListProps<Row> & {
  tableRef: RefObject<HTMLTableElement | null>;
  look: ReturnType<typeof useListLook<Row>>;
  state: RowsState;
  onState: (state: RowsState) => void;
  onOpen: (row: Row) => void;
  ids: readonly string[];
};

/** The table of a work list; on phones each row stacks into a name and what matters beneath it. */
export function ListTable<Row>(props: TableProps<Row>) {
  const { page, columns, noun, look, state, onState, ids, actions = [] } = props;
  const shown = columns.filter(look.isShown);
  const selectable = actions.length > 0;
  const all = ids.length > 0 && ids.every((id) => state.selected.has(id));
  return (
    <div className={classes.scroll}>
      <table
        ref={props.tableRef}
        className={classes.table}
        style={{ '--least': leastWidth(shown as Column<never>[]) } as CSSProperties}
        data-dense={look.dense || undefined}
        aria-busy={page === null}
      >
        <caption className="gh-visually-hidden">{noun[1]}</caption>
        <thead>
          <tr>
            {selectable ? (
              <th className={classes.tick} scope="col">
                <Checkbox
                  size="xs"
                  aria-label={`Select all ${noun[1]} of this page`}
                  checked={all}
                  indeterminate={!all && state.selected.size > 0}
                  onChange={() => onState({ ...state, selected: new Set(all ? [] : ids) })}
                />
              </th>
            ) : null}
            {shown.map((column, place) => (
              <Head
                key={column.id}
                column={column}
                name={place === 0}
                rank={phoneRank(shown, column)}
                handle={props.handle}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {page === null
            ? bones.map((bone) => (
                <tr key={bone}>
                  {selectable ? <td className={classes.tick} /> : null}
                  {shown.map((column) => (
                    <td key={column.id}>
                      <Skeleton height={12} my={4} width="70%" />
                    </td>
                  ))}
                </tr>
              ))
            : page.rows.map((row) => (
                <TableRow key={props.rowId(row)} row={row} table={props} shown={shown} selectable={selectable} />
              ))}
        </tbody>
      </table>
    </div>
  );
}

/** The width below which the table scrolls: 200 px for the name, 140 where a column names none. */
const leastWidth = (columns: Column<never>[]) =>
  `calc(${['236px', ...columns.slice(1).map(({ width }) => width ?? '140px')].join(' + ')})`;

/** The place of a column among those that phones show, from 1; the first two also stand beside a peek. */
const phoneRank = <Row,>(columns: Column<Row>[], column: Column<Row>) =>
  column.onPhone ? columns.filter(({ onPhone }) => onPhone).indexOf(column) + 1 : undefined;

const bones = [1, 2, 3, 4, 5, 6, 7, 8];

function Head<Row>({
  column,
  name,
  rank,
  handle,
}: {
  column: Column<Row>;
  name: boolean;
  rank: number | undefined;
  handle: WorkListProps<Row>['handle'];
}) {
  const { sort } = handle.list;
  const mine = sort !== null && sort.field === column.sort ? sort : null;
  const aria = mine === null ? undefined : mine.descending ? 'descending' : 'ascending';
  return (
    <th
      scope="col"
      style={{ '--width': column.width } as CSSProperties}
      data-numeric={column.numeric || undefined}
      data-name={name || undefined}
      data-phone={rank}
      aria-sort={aria}
    >
      {column.sort === undefined ? (
        column.label
      ) : (
        <button
          type="button"
          className={classes.sort}
          onClick={() => handle.change(refine(handle.list, { sort: nextSort(sort, column.sort ?? '') }))}
        >
          {column.label}
          {mine ? (
            mine.descending ? (
              <IconArrowDown size={13} aria-hidden />
            ) : (
              <IconArrowUp size={13} aria-hidden />
            )
          ) : null}
        </button>
      )}
    </th>
  );
}

function TableRow<Row>({
  row,
  table,
  shown,
  selectable,
}: {
  row: Row;
  table: TableProps<Row>;
  shown: Column<Row>[];
  selectable: boolean;
}) {
  const { state, onState, ids, handle } = table;
  const id = table.rowId(row);
  const onPress = (event: MouseEvent) => {
    // The middle button, Ctrl, Shift and keys keep the link's own ways; a plain press looks inside.
    if (event.defaultPrevented || event.detail === 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if ((event.target as HTMLElement).closest('button, input, label, a:not([data-row-link])')) return;
    event.preventDefault();
    onState({ ...state, active: id });
    table.onOpen(row);
  };
  return (
    // A wider target for the mouse; the row's link and the list's keys do the same by keyboard.
    <tr
      data-row={id}
      data-active={state.active === id || undefined}
      data-peeked={handle.list.peek === id || undefined}
      data-selected={state.selected.has(id) || undefined}
      onClickCapture={onPress}
    >
      {selectable ? (
        <td className={classes.tick}>
          <Checkbox
            size="xs"
            aria-label={`Select ${table.rowName(row)}`}
            checked={state.selected.has(id)}
            onChange={() => {}}
            onClick={(event) =>
              onState(event.shiftKey ? extended(state, id, ids) : { ...toggled(state, id), active: id })
            }
          />
        </td>
      ) : null}
      {shown.map((column, place) => (
        <td
          key={column.id}
          data-numeric={column.numeric || undefined}
          data-name={place === 0 || undefined}
          data-phone={phoneRank(shown, column)}
        >
          {place === 0 ? (
            <Link
              href={table.rowHref(row)}
              className={classes.name}
              data-row-link
              onFocus={() => state.active !== id && onState({ ...state, active: id })}
            >
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}
