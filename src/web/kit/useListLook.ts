import { useLocalStorage } from '@mantine/hooks';
import { useState } from 'react';
import { type Look, useOwn } from './own.ts';
import type { Column } from './workListTypes.ts';

/**
 * Which columns of a list are shown and how close its rows stand: kept for the viewer on the server (in this browser where nobody
 * keeps it). A saved view that has a look of its own shows that; what is changed then lasts until another view is opened or it is saved.
 */
export function useListLook<Row>(id: string, columns: Column<Row>[], ofView: { id: string; look: Look } | null = null) {
  const own = useOwn().useLook(id);
  const [changed, setChanged] = useState<{ view: string; look: Look } | null>(null);
  const [here, setHere] = useLocalStorage<Look>({
    key: `guildhall-list-${id}`,
    defaultValue: { shown: {}, dense: false },
    getInitialValueInEffect: false,
  });
  const look = ofView ? (changed?.view === ofView.id ? changed.look : ofView.look) : (own?.look ?? here);
  const setLook = (next: Look) =>
    ofView ? setChanged({ view: ofView.id, look: next }) : (own?.setLook ?? setHere)(next);
  const isShown = (column: Pick<Column<Row>, 'id' | 'optional'>) => look.shown[column.id] ?? column.optional !== true;
  return {
    look,
    dense: look.dense,
    setDense: (dense: boolean) => setLook({ ...look, dense }),
    /** The first column always stays: it is the row's name. */
    choices: columns.slice(1).map((column) => ({ id: column.id, label: column.label, shown: isShown(column) })),
    toggle: (column: string, shown: boolean) => setLook({ ...look, shown: { ...look.shown, [column]: shown } }),
    isShown: (column: Column<Row>) => column === columns[0] || isShown(column),
  };
}

export type ListLook = Omit<ReturnType<typeof useListLook>, 'isShown'>;
