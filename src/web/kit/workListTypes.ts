import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Search } from '../search.ts';
import type { FilterField } from './list.ts';
import type { ListHandle } from './useList.ts';

/** A column of a work list. The first is the row's name and link. */
export type Column<Row> = {
  id: string;
  label: string;
  cell: (row: Row) => ReactNode;
  /** The field the server sorts by when the head is pressed. */
  sort?: string;
  /** Numbers stand at the right. */
  numeric?: boolean;
  /** CSS width, such as '140px'; without one the column takes what is left. */
  width?: string;
  /** Left out until somebody chooses it. */
  optional?: boolean;
  /** Shown on phones, under the name. */
  onPhone?: boolean;
};

/** A saved view, shown as a tab. `search` is the address's query that it stands for. */
export type View = { id: string; label: string; count?: number; search: Search };

/** Something that can be done with one row or with all selected ones: a verb and a letter. */
export type RowAction<Row> = {
  id: string;
  label: string;
  key?: string;
  icon?: Icon;
  danger?: boolean;
  /** Whether it may be done with this row; the action is offered when it may with every target. */
  may?: (row: Row) => boolean;
  /** It says first what would become of each row, so that one row with which it may be done is enough. */
  previews?: boolean;
  run: (rows: Row[]) => void;
  /** Acts on all that fit the list's filters, on this page and others. */
  runAll?: () => void;
};

/** The rows of one page as the server gives them; `total` counts all that fit the filters. */
export type Rows<Row> = { rows: Row[]; next: string | null; total?: number | undefined };

/** What a work list is made from. */
export type WorkListProps<Row> = {
  /** Names the list for what the browser remembers (columns, density). */
  id: string;
  /** What one row is: ['application', 'applications']. */
  noun: readonly [one: string, many: string];
  /** Null while the rows are on their way: the table's bones are shown. */
  page: Rows<Row> | null;
  columns: Column<Row>[];
  fields: readonly FilterField[];
  handle: ListHandle;
  rowId: (row: Row) => string;
  rowHref: (row: Row) => string;
  /** The server cannot look for words in this list. */
  wordless?: boolean;
  /** The row's name for screen readers, and the heading of its peek. */
  rowName: (row: Row) => string;
  views?: View[];
  actions?: RowAction<Row>[];
  /** What a row shows when looked into; without it a press opens the page. */
  peek?: (row: Row) => ReactNode;
  /** Shown when nothing is there and nothing filters. */
  empty: ReactNode;
  /** The address that gives the same rows as CSV. */
  exportHref?: string;
  /** Between tabs and rows at the right: a switch to the board, for example. */
  tools?: ReactNode;
};
