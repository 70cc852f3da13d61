import { type Choice, ChoiceField, Field, SelectField } from '#web/public/Field.tsx';
import type { Condition } from '../../policy/condition.ts';
import { ANSWER } from '../../public/application-fields.ts';
import { useLangOf } from './told.tsx';
import type { ProgramShown } from './types.ts';
import { useWords, type Words } from './words/index.ts';

type Shown = ProgramShown['form']['fields'][number];
type FieldsProps = {
  program: { form: Pick<ProgramShown['form'], 'fields'>; translated: readonly string[] };
  answers: Record<string, string | string[]>;
  error: (name: string) => string | undefined;
  countries: Choice[];
};

/**
 * The fields that the program's policy asks besides the usual ones. A field that is asked under a condition says so; where scripts
 * run, conditions.js hides it until the condition holds. What was typed into one that was not asked is ignored.
 */
export function PolicyFields({ program, answers, error, countries }: FieldsProps) {
  const words = useWords();
  const langOf = useLangOf(program);
  return program.form.fields.map((field) => (
    <div key={field.name} className="asked" data-when={field.when.length > 0 ? JSON.stringify(field.when) : undefined}>
      <PolicyField
        field={field}
        lang={langOf(`field.${field.name}.label`)}
        hint={hintOf(field, program.form.fields, words)}
        value={answers[field.name] ?? ''}
        error={error(`${ANSWER}${field.name}`)}
        countries={countries}
      />
    </div>
  ));
}

type FieldProps = {
  field: Shown;
  lang: string | undefined;
  hint: string | undefined;
  value: string | string[];
  error: string | undefined;
  countries: Choice[];
};

function PolicyField({ field, lang, hint, value, error, countries }: FieldProps) {
  const { say } = useWords();
  // A field under a condition is not required by the browser: without scripts it stands there for everybody.
  const required = field.required && field.when.length === 0;
  const common = {
    name: `${ANSWER}${field.name}`,
    label: <span lang={lang}>{field.label}</span>,
    hint,
    error,
    required,
  };
  const text = typeof value === 'string' ? value : (value[0] ?? '');
  const values = typeof value === 'string' ? [value] : value;
  const choices = field.choices.map((choice) => ({ ...choice, label: <span lang={lang}>{choice.label}</span> }));
  switch (field.kind) {
    case 'long-text':
      return <Field {...common} value={text} rows={5} maxLength={4000} />;
    case 'number':
      return <Field {...common} value={text} inputMode="numeric" maxLength={30} />;
    case 'money':
      return (
        <Field
          {...common}
          hint={joinedHint(hint, say('form.amount-in', { currency: field.currency }))}
          value={text}
          inputMode="numeric"
          maxLength={30}
        />
      );
    case 'date':
      return <Field {...common} type="date" value={text} />;
    case 'url':
      return <Field {...common} type="url" value={text} inputMode="url" spellCheck={false} maxLength={500} />;
    case 'country':
      return <SelectField {...common} choices={countries} none={say('form.country-none')} value={text} />;
    case 'yes-no':
      return (
        <ChoiceField
          {...common}
          values={values}
          choices={[
            { value: 'yes', label: say('form.yes') },
            { value: 'no', label: say('form.no') },
          ]}
        />
      );
    case 'choice':
      return field.choices.length > 7 ? (
        <SelectField {...common} choices={field.choices} none={say('form.choose')} value={text} />
      ) : (
        <ChoiceField {...common} values={values} choices={choices} />
      );
    case 'choices':
      return <ChoiceField {...common} values={values} choices={choices} many />;
    default:
      return <Field {...common} value={text} maxLength={500} />;
  }
}

const joinedHint = (...hints: (string | undefined)[]): string | undefined =>
  hints.filter(Boolean).join(' ') || undefined;

function hintOf(field: Shown, fields: readonly Shown[], words: Words): string | undefined {
  return joinedHint(field.hint, ...field.when.map((condition) => onlyIf(condition, fields, words)));
}

/** When a field is asked, in words of the reader. */
function onlyIf(condition: Condition, fields: readonly Shown[], { say, list, country }: Words): string {
  const { field: name, isOneOf, isNoneOf, atLeast, atMost } = condition;
  const asked = fields.find((each) => each.name === name);
  if (name === 'kind' || name === 'year')
    return isOneOf?.includes('new') || atMost === 1 ? '' : say('form.renewal-only');
  const field =
    asked?.label ?? (name === 'country' ? say('form.country') : name === 'hosting' ? say('form.hosting') : name);
  const said = (value: string): string => {
    if (name === 'country' || asked?.kind === 'country') return country(value);
    if (name === 'hosting') return value === 'saas' ? say('form.saas') : say('form.self-managed');
    if (asked?.kind === 'yes-no') return value === 'yes' ? say('form.yes') : say('form.no');
    return asked?.choices.find((choice) => choice.value === value)?.label ?? value;
  };
  if (isOneOf) return say('form.only-if', { field, values: list(isOneOf.map(said)) });
  if (isNoneOf) return say('form.only-if-other-than', { field, values: list(isNoneOf.map(said)) });
  return [
    atLeast === undefined ? '' : say('form.only-if-at-least', { field, least: String(atLeast) }),
    atMost === undefined ? '' : say('form.only-if-at-most', { field, most: String(atMost) }),
  ]
    .filter(Boolean)
    .join(' ');
}
