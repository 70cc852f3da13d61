import { Radio, Select, Stack, Switch, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { FormGroup, SettingsPage } from '#web/kit/FormPage.tsx';
import { useMe } from '#web/me.ts';
import { useModules } from '#web/module.ts';
import { visibleAreas } from '#web/shell/areas.ts';
import { mySettings } from '../questions.ts';

type Form = { theme: 'light' | 'dark' | 'auto'; dense: boolean; zone: string | null; startPage: string };

const zones = Intl.supportedValuesOf('timeZone');

/** What one chose for oneself, on whatever machine one sits. */
export default function MySettings() {
  const me = useMe();
  const modules = useModules();
  const { choices } = useAsk(mySettings);
  const [form, setForm] = useState<Form>({
    theme: choices.theme ?? 'auto',
    dense: choices.dense ?? false,
    zone: choices.zone ?? null,
    startPage: choices.startPage ?? '/',
  });
  const { setColorScheme } = useMantineColorScheme();
  const save = useOperation((c) => c.work.changeMySettings, {
    touches: ['work'],
    onDone: () => setColorScheme(form.theme),
  });
  const pages = visibleAreas(modules, me).flatMap((area) => [
    { value: area.path, label: area.label },
    ...area.pages
      .filter(({ path }) => path !== area.path)
      .map(({ path, label }) => ({ value: path, label: `${area.label}: ${label}` })),
  ]);
  return (
    <SettingsPage
      title="My settings"
      lead="For you alone, on every machine on which you sign in."
      submit="Save settings"
      pending={save.isPending}
      error={save.error}
      saved={save.isSuccess ? 'Saved.' : null}
      onSubmit={() => save.mutate(form)}
    >
      <FormGroup title="Look">
        <Radio.Group
          label="Theme"
          value={form.theme}
          onChange={(theme) => setForm({ ...form, theme: theme as Form['theme'] })}
        >
          <Stack gap={8} mt={6}>
            <Radio size="xs" value="auto" label="As the system" />
            <Radio size="xs" value="light" label="Light" />
            <Radio size="xs" value="dark" label="Dark" />
          </Stack>
        </Radio.Group>
        <Switch
          label="Close rows in lists"
          description="For lists that you have not arranged otherwise."
          checked={form.dense}
          onChange={(event) => setForm({ ...form, dense: event.currentTarget.checked })}
        />
      </FormGroup>
      <FormGroup title="Time and place">
        <Select
          label="Time zone"
          description="In which dates and times are shown to you. Promises and reports keep to the zone of their calendar."
          placeholder="That of the browser"
          clearable
          searchable
          data={zones}
          value={form.zone}
          onChange={(zone) => setForm({ ...form, zone: zone === null ? null : String(zone) })}
        />
        <Select
          label="First page"
          description="Where you begin after signing in."
          allowDeselect={false}
          data={pages}
          value={form.startPage}
          onChange={(startPage) => setForm({ ...form, startPage: String(startPage ?? '/') })}
        />
      </FormGroup>
    </SettingsPage>
  );
}
