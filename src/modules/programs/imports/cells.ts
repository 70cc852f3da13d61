import { mailAddress, UnfitForMail } from '#kernel/mail/address.ts';
import { remembered } from '#kernel/remembered.ts';
import type { DateForm } from './fields.ts';

/** What a row says of one field, or why it cannot be read. Throw and catch within a row: the first fault refuses it. */
export class RowFault extends Error {
  override name = 'RowFault';
}
const refuse = (words: string): never => {
  throw new RowFault(words);
};

/** A sheet puts an apostrophe before a text that begins like a formula; it is no part of the text (the other way: `#kernel/csv.ts`). */
export const cellText = (cell: string): string => (isKeptText(cell) ? cell.slice(1) : cell).trim();

const isKeptText = (cell: string): boolean => cell.startsWith("'") && /^'+(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u.test(cell);

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** A text of one line, at most so long; null where the cell is empty. */
export function textOf(cell: string, label: string, most: number): string | null {
  if (cell === '') return null;
  if (cell.length > most) refuse(`${label}: longer than ${most} characters.`);
  if (CONTROL.test(cell) || !cell.isWellFormed()) refuse(`${label}: holds a character that no text has.`);
  return cell;
}

/** Names as identities refuse them are refused here too, with the line they stand in. */
export function nameOf(cell: string, label: string): string | null {
  const name = textOf(cell, label, 200);
  if (name !== null && /[\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/.test(name))
    refuse(`${label}: holds a hidden mark.`);
  return name;
}

/** A mail address in small letters, its domain in ASCII: one that mail can go to. */
export function addressOf(cell: string, label: string): string | null {
  const text = textOf(cell.toLowerCase(), label, 254);
  if (text === null) return null;
  const fault = () => refuse(`${label}: “${text.slice(0, 60)}” is no mail address.`);
  if (!/^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@.<>,;:"()[\]\\]{2,}$/u.test(text)) return fault();
  try {
    return mailAddress(text);
  } catch (error) {
    if (error instanceof UnfitForMail) return fault();
    throw error;
  }
}

const DAY: Record<DateForm, RegExp> = {
  iso: /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})$/,
  'day-month-year': /^(?<d>\d{1,2})[./-](?<m>\d{1,2})[./-](?<y>\d{4})$/,
  'month-day-year': /^(?<m>\d{1,2})[./-](?<d>\d{1,2})[./-](?<y>\d{4})$/,
};
const SAID: Record<DateForm, string> = {
  iso: '2026-03-31',
  'day-month-year': '31.03.2026',
  'month-day-year': '03/31/2026',
};

/** An instant: a day in the chosen form (its first moment, UTC), or an instant as exports write it. Years 1970 to 2199. */
export function instantOf(cell: string, label: string, form: DateForm): Temporal.Instant | null {
  if (cell === '') return null;
  const fault = () => refuse(`${label}: “${cell.slice(0, 40)}” is no date as ${SAID[form]}.`);
  const instant =
    cell.length <= LONGEST_DAY ? days(`${form} ${cell}`, () => readInstant(cell, form)) : readInstant(cell, form);
  return instant === 'none' ? fault() : instant;
}

/** The days of a list come again and again; instants do not, and would keep the text they are cut from. */
const LONGEST_DAY = 10;
const days = remembered<Temporal.Instant | 'none'>();

function readInstant(cell: string, form: DateForm): Temporal.Instant | 'none' {
  const parts = DAY[form].exec(cell)?.groups ?? DAY.iso.exec(cell)?.groups;
  const iso = parts
    ? `${parts.y}-${(parts.m ?? '').padStart(2, '0')}-${(parts.d ?? '').padStart(2, '0')}T00:00:00Z`
    : cell.replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, '$1T');
  if (!/^(19[7-9]\d|20\d\d|21\d\d)-\d\d-\d\dT/.test(iso)) return 'none';
  try {
    // As exactly as the database keeps it: what it cannot keep would differ each time the list is brought.
    return Temporal.Instant.from(iso).round({ smallestUnit: 'microsecond', roundingMode: 'trunc' });
  } catch {
    return 'none';
  }
}

/** A whole number of at least one. */
export function countOf(cell: string, label: string, most: number): number | null {
  if (cell === '') return null;
  const n = /^\d{1,12}$/.test(cell) ? Number(cell) : Number.NaN;
  return n >= 1 && n <= most ? n : refuse(`${label}: “${cell.slice(0, 40)}” is no whole number from 1 to ${most}.`);
}

/** One of some words, however they are written. */
export function oneOf<T extends string>(cell: string, label: string, words: Record<string, T>): T | null {
  if (cell === '') return null;
  const found = words[cell.toLowerCase().replace(/[_\s]+/g, '-')];
  return (
    found ?? refuse(`${label}: “${cell.slice(0, 40)}” is none of ${[...new Set(Object.values(words))].join(', ')}.`)
  );
}
