/** The row the keys point at, and the rows that are selected. */
export type RowsState = { active: string | null; selected: ReadonlySet<string> };

/** What a key asks for besides moving: the list's page carries it out. */
export type RowIntent = 'peek' | 'close' | 'filter' | 'next-page' | 'page-before' | { action: string };

/**
 * What a key does in a list of these rows (ids in order): j/k (and arrows) move, x selects, Space looks inside, Esc closes or lets go of
 * the selection, f filters, ] and [ turn pages, other letters are the actions' own. Null: the key means nothing here. Enter is left to the link.
 */
export function pressRowKey(
  state: RowsState,
  key: string,
  ids: readonly string[],
  actionKeys: readonly string[] = [],
): { state: RowsState; does: RowIntent | null } | null {
  const place = state.active === null ? -1 : ids.indexOf(state.active);
  const at = (index: number) => ({ state: { ...state, active: ids[index] ?? state.active }, does: null });
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return ids.length === 0 ? null : at(Math.min(place + 1, ids.length - 1));
    case 'k':
    case 'ArrowUp':
      return ids.length === 0 ? null : at(Math.max(place - 1, 0));
    case 'x':
      return place < 0 || state.active === null ? null : { state: toggled(state, state.active), does: null };
    case ' ':
      return place < 0 ? null : { state, does: 'peek' };
    case 'Escape':
      return { state: { ...state, selected: new Set() }, does: 'close' };
    case 'f':
      return { state, does: 'filter' };
    case ']':
      return { state, does: 'next-page' };
    case '[':
      return { state, does: 'page-before' };
  }
  return actionKeys.includes(key) && (place >= 0 || state.selected.size > 0) ? { state, does: { action: key } } : null;
}

/** Selects the row, or lets go of it. */
export function toggled(state: RowsState, id: string): RowsState {
  const selected = new Set(state.selected);
  if (!selected.delete(id)) selected.add(id);
  return { ...state, selected };
}

/** Selects the rows between the active one and this one, both included (Shift and click). */
export function extended(state: RowsState, id: string, ids: readonly string[]): RowsState {
  const from = ids.indexOf(state.active ?? id);
  const to = ids.indexOf(id);
  if (from < 0 || to < 0) return toggled(state, id);
  return {
    active: id,
    selected: new Set([...state.selected, ...ids.slice(Math.min(from, to), Math.max(from, to) + 1)]),
  };
}

/** The rows an action works on: the selected ones, or else the active one. */
export function targets(state: RowsState): string[] {
  if (state.selected.size > 0) return [...state.selected];
  return state.active === null ? [] : [state.active];
}
