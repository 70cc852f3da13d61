import { Alert, Button, Checkbox, PasswordInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { NotFoundPage } from '#web/entrance/errors.tsx';
import { ConfirmTyped } from '#web/kit/ConfirmTyped.tsx';
import { CopyText } from '#web/kit/CopyText.tsx';
import { FormGroup, SettingsPage } from '#web/kit/FormPage.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { fieldErrors, problemOf } from '#web/problem.ts';
import { PRESETS, type Preset, type PresetWords } from '../../providers/presets.ts';
import { type GroupRole, GroupRoles } from '../parts/GroupRoles.tsx';
import { providers as providersQuestion } from '../questions.ts';

const [gitlab] = PRESETS as [PresetWords, ...PresetWords[]];
const fresh = {
  preset: gitlab.preset as Preset,
  name: gitlab.label,
  issuer: gitlab.issuer,
  clientId: '',
  secret: '',
  scopes: gitlab.scopes,
  groupsClaim: gitlab.groupsClaim,
  forStaff: true,
  forProof: false,
  trustsFactor: false,
  admits: false,
  groups: [] as GroupRole[],
};
const touches = ['access'];

/** One sign-in provider, or a new one. */
export default function OneProvider() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { providers, redirects } = useAsk(providersQuestion);
  const kept = providers.find((each) => each.id === id);
  if (id !== 'new' && !kept) return <NotFoundPage />;
  const { id: _id, accounts, madeAt: _madeAt, ...initial } = kept ?? { ...fresh, id, accounts: 0, madeAt: '' };
  return (
    <ProviderForm key={id} id={kept ? id : null} initial={{ ...fresh, ...initial }} {...{ accounts, redirects }} />
  );
}

function ProviderForm({
  id,
  initial,
  accounts,
  redirects,
}: {
  id: string | null;
  initial: typeof fresh;
  accounts: number;
  redirects: { signIn: string; proof: string; github: string };
}) {
  const navigate = useNavigate();
  const form = useForm({ initialValues: initial });
  const { values } = form;
  const words = PRESETS.find(({ preset }) => preset === values.preset) ?? gitlab;
  const isForge = values.preset === 'gitlab' || values.preset === 'github';
  const toList = () => void navigate({ to: '/settings/providers' as string });
  const add = useOperation((c) => c.access.addProvider, { touches, onDone: toList });
  const change = useOperation((c) => c.access.changeProvider, {
    touches,
    onDone: () => {
      form.setFieldValue('secret', '');
      showDone('Saved. The owners are told by mail.');
    },
  });
  const test = useOperation((c) => c.access.testProvider, { touches: [] });
  const onError = (error: unknown) => form.setErrors(fieldErrors(problemOf(error)));
  const submit = form.onSubmit(({ preset, issuer, ...settings }) => {
    const forProof = settings.forProof && isForge;
    if (id === null) add.mutate({ preset, issuer, ...settings, forProof } as never, { onError });
    else change.mutate({ id, ...settings, forProof } as never, { onError });
  });
  const choose = (preset: string | null) => {
    const next = PRESETS.find((one) => one.preset === preset) ?? gitlab;
    const { issuer, scopes, groupsClaim } = next;
    const name = next.preset === 'openid' ? '' : next.label;
    form.setValues({ preset: next.preset, name, issuer, scopes, groupsClaim });
  };
  const { preset, issuer, clientId, secret } = values;
  return (
    <SettingsPage
      title={id === null ? 'New sign-in provider' : initial.name}
      above={<Link href="/settings/providers">Sign-in providers</Link>}
      submit={id === null ? 'Add provider' : 'Save provider'}
      onSubmit={() => submit()}
      pending={add.isPending || change.isPending}
      error={add.error ?? change.error}
      aside={
        <>
          <Button
            variant="default"
            loading={test.isPending}
            onClick={() =>
              test.mutate({ preset, issuer, clientId, secret, ...(id === null ? {} : { id }) }, { onError })
            }
          >
            Test this provider
          </Button>
          {id === null ? null : <RemoveProvider id={id} name={initial.name} accounts={accounts} onDone={toList} />}
        </>
      }
    >
      <FormGroup title="At the provider" purpose="Register an application there, with this redirect address.">
        <Select
          label="Kind"
          data={PRESETS.map((one) => ({ value: one.preset, label: one.label }))}
          value={values.preset}
          onChange={choose}
          disabled={id !== null}
          allowDeselect={false}
        />
        {preset === 'github' ? (
          <CopyText text={redirects.github} />
        ) : (
          <>
            <CopyText text={redirects.signIn} />
            {values.forProof && isForge ? <CopyText text={redirects.proof} /> : null}
          </>
        )}
        <TextInput
          label="Address"
          description="The issuer, exactly as the provider names it. For GitLab or GitHub of your own, its address."
          type="url"
          disabled={id !== null}
          {...form.getInputProps('issuer')}
        />
        <TextInput label="Client id" autoComplete="off" spellCheck={false} {...form.getInputProps('clientId')} />
        <PasswordInput
          label="Client secret"
          description={id === null ? 'Kept sealed, and never shown again.' : 'Empty: the one that is kept stays.'}
          autoComplete="off"
          {...form.getInputProps('secret')}
        />
        {test.isError ? <Problem error={test.error} /> : null}
        {test.data ? (
          <Alert role="status" title={test.data.ok ? 'It works' : 'It does not work yet'}>
            {test.data.words}
          </Alert>
        ) : null}
      </FormGroup>
      <FormGroup title="Here" purpose="How it is called, and what it is good for.">
        <TextInput label="Name" description="As the button says it: Sign in with …" {...form.getInputProps('name')} />
        <Checkbox
          label="People who work here sign in with it"
          {...form.getInputProps('forStaff', { type: 'checkbox' })}
        />
        {isForge ? (
          <Checkbox
            label="Also used as proof: applicants sign in there to show that they control their project"
            {...form.getInputProps('forProof', { type: 'checkbox' })}
          />
        ) : null}
        <Checkbox
          label="Trust its second factor, and ask for none here"
          {...form.getInputProps('trustsFactor', { type: 'checkbox' })}
        />
      </FormGroup>
      <FormGroup
        title="Roles by groups"
        purpose="Brought up to date at each sign-in with it. Roles that somebody gave by hand stay."
      >
        <GroupRoles
          value={values.groups}
          onChange={(groups) => form.setFieldValue('groups', groups)}
          example={words.groupExample}
          errors={form.errors}
        />
        <Checkbox
          label="Whoever is in one of these groups may come in without an invitation"
          {...form.getInputProps('admits', { type: 'checkbox' })}
        />
        {preset === 'github' ? null : (
          <TextInput label="Claim that names the groups" {...form.getInputProps('groupsClaim')} />
        )}
        <TextInput label="Scopes" {...form.getInputProps('scopes')} />
      </FormGroup>
    </SettingsPage>
  );
}

function RemoveProvider(given: { id: string; name: string; accounts: number; onDone: () => void }) {
  const { id, name, accounts, onDone } = given;
  const [asking, setAsking] = useState(false);
  const remove = useOperation((c) => c.access.removeProvider, { touches, onDone });
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        Remove provider
      </Button>
      <ConfirmTyped
        opened={asking}
        title="Remove the provider"
        word={name}
        submit="Remove provider"
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ id })}
        onClose={() => setAsking(false)}
      >
        {accounts === 1 ? 'One account is' : `${accounts} accounts are`} connected with it. Nobody signs in with it any
        more, and the roles from its groups end at once. Accounts and open sessions stay.
      </ConfirmTyped>
    </>
  );
}
