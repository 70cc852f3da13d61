/** An instant as its reader needs it: "Tuesday, 17 March 2026, 17:00 (Europe/Berlin)". `iso` is an instant, `zone` IANA. */
export function whenWords(iso: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).formatToParts(new Date(iso));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('weekday')}, ${of('day')} ${of('month')} ${of('year')}, ${of('hour')}:${of('minute')} (${zone.replaceAll('_', ' ')})`;
}

/** The day alone: "17 March 2026", as it is in the zone. */
export const dayWords = (iso: string, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }).format(
    new Date(iso),
  );

/** "1 business day", "5 business days". */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** Names in a sentence: "Cuba, Iran and Syria". */
export const listWords = (names: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names);

const regions = new Intl.DisplayNames('en', { type: 'region' });
/** A country's English name by its code; the code itself where it has none. */
export function countryName(code: string): string {
  try {
    return regions.of(code) ?? code;
  } catch {
    return code;
  }
}

/** The paragraphs of a text that has an empty line between them. */
export const paragraphs = (text: string): string[] => text.split(/\n\s*\n/).filter((part) => part.trim() !== '');
