import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import type { Client } from '#web/client.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { ActDialog, errorsOf, touches } from './ActDialog.tsx';

/** One entry of a dialog. `missing`: what is said when it was left empty; without it, it may be. */
export type DialogField = {
  name: string;
  label: string;
  description?: string;
  kind: 'words' | 'text' | 'mail' | 'number' | 'day' | 'choice' | 'tick';
  choices?: { value: string; label: string }[];
  value?: string;
  missing?: string;
};
export type Values = Record<string, string>;

/** An act with a record that asks for a few entries: what its dialog is called, what it asks, and what it does with the answers. */
export type FieldsAct = {
  title: string;
  submit: string;
  danger?: boolean;
  /** Said above the fields: what becomes of it. */
  words?: string;
  fields: DialogField[];
  run: (client: Client, values: Values) => Promise<unknown>;
  done: string;
};

/** The dialog of such an act. Open while there is one. */
export function FieldsDialog({ act, onClose }: { act: FieldsAct | null; onClose: () => void }) {
  // The key makes another act begin with its own entries.
  return act ? <Dialog key={act.title} act={act} onClose={onClose} /> : null;
}

function Dialog({ act, onClose }: { act: FieldsAct; onClose: () => void }) {
  const [values, setValues] = useState<Values>(() =>
    Object.fromEntries(act.fields.map(({ name, value }) => [name, value ?? ''])),
  );
  const [tried, setTried] = useState(false);
  const run = useOperation((c) => (input: Values) => act.run(c, input), {
    touches,
    onDone: () => {
      onClose();
      showDone(act.done);
    },
  });
  const wrong = errorsOf(run.error);
  const faultOf = ({ name, missing }: DialogField) =>
    wrong[name] ?? (tried && missing && (values[name] ?? '').trim() === '' ? missing : null);
  const change = (name: string) => (value: string) => setValues((before) => ({ ...before, [name]: value }));
  return (
    <ActDialog
      title={act.title}
      opened
      onClose={onClose}
      submit={act.submit}
      {...(act.danger ? { danger: true } : {})}
      pending={run.isPending}
      error={run.error}
      onSubmit={() => {
        setTried(true);
        if (act.fields.every(({ name, missing }) => !missing || (values[name] ?? '').trim() !== '')) run.mutate(values);
      }}
    >
      {act.words ? <p>{act.words}</p> : null}
      {act.fields.map((field, index) => (
        <Entry
          key={field.name}
          field={field}
          value={values[field.name] ?? ''}
          error={faultOf(field)}
          onChange={change(field.name)}
          first={index === 0}
        />
      ))}
    </ActDialog>
  );
}

type EntryProps = {
  field: DialogField;
  value: string;
  error: string | null;
  onChange: (value: string) => void;
  first: boolean;
};

function Entry({ field, value, error, onChange, first }: EntryProps) {
  const common = {
    label: field.label,
    description: field.description,
    error,
    'data-autofocus': first || undefined,
  };
  switch (field.kind) {
    case 'words':
      return (
        <Textarea
          {...common}
          autosize
          minRows={3}
          maxRows={12}
          maxLength={4000}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          data={field.choices ?? []}
          value={value === '' ? null : value}
          onChange={(next) => onChange(next ?? '')}
          allowDeselect={field.missing === undefined}
        />
      );
    case 'tick':
      return (
        <Checkbox
          label={field.label}
          description={field.description}
          checked={value === 'yes'}
          onChange={(event) => onChange(event.currentTarget.checked ? 'yes' : '')}
        />
      );
    default:
      return (
        <TextInput
          {...common}
          type={{ text: 'text', mail: 'email', number: 'number', day: 'date' }[field.kind]}
          maxLength={254}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}
