import { Alert, Select } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useAsk, useOperation } from '#web/ask.ts';
import { FormGroup, SettingsPage } from '#web/kit/FormPage.tsx';
import { fieldErrors, problemOf } from '#web/problem.ts';
import { signInReach, signInSettings } from '../questions.ts';

const factorFor = [
  { value: 'nobody', label: 'Nobody; each decides for themselves' },
  { value: 'owners-and-managers', label: 'Owners and managers' },
  { value: 'everybody', label: 'Everybody' },
];
const passwordFor = [
  { value: 'everybody', label: 'Everybody' },
  { value: 'owners', label: 'Owners only' },
];

/** Who needs a second factor, and who may sign in by password. */
export default function SignInSettings() {
  const form = useForm({ initialValues: useAsk(signInSettings) });
  const { onlyByPassword } = useAsk(signInReach);
  const save = useOperation((c) => c.access.updateSignInSettings, { onDone: () => form.resetDirty() });
  const submit = form.onSubmit((values) =>
    save.mutate(values, { onError: (error) => form.setErrors(fieldErrors(problemOf(error))) }),
  );
  return (
    <SettingsPage
      title="Signing in"
      lead="How people who work here prove who they are."
      submit="Save settings"
      onSubmit={() => submit()}
      pending={save.isPending}
      error={save.error}
      saved={save.isSuccess && !form.isDirty() ? 'Saved.' : null}
    >
      <FormGroup
        title="Second factor"
        purpose="Whoever needs one and has none sets it up at the next sign-in. API tokens are not concerned."
      >
        <Select label="Needed by" data={factorFor} allowDeselect={false} {...form.getInputProps('factorFor')} />
      </FormGroup>
      <FormGroup title="Password" purpose="Owners keep it in any case, so that nobody is locked out for good.">
        <Select
          label="May be used by"
          data={passwordFor}
          allowDeselect={false}
          {...form.getInputProps('passwordFor')}
        />
        {form.values.passwordFor === 'owners' && onlyByPassword > 0 ? (
          <Alert
            title={`This shuts ${onlyByPassword === 1 ? 'one account' : `${onlyByPassword} accounts`} out`}
            role="status"
          >
            They are no owners, have no passkey and never came by a sign-in provider, so the password is their only way
            in. Ask them to add a passkey first, or set up a provider that verifies their address.
          </Alert>
        ) : null}
      </FormGroup>
    </SettingsPage>
  );
}
