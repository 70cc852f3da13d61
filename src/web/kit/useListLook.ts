import { useLocalStorage } from '@mantine/hooks';
import type { Column } from './workListTypes.ts';

type Look = { shown: Record<string, boolean>; dense: boolean };

/** Which columns of a list are shown and how close its rows stand: kept in this browser, per list. */
export function useListLook<Row>(id: string, columns: Column<Row>[]) {
  const [look, setLook] = useLocalStorage<Look>({
    key: `guildhall-list-${id}`,
    defaultValue: { shown: {}, dense: false },
    getInitialValueInEffect: false,
  });
  const isShown = (column: Pick<Column<Row>, 'id' | 'optional'>) => look.shown[column.id] ?? column.optional !== true;
  return {
    dense: look.dense,
    setDense: (dense: boolean) => setLook({ ...look, dense }),
    /** The first column always stays: it is the row's name. */
    choices: columns.slice(1).map((column) => ({ id: column.id, label: column.label, shown: isShown(column) })),
    toggle: (column: string, shown: boolean) => setLook({ ...look, shown: { ...look.shown, [column]: shown } }),
    isShown: (column: Column<Row>) => column === columns[0] || isShown(column),
  };
}

export type ListLook = Omit<ReturnType<typeof useListLook>, 'isShown'>;
