import { z } from 'zod';
import { code } from './words.ts';

/** What was answered, by the name of the field, as it was typed. Several choices are a list. */
export type Answers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What conditions can ask about besides the fields of the form. */
export const FORM_KNOWS = ['country', 'hosting', 'kind', 'year'] as const;

/**
 * Something about the answers: a field has one of some values, or a number within bounds, or was filled in at all. Besides the
 * fields of the form, `country`, `hosting`, `kind` (new, renewal) and `year` (1 for the first term) can be asked about.
 */
export const condition = z
  .strictObject({
    field: code,
    isOneOf: z.array(z.string().min(1).max(200)).min(1).max(100).optional(),
    isNoneOf: z.array(z.string().min(1).max(200)).min(1).max(100).optional(),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
  })
  .refine(
    (c) => [c.isOneOf, c.isNoneOf, c.atLeast ?? c.atMost].some((part) => part !== undefined),
    'Say what the field must be: one of some values, none of some, or a number within bounds.',
  );
export type Condition = z.output<typeof condition>;

/** Whole numbers in groups of three, with one or two decimals, as the one half of the world writes them and as the other does. */
const GROUPED_BY_COMMA = /^-?\d{1,3}(,\d{3})+(\.\d{1,2})?$/;
const GROUPED_BY_POINT = /^-?\d{1,3}(\.\d{3})+(,\d{1,2})?$/;

/**
 * A number as people type it: 5000000, 5,000,000, 5.000.000, 5 000 000, 5'000'000, 2.5 or 2,5. A separator before exactly three digits
 * groups them. null: it is no number.
 */
export function numberIn(text: string): number | null {
  const plain = text.replace(/[\s\u00A0\u202F'’]/g, '');
  if (plain.length > 20) return null;
  if (GROUPED_BY_COMMA.test(plain)) return Number(plain.replaceAll(',', ''));
  if (GROUPED_BY_POINT.test(plain)) return Number(plain.replaceAll('.', '').replace(',', '.'));
  return /^-?\d{1,15}([.,]\d{1,6})?$/.test(plain) ? Number(plain.replace(',', '.')) : null;
}

/** Does it hold? null: the field was not answered, or a number was asked about and none was typed. */
export function holds(c: Condition, answers: Answers): boolean | null {
  const answer = answers[c.field];
  const given = (Array.isArray(answer) ? answer : [answer ?? '']).filter((value: string) => value.trim() !== '');
  if (given.length === 0) return null;
  if (c.isOneOf && !given.some((value) => c.isOneOf?.includes(value))) return false;
  if (c.isNoneOf && given.some((value) => c.isNoneOf?.includes(value))) return false;
  if (c.atLeast === undefined && c.atMost === undefined) return true;
  const number = numberIn(given[0] ?? '');
  if (number === null) return null;
  return number >= (c.atLeast ?? -Infinity) && number <= (c.atMost ?? Infinity);
}

/** Do all of them hold for certain? */
export const allHold = (conditions: readonly Condition[], answers: Answers): boolean =>
  conditions.every((c) => holds(c, answers) === true);
