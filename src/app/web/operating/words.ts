import { counted } from '#web/kit/plural.ts';

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** "734 bytes", "12.3 MB". */
export function bytes(count: number): string {
  let [value, unit] = [count, 0];
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit > 0 && value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ${UNITS[unit]}`;
}

/** "40 seconds", "12 minutes", "3 hours", "2 days". */
export function span(seconds: number): string {
  const [value, unit] =
    seconds < 120
      ? [Math.round(seconds), 'second']
      : seconds < 7200
        ? [Math.round(seconds / 60), 'minute']
        : seconds < 172_800
          ? [Math.round(seconds / 3600), 'hour']
          : [Math.round(seconds / 86_400), 'day'];
  return counted(value as number, unit as string);
}
