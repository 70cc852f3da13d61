import type { FieldFault } from '#kernel/errors.ts';
import { readAnswers } from './policy/answers.ts';
import type { Answers } from './policy/condition.ts';
import type { PolicyForm, Subject } from './policy/form.ts';

/** What of a policy says what the form asks. */
export type FormAsks = {
  statements: readonly { code: string }[];
  form: PolicyForm;
  /** Among which the form asks; at most one: it does not ask. */
  hostings: readonly string[];
};

/** What was typed, as far as a program's rules say whether it is needed. */
export type FormGiven = {
  project?: string | undefined;
  namespaceUrl?: string | undefined;
  hosting?: string | undefined;
  country?: string | undefined;
  answers: Answers;
  statements: readonly string[];
  acceptsPrivacy: boolean;
};

const NAME_MISSING: Record<Exclude<Subject, 'person'>, string> = {
  project: 'Write the name of the project.',
  institution: 'Write the name of the institution.',
  company: 'Write the name of the company.',
};

/** What conditions of the form can ask about besides its own fields. */
export const knownOf = (
  given: Pick<FormGiven, 'country' | 'hosting'>,
  more: { kind: 'new' | 'renewal'; year: number },
): Answers => ({ country: given.country, hosting: given.hosting, kind: more.kind, year: String(more.year) });

/** What is missing or wrong by the rules of the program: everything that a schema for all programs cannot know. */
export function formFaults(asks: FormAsks, given: FormGiven, known: Answers): FieldFault[] {
  const faults: FieldFault[] = [];
  const { subject } = asks.form;
  if (subject !== 'person' && !given.project) faults.push({ field: 'project', message: NAME_MISSING[subject] });
  if (asks.form.repositories && !given.namespaceUrl)
    faults.push({ field: 'namespaceUrl', message: 'Give the address of the project.' });
  if (asks.hostings.length > 1 && !asks.hostings.some((hosting) => hosting === given.hosting))
    faults.push({ field: 'hosting', message: 'Choose where you want to use it.' });
  faults.push(...readAnswers(asks.form.fields, given.answers, known).faults);
  for (const { code } of asks.statements) {
    if (!given.statements.includes(code))
      faults.push({ field: `statements.${code}`, message: 'This needs your signature to apply.' });
  }
  if (!given.acceptsPrivacy)
    faults.push({
      field: 'acceptsPrivacy',
      message: 'We can only look at your application if you agree that we read it.',
    });
  return faults;
}
