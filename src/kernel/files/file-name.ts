const LONGEST = 120;

/** Names that Windows keeps for devices; a download under such a name fails there. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A file's name made harmless: the last part of any path, without control, direction-changing or reserved characters,
 * at most 120 characters with its ending kept, and ending in `ending` (so that "report.pdf.exe", sent as PDF, is saved
 * as "report.pdf.exe.pdf"). Never empty.
 */
export function safeFileName(written: string, endings: readonly [string, ...string[]]): string {
  const last = written.normalize('NFC').slice(-2000).split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const ending = endings.find((each) => clean.toLowerCase().endsWith(`.${each}`));
  const stem = ending ? clean.slice(0, -(ending.length + 1)) : clean;
  const short = [...stem.replace(/[. ]+$/, '')].slice(0, LONGEST - 1 - (ending ?? endings[0]).length).join('');
  const named = short === '' || DEVICES.test(short) ? `file${short && `-${short}`}` : short;
  return `${named}.${ending ?? endings[0]}`;
}
