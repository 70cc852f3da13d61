import { Button, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { counted } from '#web/kit/plural.ts';
import { Section } from '#web/kit/Section.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { useMe } from '#web/me.ts';
import { fieldErrors, problemOf } from '#web/problem.ts';
import classes from './rows.module.css';

/** Changing one's own password; all other sessions end by it. */
export function OwnPassword() {
  const { account } = useMe();
  const form = useForm({
    initialValues: { current: '', password: '' },
    validate: {
      current: (value) => (value === '' ? 'Give the password you have now.' : null),
      password: (value) =>
        [...value].length < 12 ? `Use at least 12 characters; these are ${[...value].length}.` : null,
    },
  });
  const change = useOperation((c) => c.access.changePassword, {
    touches: ['access'],
    onDone: ({ endedSessions }) => {
      form.reset();
      const others =
        endedSessions === 0 ? '' : ` ${counted(endedSessions, 'other session has', 'other sessions have')} ended.`;
      showDone(`Your password is changed.${others}`);
    },
  });
  const submit = form.onSubmit((values) =>
    change.mutate(values, { onError: (error) => form.setErrors(fieldErrors(problemOf(error))) }),
  );
  return (
    <Section title="Password">
      <form className={classes.form} noValidate onSubmit={submit}>
        <input type="text" name="username" autoComplete="username" value={account.mail} readOnly hidden />
        <PasswordInput label="Password now" autoComplete="current-password" {...form.getInputProps('current')} />
        <PasswordInput
          label="New password"
          description="At least 12 characters. A few unrelated words work well."
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
        {change.isError ? <Problem error={change.error} /> : null}
        <div className={classes.buttons}>
          <Button type="submit" loading={change.isPending}>
            Change password
          </Button>
          <span className={classes.quiet}>Your other sessions end; API tokens stay.</span>
        </div>
      </form>
    </Section>
  );
}
