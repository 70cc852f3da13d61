/**
 * Remembers what `make` answered for a text: for what is asked again row after row. At most `most` answers are kept; with one more all of
 * them go. An error is not remembered.
 */
export function remembered<T>(most = 5000): (text: string, make: () => T) => T {
  const kept = new Map<string, T>();
  return (text, make) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const made = make();
    if (kept.size >= most) kept.clear();
    kept.set(text, made);
    return made;
  };
}
