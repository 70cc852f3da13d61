import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useSearch } from '@tanstack/react-router';
import { useOperation } from '../ask.ts';
import { Link } from '../kit/Link.tsx';
import { Problem } from '../kit/Problem.tsx';
import { one, type Search } from '../search.ts';
import { addressAfter } from './after.ts';
import { EntranceFrame } from './EntranceFrame.tsx';
import { PasskeyButton } from './PasskeyButton.tsx';
import { ProviderButtons } from './ProviderButtons.tsx';

export default function SignIn() {
  const search = useSearch({ strict: false }) as Search;
  const form = useForm({
    initialValues: { mail: '', password: '' },
    validate: {
      mail: (value) => (value.includes('@') ? null : 'Give the mail address of your account.'),
      password: (value) => (value === '' ? 'Give your password.' : null),
    },
  });
  const signIn = useOperation((c) => c.access.signIn, {
    // A whole new page: nothing of the stranger's state stays in memory.
    onDone: ({ next }) => location.assign(addressAfter(next, one(search, 'next'))),
  });
  const submit = form.onSubmit((values) => signIn.mutate(values));
  return (
    <EntranceFrame title="Sign in">
      <form onSubmit={submit} noValidate>
        <Stack gap={14} mt={20}>
          {signIn.isError ? <Problem error={signIn.error} /> : null}
          <TextInput
            label="Mail address"
            type="email"
            name="mail"
            autoComplete="username"
            autoFocus
            {...form.getInputProps('mail')}
          />
          <PasswordInput
            label="Password"
            name="password"
            autoComplete="current-password"
            {...form.getInputProps('password')}
          />
          <Button type="submit" fullWidth loading={signIn.isPending || signIn.isSuccess}>
            Sign in
          </Button>
        </Stack>
      </form>
      <ProviderButtons next={one(search, 'next')} />
      <PasskeyButton onDone={() => location.assign(addressAfter('in', one(search, 'next')))} />
      <p style={{ margin: '20px 0 0', color: 'var(--gh-text-2)', fontSize: 13 }}>
        <Link href="/forgotten-password">Forgotten password</Link>
        <br />
        No account yet? Accounts come by invitation from an owner of this organisation.
      </p>
    </EntranceFrame>
  );
}
