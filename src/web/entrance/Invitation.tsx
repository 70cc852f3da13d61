import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useSearch } from '@tanstack/react-router';
import { ask, useAsk, useOperation } from '../ask.ts';
import { Problem } from '../kit/Problem.tsx';
import { fieldErrors, problemOf } from '../problem.ts';
import { one, type Search } from '../search.ts';
import { addressAfter } from './after.ts';
import { EntranceFrame } from './EntranceFrame.tsx';
import { DeadLink } from './errors.tsx';
import { leastPassword, passwordHint, passwordProblem } from './password.ts';

export default function Invitation() {
  const key = one(useSearch({ strict: false }) as Search, 'key');
  if (key === null)
    return <DeadLink words="The address is incomplete. Open the link of the mail again, or copy it whole." />;
  return <Acceptance secret={key} />;
}

function Acceptance({ secret }: { secret: string }) {
  const invitation = useAsk(ask((c) => c.access.readInvitation, { key: secret }));
  const form = useForm({
    initialValues: { name: invitation.name, password: '' },
    validate: {
      name: (value) => (value.trim() === '' ? 'Give the name your colleagues know you by.' : null),
      password: passwordProblem,
    },
  });
  const accept = useOperation((c) => c.access.acceptInvitation, {
    onDone: ({ next }) => location.assign(addressAfter(next, null)),
  });
  const submit = form.onSubmit((values) =>
    accept.mutate({ key: secret, ...values }, { onError: (error) => form.setErrors(fieldErrors(problemOf(error))) }),
  );
  return (
    <EntranceFrame
      title={`Join ${invitation.organisation}`}
      lead={`You are invited as ${invitation.roleLabel.toLowerCase()}. Two entries, then your account is ready.`}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap={14} mt={20}>
          {accept.isError ? <Problem error={accept.error} /> : null}
          <TextInput label="Mail address" type="email" autoComplete="username" readOnly value={invitation.mail} />
          <TextInput label="Your name" name="name" autoComplete="name" autoFocus {...form.getInputProps('name')} />
          <PasswordInput
            label="Password"
            description={passwordHint}
            name="password"
            autoComplete="new-password"
            minLength={leastPassword}
            {...form.getInputProps('password')}
          />
          <Button type="submit" fullWidth loading={accept.isPending || accept.isSuccess}>
            Make my account
          </Button>
        </Stack>
      </form>
    </EntranceFrame>
  );
}
