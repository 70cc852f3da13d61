const rules = new Intl.PluralRules('en');

/** The form of a word that goes with a number: `plural(n, 'member waits', 'members wait')`. */
export const plural = (n: number, one: string, other: string): string => (rules.select(n) === 'one' ? one : other);

/** A number with its noun: "1 row", "1,204 rows", "3 people". */
export const counted = (n: number, one: string, other = `${one}s`): string =>
  `${n.toLocaleString('en')} ${plural(n, one, other)}`;
