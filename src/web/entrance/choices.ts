type Choice = { value: string; label: string };

/** Every IANA zone the browser knows, with UTC, as choices. */
export function zones(): Choice[] {
  const known = Intl.supportedValuesOf('timeZone');
  return ['UTC', ...known.filter((zone) => zone !== 'UTC')].map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
  }));
}

/** The twelve months by number, January 1. */
export function months(): Choice[] {
  const words = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, place) => ({
    value: String(place + 1),
    label: words.format(Date.UTC(2024, place, 1)),
  }));
}

/** Countries by ISO 3166-1 alpha-2 code, named and sorted in a language (BCP 47). */
export function countries(language = 'en'): Choice[] {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const seen = new Map<string, string>();
  for (const code of letters.flatMap((a) => letters.map((b) => a + b))) {
    const name = notCountries.has(code) ? undefined : names.of(code);
    // Withdrawn codes resolve to today's name ("DD" to Germany): the canonical code is the one that stays itself.
    if (name && canonical(code)) seen.set(code, name);
  }
  return [...seen]
    .map(([value, label]) => ({ value, label }))
    .toSorted((a, b) => a.label.localeCompare(b.label, language));
}

/** Codes that CLDR names but that are no country: unions, regions, private use. */
const notCountries = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ', 'AC', 'CP', 'CQ', 'DG', 'EA', 'IC', 'TA']);

const canonical = (code: string) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
