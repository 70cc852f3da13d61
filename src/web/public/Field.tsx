import type { ReactNode } from 'react';
import { Retold, useKitWords } from './language.tsx';

/** One wrong entry, as the server names it. */
export type FieldError = { field: string; message: string };

type Common = {
  /** The form field's name; also the id, and what error links point to. */
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  required?: boolean;
};

export type FieldProps = Common & {
  type?: 'text' | 'email' | 'url' | 'tel' | 'number' | 'date' | 'password' | 'file';
  value?: string | undefined;
  rows?: number;
  maxLength?: number;
  autoComplete?: string;
  inputMode?: 'text' | 'email' | 'url' | 'numeric';
  placeholder?: string;
  spellCheck?: boolean;
};

/** A text entry; with `rows` a tall one. Required fields are the rule, so the others say "optional". */
export function Field({ rows, type = 'text', value, spellCheck, ...field }: FieldProps) {
  const shared = {
    id: field.name,
    name: field.name,
    defaultValue: value,
    required: field.required,
    maxLength: field.maxLength,
    autoComplete: field.autoComplete,
    placeholder: field.placeholder,
    spellCheck,
    'aria-invalid': field.error ? true : undefined,
    'aria-describedby': describedBy(field),
  };
  return (
    <div className="field" data-wrong={field.error ? true : undefined}>
      <Label {...field} />
      {rows === undefined ? (
        <input type={type} inputMode={field.inputMode} {...shared} />
      ) : (
        <textarea rows={rows} {...shared} />
      )}
    </div>
  );
}

export type Choice = { value: string; label: ReactNode; hint?: ReactNode };

/** One choice of a long list. `none` is the line that stands for "nothing chosen yet". */
export function SelectField({
  choices,
  value = '',
  none,
  ...field
}: Common & { choices: Choice[]; value?: string | undefined; none?: string }) {
  return (
    <div className="field" data-wrong={field.error ? true : undefined}>
      <Label {...field} />
      <select
        id={field.name}
        name={field.name}
        defaultValue={value}
        required={field.required}
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field)}
      >
        {none === undefined ? null : <option value="">{none}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** One choice of a few, or several with `many`, each with its own hint. */
export function ChoiceField({
  choices,
  values = [],
  many = false,
  ...field
}: Common & { choices: Choice[]; values?: string[]; many?: boolean }) {
  return (
    <fieldset
      className="field"
      id={field.name}
      data-wrong={field.error ? true : undefined}
      aria-describedby={describedBy(field)}
    >
      <legend>
        {field.label}
        {field.required ? null : <Optional />}
      </legend>
      <HintAndError {...field} />
      {choices.map((choice, place) => (
        <label key={choice.value} className="choice">
          <input
            type={many ? 'checkbox' : 'radio'}
            name={field.name}
            value={choice.value}
            defaultChecked={values.includes(choice.value)}
            required={field.required && !many && place === 0}
          />
          <span>
            {choice.label}
            {choice.hint ? <span className="hint">{choice.hint}</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** A single tick with its whole sentence, such as a statement or a consent. Never ticked beforehand unless given so. */
export function TickField({
  checked = false,
  value = 'yes',
  ...field
}: Common & { checked?: boolean; value?: string }) {
  return (
    <div className="field" data-wrong={field.error ? true : undefined}>
      <HintAndError {...field} hint={undefined} />
      <label className="choice">
        <input
          type="checkbox"
          id={field.name}
          name={field.name}
          value={value}
          defaultChecked={checked}
          required={field.required}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={describedBy(field)}
        />
        <span>
          {field.label}
          {field.hint ? (
            <span className="hint" id={`${field.name}-hint`}>
              {field.hint}
            </span>
          ) : null}
        </span>
      </label>
    </div>
  );
}

/** A trap for machines that fill every field: people neither see nor reach it. The server drops what fills it. */
export function Honeypot({ name }: { name: string }) {
  return (
    <div className="trap" aria-hidden="true">
      <label>
        {useKitWords().say('form.leave-empty')}
        <input type="text" name={name} tabIndex={-1} autoComplete="off" defaultValue="" />
      </label>
    </div>
  );
}

/** The message of a field among the server's errors. */
export function errorOf(errors: FieldError[], name: string): string | undefined {
  return errors.find((error) => error.field === name)?.message;
}

function Optional() {
  const { say, space } = useKitWords();
  return (
    <span className="optional">
      {space}
      {say('form.optional')}
    </span>
  );
}

function Label(field: Common) {
  return (
    <>
      <label htmlFor={field.name}>
        {field.label}
        {field.required ? null : <Optional />}
      </label>
      <HintAndError {...field} />
    </>
  );
}

function HintAndError({ name, hint, error }: Pick<Common, 'name' | 'hint' | 'error'>) {
  const { say } = useKitWords();
  return (
    <>
      {hint ? (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="error" id={`${name}-error`}>
          <span className="quiet-only">{say('form.error')} </span>
          <Retold text={error} />
        </p>
      ) : null}
    </>
  );
}

const describedBy = ({ name, hint, error }: Common) =>
  [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean).join(' ') || undefined;
