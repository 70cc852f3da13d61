import { Button, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useSearch } from '@tanstack/react-router';
import { useOperation } from '../ask.ts';
import { Problem } from '../kit/Problem.tsx';
import { fieldErrors, problemOf } from '../problem.ts';
import { one, type Search } from '../search.ts';
import { EntranceFrame } from './EntranceFrame.tsx';
import { DeadLink } from './errors.tsx';
import { passwordHint, passwordProblem } from './password.ts';

export default function NewPassword() {
  const key = one(useSearch({ strict: false }) as Search, 'key');
  const form = useForm({ initialValues: { password: '' }, validate: { password: passwordProblem } });
  const reset = useOperation((c) => c.access.resetPassword, { onDone: () => location.assign('/sign-in') });
  if (key === null)
    return <DeadLink words="The address is incomplete. Open the link of the mail again, or copy it whole." />;
  const submit = form.onSubmit(({ password }) =>
    reset.mutate({ key, password }, { onError: (error) => form.setErrors(fieldErrors(problemOf(error))) }),
  );
  return (
    <EntranceFrame title="New password" lead="Everywhere else you will be signed out.">
      <form onSubmit={submit} noValidate>
        <Stack gap={14} mt={20}>
          {reset.isError ? <Problem error={reset.error} /> : null}
          <PasswordInput
            label="New password"
            description={passwordHint}
            autoComplete="new-password"
            autoFocus
            {...form.getInputProps('password')}
          />
          <Button type="submit" fullWidth loading={reset.isPending || reset.isSuccess}>
            Set the password
          </Button>
        </Stack>
      </form>
    </EntranceFrame>
  );
}
