let shownZone: string | undefined;

/** The zone (IANA) in which this page shows what names none; null: the browser's. */
export function setShownZone(zone: string | null): void {
  shownZone = zone ?? undefined;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** "just now", "5 minutes ago", "in 3 days", "12 Mar 2025": the distance of an instant (ISO) from now, by date when over 30 days away. */
export function relativeTime(instant: string, now: number = Date.now()): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return 'unknown';
  const distance = at - now;
  const size = Math.abs(distance);
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  if (size < 45_000) return 'just now';
  if (size < 50 * minute) return words.format(Math.round(distance / minute), 'minute');
  if (size < 22 * hour) return words.format(Math.round(distance / hour), 'hour');
  if (size < 30 * day) return words.format(Math.round(distance / day), 'day');
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    ...(shownZone ? { timeZone: shownZone } : {}),
  }).format(at);
}

/** "Friday, 27 November 2026 at 18:00 CET" in the given IANA zone, or the one the reader chose, or their browser's. */
export function exactTime(instant: string, zone: string | undefined = shownZone): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return 'unknown';
  const parts: Intl.DateTimeFormatOptions = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  };
  return new Intl.DateTimeFormat('en-GB', zone === undefined ? parts : { ...parts, timeZone: zone }).format(at);
}

/** "27 Nov 2026" of a plain date (ISO), or of an instant in the given IANA zone (the reader's own without one). */
export function shortDate(date: string, zone: string | undefined = shownZone): string {
  const timeZone = /^\d{4}-\d{2}-\d{2}$/.test(date) ? 'UTC' : zone;
  const at = Date.parse(date);
  if (Number.isNaN(at)) return 'unknown';
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', ...(timeZone ? { timeZone } : {}) }).format(at);
}
