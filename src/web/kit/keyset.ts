/**
 * Where one is in a list that pages by keyset. The server gives only the marker of the page after; the way back is the trail of markers
 * that led here ('' for the first page), kept in the browser's history beside the address.
 */
export type Place = { after: string | null; trail: readonly string[] };

/** On to the page behind `next`. */
export function forward(place: Place, next: string): Place {
  return { after: next, trail: [...place.trail, place.after ?? ''] };
}

/** To the page before; without a trail (the address was opened from a message) to the first. */
export function backward(place: Place): Place {
  return { after: place.trail.at(-1) || null, trail: place.trail.slice(0, -1) };
}

/** Whether there is a page before this one. */
export const hasBefore = (place: Place): boolean => place.after !== null;

/** The trail out of the browser's history state, whatever is in there. */
export function trailOf(state: unknown): string[] {
  const trail = (state as { trail?: unknown } | null | undefined)?.trail;
  return Array.isArray(trail) && trail.every((each) => typeof each === 'string') ? trail : [];
}
