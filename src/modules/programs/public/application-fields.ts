import type { FieldFault } from '#kernel/errors.ts';
import type { Form } from '#kernel/http/public-route.ts';

/** What the form shows: every field as it was typed, right or wrong. `statements` are the codes that are ticked. */
export type Typed = Record<TextField, string> & { statements: string[]; acceptsPrivacy: boolean; wantsNews: boolean };

const TEXT_FIELDS = [
  'applicantName',
  'address',
  'country',
  'project',
  'namespaceUrl',
  'repositories',
  'hosting',
  'purpose',
] as const;
type TextField = (typeof TEXT_FIELDS)[number];

const STATEMENT = 'statements.';

/** What a person typed into the form. */
export function typedIn(form: Form): Typed {
  const texts = Object.fromEntries(TEXT_FIELDS.map((name) => [name, form.fields[name] ?? ''])) as Record<
    TextField,
    string
  >;
  return {
    ...texts,
    statements: Object.keys(form.fields)
      .filter((name) => name.startsWith(STATEMENT) && form.fields[name] === 'yes')
      .map((name) => name.slice(STATEMENT.length))
      .slice(0, 20),
    acceptsPrivacy: form.fields.acceptsPrivacy === 'yes',
    wantsNews: form.fields.wantsNews === 'yes',
  };
}

/** The same from a kept draft. */
export function typedOf(answers: Record<string, string | string[]>): Typed {
  const text = (name: string) => (typeof answers[name] === 'string' ? answers[name] : '');
  return {
    ...(Object.fromEntries(TEXT_FIELDS.map((name) => [name, text(name)])) as Record<TextField, string>),
    statements: Array.isArray(answers.statements) ? answers.statements : [],
    acceptsPrivacy: answers.acceptsPrivacy === 'yes',
    wantsNews: answers.wantsNews === 'yes',
  };
}

export const nothingTyped = (): Typed => typedOf({});

/** What a draft keeps of it. */
export const draftOf = (typed: Typed): Record<string, string | string[]> => ({
  ...(Object.fromEntries(TEXT_FIELDS.map((name) => [name, typed[name]])) as Record<TextField, string>),
  statements: typed.statements,
  acceptsPrivacy: typed.acceptsPrivacy ? 'yes' : '',
  wantsNews: typed.wantsNews ? 'yes' : '',
});

/** The repositories that were typed, one a line, without empty lines. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What the operation takes. */
export const inputOf = (typed: Typed) => ({ ...typed, repositories: linesOf(typed.repositories) });

/** What to do about a field that was left empty. */
const MISSING: Partial<Record<TextField, string>> = {
  applicantName: 'Write your name.',
  address: 'Write your mail address.',
  country: 'Choose a country.',
  project: 'Write the name of the project.',
  namespaceUrl: 'Give the address of the project.',
  purpose: 'Write what the project is, and what it needs this for.',
  hosting: 'Choose where you want to use it.',
};

/** Where in the form a fault of the input belongs: there is one box for all repositories, so the message names the line. */
export function inForm({ field, message }: FieldFault, typed: Typed): FieldFault {
  const name = field.replace(/^answers\./, '');
  const missing = MISSING[name as TextField];
  if (missing && typed[name as TextField].trim() === '') return { field: name, message: missing };
  const place = /^repositories\.(\d+)$/.exec(name)?.[1];
  if (place === undefined) return { field: name, message };
  const line = linesOf(typed.repositories)[Number(place)] ?? '';
  return { field: 'repositories', message: `${line.slice(0, 120)}: ${message}` };
}
