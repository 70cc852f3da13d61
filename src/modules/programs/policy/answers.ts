import type { FieldFault } from '#kernel/errors.ts';
import { type Answers, allHold, numberIn } from './condition.ts';
import type { FormField } from './form.ts';

/** An entry of a form is at most so long; longer ones belong into a document. */
const LONGEST: Partial<Record<FormField['kind'], number>> = { 'long-text': 4000 };
const USUAL_LONGEST = 500;

/** What is asked of somebody who answered so far: fields whose conditions hold. */
export const asked = (fields: readonly FormField[], answers: Answers): FormField[] =>
  fields.filter(({ when }) => allHold(when, answers));

/** Answers as they are kept: one text, or a list where several could be chosen. */
export type KeptAnswers = Record<string, string | string[]>;

/**
 * Reads what was answered to the fields of a policy. Fields whose conditions do not hold are left out, whatever was typed there;
 * `known` has what conditions can ask about besides the fields (country, hosting, kind, year). Faults name the field as
 * `answers.<name>` and say what to do.
 */
export function readAnswers(
  fields: readonly FormField[],
  given: Answers,
  known: Answers,
): { answers: KeptAnswers; faults: FieldFault[] } {
  const answers: KeptAnswers = {};
  const faults: FieldFault[] = [];
  for (const field of fields) {
    if (!allHold(field.when, { ...answers, ...known })) continue;
    const typed = textsOf(given[field.name]);
    const message = typed.length === 0 ? (field.required ? MISSING[field.kind] : null) : faultOf(field, typed);
    if (message) faults.push({ field: `answers.${field.name}`, message });
    else if (typed.length > 0) answers[field.name] = field.kind === 'choices' ? typed : (typed[0] as string);
  }
  return { answers, faults };
}

const textsOf = (answer: Answers[string]): string[] =>
  (typeof answer === 'string' ? [answer] : [...(answer ?? [])])
    .map((text) => text.trim())
    .filter((text) => text !== '');

const MISSING: Record<FormField['kind'], string> = {
  text: 'Write something here.',
  'long-text': 'Write something here.',
  number: 'Write a number.',
  money: 'Write an amount.',
  date: 'Give a date.',
  url: 'Give the address of a web page.',
  choice: 'Choose one of these.',
  choices: 'Choose at least one of these.',
  'yes-no': 'Answer with yes or no.',
  country: 'Choose a country.',
};

function faultOf(field: FormField, typed: string[]): string | null {
  const [text = ''] = typed;
  const longest = LONGEST[field.kind] ?? USUAL_LONGEST;
  if (typed.some((each) => each.length > longest)) return `At most ${longest} characters.`;
  switch (field.kind) {
    case 'number':
    case 'money': {
      const number = numberIn(text);
      if (number === null)
        return field.kind === 'number' ? 'Write a number, such as 120.' : 'Write an amount, such as 2500000.';
      if (field.least !== null && number < field.least) return `At least ${field.least}.`;
      if (field.most !== null && number > field.most) return `At most ${field.most}.`;
      return null;
    }
    case 'date':
      return isDay(text) ? null : 'Give a date as year-month-day, such as 2026-03-31.';
    case 'url':
      return isWebAddress(text) ? null : 'Give the whole address of a web page, beginning with https://.';
    case 'choice':
    case 'choices':
      return typed.every((each) => field.choices.some(({ value }) => value === each))
        ? null
        : 'Choose among the answers that are offered.';
    case 'yes-no':
      return text === 'yes' || text === 'no' ? null : 'Answer with yes or no.';
    case 'country':
      return /^[A-Z]{2}$/.test(text) ? null : 'Choose a country.';
    default:
      return null;
  }
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.hostname.includes('.');
}

/** What was answered, field by field in the order of the form, as a reader understands it; fields that the policy no longer has come last, by their names. */
export function answersInWords(
  fields: readonly FormField[],
  answers: Answers,
): { name: string; label: string; value: string }[] {
  const known = new Set(['purpose', ...fields.map(({ name }) => name)]);
  const others = Object.keys(answers).filter((name) => !known.has(name));
  return [
    ...fields.map((field) => ({
      name: field.name,
      label: field.label,
      value: valueInWords(field, textsOf(answers[field.name])),
    })),
    ...others.map((name) => ({ name, label: name, value: textsOf(answers[name]).join(', ') })),
  ].filter(({ value }) => value !== '');
}

function valueInWords(field: FormField, texts: string[]): string {
  const [text = ''] = texts;
  const number = numberIn(text);
  switch (field.kind) {
    case 'choice':
    case 'choices':
      return texts.map((each) => field.choices.find(({ value }) => value === each)?.label ?? each).join(', ');
    case 'money':
      return number === null ? text : `${number.toLocaleString('en-GB')} ${field.currency}`;
    case 'number':
      return number === null ? text : number.toLocaleString('en-GB');
    case 'country':
      return (text && new Intl.DisplayNames('en', { type: 'region' }).of(text)) || text;
    default:
      return text;
  }
}
