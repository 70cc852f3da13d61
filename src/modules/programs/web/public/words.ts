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
