/** Where `g` and a letter lead. */
export const goToKeys: Record<string, string> = {
  h: 'home',
  p: 'programs',
  c: 'community',
  i: 'inbox',
  m: 'campaigns',
  e: 'events',
  r: 'reports',
  s: 'settings',
};

/** How long (ms) `g` waits for its letter. */
const patience = 1200;

/** Follows key presses: `g`, then a letter within 1.2 s, gives the id of an area; anything else gives null and forgets the `g`. */
export function goToFollower(): (key: string, at: number) => string | null {
  let begun = Number.NEGATIVE_INFINITY;
  return (key, at) => {
    const inTime = at - begun <= patience;
    begun = key === 'g' ? at : Number.NEGATIVE_INFINITY;
    return inTime ? (goToKeys[key] ?? null) : null;
  };
}
