import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import classes from './Board.module.css';
import { boardStep } from './boardKeys.ts';
import { Link } from './Link.tsx';
import { counted } from './plural.ts';
import { looks, type State } from './states.ts';

/** A column of a board: a state, how many there are in all, and the cards shown. */
export type BoardColumn<Row> = { id: string; label: string; state: State; total: number; rows: Row[] };

/**
 * Columns by state. Cards are links in columns that are lists: Tab reaches them, the arrows move between cards and columns. Nothing is
 * dragged: a move needs a reason or a check, so it happens through the card's actions.
 */
export function Board<Row>({ columns, noun, rowId, rowHref, card, onOpen, moreHref }: BoardProps<Row>) {
  const board = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const current = (event.target as HTMLElement).closest<HTMLElement>('[data-card]');
    if (!current) return;
    const [column = 0, place = 0] = (current.dataset.card ?? '').split(':').map(Number);
    const target = boardStep(
      { column, place },
      event.key,
      columns.map(({ rows }) => rows.length),
    );
    if (!target) return;
    event.preventDefault();
    board.current?.querySelector<HTMLElement>(`[data-card="${target.column}:${target.place}"]`)?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens to the arrows that its links let through
    <div ref={board} className={classes.board} onKeyDown={onKeyDown}>
      {columns.map((column, at) => {
        const Icon = looks[column.state].icon;
        return (
          <section
            key={column.id}
            className={classes.column}
            aria-label={`${column.label}, ${counted(column.total, ...noun)}`}
          >
            <h2 className={classes.head}>
              <Icon size={15} stroke={1.9} color={looks[column.state].colour} aria-hidden />
              {column.label}
              <span className={classes.count}>{column.total.toLocaleString('en')}</span>
            </h2>
            <ul className={classes.cards}>
              {column.rows.map((row, place) => (
                <li key={rowId(row)}>
                  <Link
                    href={rowHref(row)}
                    className={classes.card}
                    data-card={`${at}:${place}`}
                    onClick={(event) => {
                      if (!onOpen || event.detail === 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
                      event.preventDefault();
                      onOpen(row);
                    }}
                  >
                    {card(row)}
                  </Link>
                </li>
              ))}
            </ul>
            {column.rows.length === 0 ? <p className={classes.none}>None</p> : null}
            {column.total > column.rows.length ? (
              moreHref ? (
                <Link href={moreHref(column)} className={classes.more}>
                  {(column.total - column.rows.length).toLocaleString('en')} more
                </Link>
              ) : (
                <p className={classes.none}>{(column.total - column.rows.length).toLocaleString('en')} more</p>
              )
            ) : null}
          </section>
        );
      })}
    </div>
  );
}

export type BoardProps<Row> = {
  columns: BoardColumn<Row>[];
  noun: readonly [one: string, many: string];
  rowId: (row: Row) => string;
  rowHref: (row: Row) => string;
  card: (row: Row) => ReactNode;
  onOpen?: (row: Row) => void;
  /** The list that shows the rest of a column. */
  moreHref?: (column: BoardColumn<Row>) => string;
};
