import type { Condition } from './condition.ts';
import { labelOf, pathBelow } from './labels.ts';

const rules = new Intl.PluralRules('en');
const counted = (count: number, unit: string): string =>
  unit === 'percent'
    ? `${count} percent`
    : `${count.toLocaleString('en')} ${rules.select(count) === 'one' ? unit : `${unit}s`}`;

const country = (code: string): string =>
  /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames('en', { type: 'region' }).of(code) ?? code) : code;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const CONDITION = new Set(['field', 'isOneOf', 'isNoneOf', 'atLeast', 'atMost']);
const isCondition = (value: unknown): value is Condition =>
  isRecord(value) && typeof value.field === 'string' && Object.keys(value).every((key) => CONDITION.has(key));

/** A condition in words: “country is one of Germany, France”. */
export function conditionInWords({ field, isOneOf, isNoneOf, atLeast, atMost }: Condition): string {
  const list = (values: readonly string[]) => values.map(field === 'country' ? country : String).join(', ');
  const parts = [
    isOneOf?.length === 1 ? `is ${list(isOneOf)}` : isOneOf ? `is one of ${list(isOneOf)}` : '',
    isNoneOf ? `is none of ${list(isNoneOf)}` : '',
    atLeast === undefined ? '' : `is at least ${atLeast}`,
    atMost === undefined ? '' : `is at most ${atMost}`,
  ].filter((part) => part !== '');
  return `${field} ${parts.join(' and ')}`;
}

/** A value of a policy in words. `path` as in LABELS. */
export function told(path: string, value: unknown): string {
  const { unit, none, values } = labelOf(path);
  if (value === undefined || value === null || value === '') return none ?? 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return unit ? counted(value, unit) : value.toLocaleString('en');
  if (typeof value === 'string') return values?.[value] ?? (path === 'embargo.*' ? country(value) : value);
  if (isCondition(value)) return conditionInWords(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return none ?? 'none';
    const entries = value.map((entry) => told(`${path}.*`, entry));
    return entries.join(value.some(isRecord) ? '; ' : ', ');
  }
  if (!isRecord(value)) return String(value);
  const said = Object.entries(value)
    .filter(([, part]) => part !== undefined && part !== null && part !== '' && !isEmpty(part))
    .map(([name, part]) => {
      const below = pathBelow(path, name, value);
      return `${labelOf(below).label}: ${told(below, part)}`;
    });
  return said.length === 0 ? (none ?? 'nothing') : said.join('. ').replace(/([.?!…])\. /g, '$1 ');
}

const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length === 0;
