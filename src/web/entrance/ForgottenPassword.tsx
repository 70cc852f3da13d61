import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useOperation } from '../ask.ts';
import { Link } from '../kit/Link.tsx';
import { Problem } from '../kit/Problem.tsx';
import { EntranceFrame } from './EntranceFrame.tsx';

export default function ForgottenPassword() {
  const form = useForm({
    initialValues: { mail: '' },
    validate: { mail: (value) => (value.includes('@') ? null : 'Give the mail address of your account.') },
  });
  const request = useOperation((c) => c.access.requestPasswordReset);
  if (request.isSuccess) {
    return (
      <EntranceFrame
        title="Look into your mailbox"
        lead="If there is an account with this address, a link that sets a new password is on its way. It works once."
      >
        <p>
          <Link href="/sign-in">Back to sign-in</Link>
        </p>
      </EntranceFrame>
    );
  }
  return (
    <EntranceFrame title="Forgotten password" lead="We mail you a link that sets a new one.">
      <form onSubmit={form.onSubmit((values) => request.mutate(values))} noValidate>
        <Stack gap={14} mt={20}>
          {request.isError ? <Problem error={request.error} /> : null}
          <TextInput
            label="Mail address"
            type="email"
            autoComplete="username"
            autoFocus
            {...form.getInputProps('mail')}
          />
          <Button type="submit" fullWidth loading={request.isPending}>
            Mail me the link
          </Button>
        </Stack>
      </form>
      <p style={{ margin: '20px 0 0', fontSize: 13 }}>
        <Link href="/sign-in">Back to sign-in</Link>
      </p>
    </EntranceFrame>
  );
}
