/** A card's place: column and place in it, both from 0. */
export type CardPlace = { column: number; place: number };

/** Where an arrow (or h j k l) leads from a card; empty columns are stepped over. Null: nowhere, or not such a key. `sizes`: cards per column. */
export function boardStep(from: CardPlace, key: string, sizes: readonly number[]): CardPlace | null {
  const size = sizes[from.column] ?? 0;
  if (key === 'ArrowDown' || key === 'j') return from.place + 1 < size ? { ...from, place: from.place + 1 } : null;
  if (key === 'ArrowUp' || key === 'k') return from.place > 0 ? { ...from, place: from.place - 1 } : null;
  const step = key === 'ArrowRight' || key === 'l' ? 1 : key === 'ArrowLeft' || key === 'h' ? -1 : 0;
  if (step === 0) return null;
  for (let column = from.column + step; column >= 0 && column < sizes.length; column += step) {
    const there = sizes[column] ?? 0;
    if (there > 0) return { column, place: Math.min(from.place, there - 1) };
  }
  return null;
}
