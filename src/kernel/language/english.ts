const rules = new Intl.PluralRules('en');

/** A number with its noun, for what the house says in English: "1 hour", "1,204 mails". The web kit has its own (`plural.ts`). */
export const counted = (n: number, one: string, other = `${one}s`): string =>
  `${n.toLocaleString('en')} ${rules.select(n) === 'one' ? one : other}`;
