import { Button, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { useMe } from '#web/me.ts';
import { fieldErrors, problemOf } from '#web/problem.ts';
import { programs, roles } from '../questions.ts';
import classes from './rows.module.css';

const LASTING = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'One year' },
  { value: '', label: 'Until it is ended' },
];

/** Name, reach and lifetime of a new token. `onMade` gets the token itself, which nobody can show again. */
export function MakeToken({ onMade, onCancel }: { onMade: (token: string) => void; onCancel: () => void }) {
  const me = useMe();
  const known = useAsk(roles).permissions.filter(({ name }) => me.permissions.has(name));
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const [program, setProgram] = useState('');
  const [days, setDays] = useState('90');
  const everywhere = me.grants.some((grant) => grant.program === null);
  const places = useAsk(programs)
    .programs.filter(({ id }) => everywhere || me.grants.some((grant) => grant.program === id))
    .map(({ id, name: label }) => ({ value: id, label }));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const make = useOperation((c) => c.access.makeToken, { touches: ['access'], onDone: ({ token }) => onMade(token) });
  const submit = () => {
    if (name.trim() === '') return setErrors({ name: 'Say what the token is for.' });
    const expiresAt = days === '' ? null : new Date(Date.now() + Number(days) * 86_400_000).toISOString();
    make.mutate(
      { name, scopes: scopes.length === 0 ? null : scopes, program: program === '' ? null : program, expiresAt },
      { onError: (error) => setErrors(fieldErrors(problemOf(error))) },
    );
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!make.isPending) submit();
      }}
    >
      <Stack gap={14}>
        <TextInput
          label="What is it for"
          placeholder="Nightly report"
          autoComplete="off"
          maxLength={120}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errors.name}
        />
        <MultiSelect
          label="May do"
          description="Choose as little as it needs. Nothing chosen: everything you may do."
          data={known.map((each) => ({ value: each.name, label: `${each.words} (${each.name})` }))}
          value={scopes}
          onChange={setScopes}
          error={errors.scopes}
          searchable
          clearable
        />
        <Select
          label="Where"
          data={[{ value: '', label: 'Wherever you may' }, ...places]}
          value={program}
          onChange={(value) => setProgram(value ?? '')}
          allowDeselect={false}
          error={errors.program}
        />
        <Select
          label="Lasts"
          description="A mail tells you a week before it ends."
          data={LASTING}
          value={days}
          onChange={(value) => setDays(value ?? '')}
          allowDeselect={false}
          error={errors.expiresAt}
        />
        {make.isError ? <Problem error={make.error} /> : null}
        <div className={classes.buttons}>
          <Button type="submit" loading={make.isPending}>
            Make token
          </Button>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </div>
      </Stack>
    </form>
  );
}
