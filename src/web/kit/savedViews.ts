import { parseSearch } from '../search.ts';
import { type FilterField, readList } from './list.ts';
import type { SavedView, SavedViews } from './own.ts';
import type { View } from './workListTypes.ts';

/** A tab: a view that the list brings along, or one that somebody saved. */
export type Tab = View & { saved: SavedView | null; fault: string | null };

/** The query of an address holds these beside filters. */
const OTHERS = ['view', 'words', 'sort', 'after', 'peek'];

/** Why a saved query does not fit the list any more; null: it does. */
export function faultOf(query: string, fields: readonly FilterField[]): string | null {
  const search = parseSearch(query);
  const unknown = Object.keys(search).find(
    (name) => !OTHERS.includes(name) && !fields.some(({ field }) => field === name),
  );
  if (unknown) return `This view filters by “${unknown}”, which this list no longer has.`;
  for (const { field, values } of readList(search, fields).filters) {
    const known = fields.find((each) => each.field === field);
    // Choices that a page fetches are empty until it has them.
    if (known?.kind !== 'choice' || known.choices.length === 0) continue;
    if (values.some((value) => !known.choices.some((choice) => choice.value === value)))
      return `This view asks for a ${known.label.toLowerCase()} that is not there any more.`;
  }
  return null;
}

/** The tabs of a list in the viewer's order: those the list brings along, then saved ones by when they were made. */
export function tabsOf(views: readonly View[], saved: SavedViews | null, fields: readonly FilterField[]): Tab[] {
  const own = (saved?.views ?? []).map((view): Tab => {
    const { view: _, after: __, peek: ___, ...search } = parseSearch(view.query);
    return { id: view.id, label: view.name, search, saved: view, fault: faultOf(view.query, fields) };
  });
  const all = [...views.map((view): Tab => ({ ...view, saved: null, fault: null })), ...own];
  const places = saved?.places ?? [];
  const place = (tab: Tab) => (places.includes(tab.id) ? places.indexOf(tab.id) : places.length);
  return all.toSorted((a, b) => place(a) - place(b));
}

/** The order with one tab moved by one place to the left (-1) or right (1). */
export function moved(ids: readonly string[], id: string, by: -1 | 1): string[] {
  const from = ids.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return [...ids];
  const next = ids.filter((each) => each !== id);
  next.splice(to, 0, id);
  return next;
}
