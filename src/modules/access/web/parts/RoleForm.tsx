import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { DialogActions } from '#web/kit/DialogActions.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { useMe } from '#web/me.ts';
import { fieldErrors, problemOf } from '#web/problem.ts';
import { type RoleRow, roles } from '../questions.ts';
import { areaWords } from '../roleWords.ts';
import classes from './rows.module.css';

/** Name and permissions of a role, area by area. `role` null: a new one. Only what the viewer holds for all programs can be chosen. */
export function RoleForm({ role, onDone }: { role: RoleRow | null; onDone: () => void }) {
  const me = useMe();
  const known = useAsk(roles).permissions;
  const [name, setName] = useState(role?.label ?? '');
  const [words, setWords] = useState(role?.words ?? '');
  const [chosen, setChosen] = useState<string[]>(role?.permissions ?? []);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const done = (said: string) => () => {
    showDone(said);
    onDone();
  };
  const touches = ['access'];
  const make = useOperation((c) => c.access.makeRole, {
    touches,
    onDone: done('The role is made; give it to people.'),
  });
  const change = useOperation((c) => c.access.changeRole, {
    touches,
    onDone: done('The role is changed for all who have it.'),
  });
  const mine = (permission: string) =>
    me.grants.some((grant) => grant.program === null && grant.permissions.includes(permission));
  const areas = Object.groupBy(known, ({ area }) => area);
  const failed = { onError: (error: unknown) => setErrors(fieldErrors(problemOf(error))) };
  const submit = () => {
    if (name.trim() === '') return setErrors({ name: 'Give the role a name.' });
    if (chosen.length === 0) return setErrors({ permissions: 'Choose one permission at least.' });
    setErrors({});
    const input = { name, words, permissions: chosen };
    if (role === null) make.mutate(input, failed);
    else change.mutate({ id: role.role, ...input }, failed);
  };
  const pending = make.isPending || change.isPending;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) submit();
      }}
    >
      <Stack gap={14}>
        <TextInput
          label="Name"
          maxLength={60}
          autoComplete="off"
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errors.name}
        />
        <TextInput
          label="What it is for"
          maxLength={300}
          autoComplete="off"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          error={errors.words}
        />
        {Object.entries(areas).map(([area, permissions = []]) => (
          <Checkbox.Group key={area} label={areaWords(area)} value={chosen} onChange={setChosen}>
            <Stack gap={6} mt={6}>
              {permissions.map((each) => (
                <Checkbox
                  key={each.name}
                  value={each.name}
                  label={each.words}
                  description={each.name}
                  disabled={!mine(each.name)}
                />
              ))}
            </Stack>
          </Checkbox.Group>
        ))}
        {errors.permissions ? (
          <p role="alert" className={classes.quiet}>
            {errors.permissions}
          </p>
        ) : null}
        {make.isError ? <Problem error={make.error} /> : null}
        {change.isError ? <Problem error={change.error} /> : null}
        <DialogActions pending={pending} onClose={onDone}>
          {role === null ? 'Make role' : 'Change role'}
        </DialogActions>
      </Stack>
    </form>
  );
}
