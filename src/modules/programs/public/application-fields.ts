import type { FieldFault } from '#kernel/errors.ts';
import type { Form } from '#kernel/http/public-route.ts';

/** What the form shows: every field as it was typed, right or wrong. `statements` are the codes that are ticked. */
export type Typed = Record<TextField, string> & {
  /** To the fields of the policy, by their names; several choices are a list. */
  answers: Record<string, string | string[]>;
  statements: string[];
  acceptsPrivacy: boolean;
  wantsNews: boolean;
};

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
/** Before the name of a policy's field, in the form and in a draft. */
export const ANSWER = 'answers.';
const MOST_ANSWERS = 60;

const textsOf = (text: (name: TextField) => string): Record<TextField, string> =>
  Object.fromEntries(TEXT_FIELDS.map((name) => [name, text(name)])) as Record<TextField, string>;

/** What a person typed into the form. */
export function typedIn(form: Form): Typed {
  const named = (start: string) => Object.keys(form.fields).filter((name) => name.startsWith(start));
  const answers = named(ANSWER)
    .slice(0, MOST_ANSWERS)
    .map((name): [string, string | string[]] => {
      const all = form.all[name] ?? [];
      return [name.slice(ANSWER.length), all.length > 1 ? all.slice(0, 100) : (form.fields[name] ?? '')];
    });
  return {
    ...textsOf((name) => form.fields[name] ?? ''),
    answers: Object.fromEntries(answers),
    statements: named(STATEMENT)
      .filter((name) => form.fields[name] === 'yes')
      .map((name) => name.slice(STATEMENT.length))
      .slice(0, 20),
    acceptsPrivacy: form.fields.acceptsPrivacy === 'yes',
    wantsNews: form.fields.wantsNews === 'yes',
  };
}

/** The same from a kept draft. */
export function typedOf(kept: Record<string, string | string[]>): Typed {
  return {
    ...textsOf((name) => (typeof kept[name] === 'string' ? kept[name] : '')),
    answers: Object.fromEntries(
      Object.entries(kept)
        .filter(([name]) => name.startsWith(ANSWER))
        .map(([name, value]) => [name.slice(ANSWER.length), value]),
    ),
    statements: Array.isArray(kept.statements) ? kept.statements : [],
    acceptsPrivacy: kept.acceptsPrivacy === 'yes',
    wantsNews: kept.wantsNews === 'yes',
  };
}

export const nothingTyped = (): Typed => typedOf({});

/** What a draft keeps of it. */
export const draftOf = (typed: Typed): Record<string, string | string[]> => ({
  ...textsOf((name) => typed[name]),
  ...Object.fromEntries(Object.entries(typed.answers).map(([name, value]) => [`${ANSWER}${name}`, value])),
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

/** What is needed in one program and not asked in another: left out where nothing was typed. */
const OF_SOME_PROGRAMS = ['project', 'namespaceUrl', 'hosting'] as const;

/** What the operation takes. */
export function inputOf(typed: Typed) {
  const { project, namespaceUrl, hosting, ...rest } = typed;
  const some = { project, namespaceUrl, hosting };
  const given = OF_SOME_PROGRAMS.filter((name) => some[name].trim() !== '');
  return {
    ...rest,
    repositories: linesOf(typed.repositories),
    ...(Object.fromEntries(given.map((name) => [name, some[name]])) as Partial<typeof some>),
  };
}

/** What to do about a field that every program asks and that was left empty. */
const MISSING: Partial<Record<TextField, string>> = {
  applicantName: 'Write your name.',
  address: 'Write your mail address.',
  country: 'Choose a country.',
  purpose: 'Write what the project is, and what it needs this for.',
};

/** Where in the form a fault of the input belongs: there is one box for all repositories, so the message names the line. */
export function inForm({ field, message }: FieldFault, typed: Typed): FieldFault {
  // Faults of a draft stand under `answers` as a whole; those of a policy's fields keep it, since the form names them so.
  const bare = field.replace(/^answers\.(?=answers\.)/, '');
  const name = TEXT_FIELDS.find((each) => bare === `answers.${each}`) ?? bare;
  const missing = MISSING[name as TextField];
  if (missing && typed[name as TextField].trim() === '') return { field: name, message: missing };
  const place = /^repositories\.(\d+)$/.exec(name)?.[1];
  if (place === undefined) return { field: name, message };
  const line = linesOf(typed.repositories)[Number(place)] ?? '';
  return { field: 'repositories', message: `${line.slice(0, 120)}: ${message}` };
}
