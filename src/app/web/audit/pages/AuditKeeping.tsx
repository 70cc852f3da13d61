import { Select } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useAsk, useOperation } from '#web/ask.ts';
import { FormGroup, SettingsPage } from '#web/kit/FormPage.tsx';
import { settings } from '../questions.ts';

const KEPT = [
  { value: '', label: 'For ever' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '180', label: '180 days' },
  { value: '365', label: 'One year' },
  { value: '730', label: 'Two years' },
];

/** For how long the audit log keeps from where something was done. */
export default function AuditKeeping() {
  const { originDays } = useAsk(settings);
  const set = originDays === null ? '' : String(originDays);
  const form = useForm({ initialValues: { days: set } });
  const offered = KEPT.some(({ value }) => value === set) ? KEPT : [...KEPT, { value: set, label: `${set} days` }];
  const save = useOperation((c) => c.audit.updateSettings, { touches: ['audit'], onDone: () => form.resetDirty() });
  const submit = form.onSubmit(({ days }) => save.mutate({ originDays: days === '' ? null : Number(days) }));
  return (
    <SettingsPage
      title="Keeping of the audit log"
      lead="What happened is kept for ever. From where and with what it was done are personal values, and may go earlier."
      submit="Save settings"
      onSubmit={() => submit()}
      pending={save.isPending}
      error={save.error}
      saved={save.isSuccess && !form.isDirty() ? 'Saved.' : null}
    >
      <FormGroup
        title="Addresses and browsers"
        purpose="What is older goes every night, and does not come back. The entries themselves stay."
      >
        <Select label="Kept" data={offered} allowDeselect={false} {...form.getInputProps('days')} />
      </FormGroup>
    </SettingsPage>
  );
}
