import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { fieldErrors, problemOf } from '#web/problem.ts';
import { ownKeys } from '../questions.ts';
import classes from './rows.module.css';

/** Asks for password or code before the keys of an account are changed; what it guards appears when it was given. */
export function Prove({ onCancel }: { onCancel: () => void }) {
  const keys = useAsk(ownKeys);
  const byPassword = keys.password;
  const [given, setGiven] = useState('');
  const prove = useOperation((c) => c.access.proveMyself, { touches: ['access'] });
  const wrong = prove.isError ? fieldErrors(problemOf(prove.error)) : {};
  const field = {
    value: given,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => setGiven(event.currentTarget.value),
    error: byPassword ? wrong.password : wrong.code,
    'data-autofocus': true,
  };
  if (!byPassword && keys.factor === null) return <p>Sign out and in again first; then come back here.</p>;
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!prove.isPending) prove.mutate(byPassword ? { password: given } : { code: given });
      }}
    >
      <p className={classes.quiet}>You have been signed in for a while. Confirm that it is you.</p>
      {byPassword ? (
        <PasswordInput label="Your password" autoComplete="current-password" {...field} />
      ) : (
        <TextInput label="Code of your authenticator app" autoComplete="one-time-code" {...field} />
      )}
      {prove.isError && !field.error ? <Problem error={prove.error} /> : null}
      <div className={classes.buttons}>
        <Button type="submit" loading={prove.isPending}>
          Confirm
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
