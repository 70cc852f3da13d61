import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Language } from '#kernel/language/languages.ts';
import { useAsk, useOperation } from '#web/ask.ts';
import { countries, months, zones } from '#web/entrance/choices.ts';
import { FormGroup, SettingsPage } from '#web/kit/FormPage.tsx';
import { fieldErrors, problemOf } from '#web/problem.ts';
import { organisation } from '../questions.ts';

const LANGUAGES: Record<Language, string> = {
  en: 'English',
  de: 'German',
  es: 'Spanish',
  fr: 'French',
  ja: 'Japanese',
};
const LANGUAGE_CHOICES = Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }));

/** The organisation's name, its time, its language, and whom applicants ask about their data. */
export default function Organisation() {
  const { sample: _sample, ...now } = useAsk(organisation);
  const form = useForm({
    initialValues: { ...now, fiscalStartMonth: String(now.fiscalStartMonth) },
    validate: { name: (value) => (value.trim() === '' ? 'Give the name that applicants read.' : null) },
  });
  const save = useOperation((c) => c.access.updateOrganisation, { onDone: () => form.resetDirty() });
  const submit = form.onSubmit(({ fiscalStartMonth, ...values }) =>
    save.mutate(
      { ...values, fiscalStartMonth: Number(fiscalStartMonth) },
      { onError: (error) => form.setErrors(fieldErrors(problemOf(error))) },
    ),
  );
  return (
    <SettingsPage
      title="Organisation"
      lead="What holds for all programs."
      submit="Save organisation"
      onSubmit={() => submit()}
      pending={save.isPending}
      error={save.error}
      saved={save.isSuccess && !form.isDirty() ? 'Saved.' : null}
    >
      <FormGroup title="Name" purpose="Stands on every public page and in every mail.">
        <TextInput label="Name of the organisation" maxLength={120} {...form.getInputProps('name')} />
      </FormGroup>
      <FormGroup
        title="Time"
        purpose="Timetables and reports follow this zone. Business calendars keep the zone they were given."
      >
        <Select label="Time zone" data={zones()} searchable allowDeselect={false} {...form.getInputProps('zone')} />
        <Select
          label="Country"
          data={countries()}
          searchable
          allowDeselect={false}
          {...form.getInputProps('country')}
        />
        <Select
          label="Fiscal year starts in"
          data={months()}
          allowDeselect={false}
          {...form.getInputProps('fiscalStartMonth')}
        />
      </FormGroup>
      <FormGroup
        title="Language"
        purpose="In which you write policies, agreements and notices. Public pages speak every language they know as each reader wishes; this one to whoever wishes none of them."
      >
        <Select
          label="Language of your texts"
          data={LANGUAGE_CHOICES}
          allowDeselect={false}
          {...form.getInputProps('language')}
        />
      </FormGroup>
      <FormGroup title="Privacy" purpose="Shown under every public form: whom applicants ask about their data.">
        <TextInput
          label="Privacy contact"
          placeholder="privacy@example.org"
          maxLength={200}
          {...form.getInputProps('privacyContact')}
        />
      </FormGroup>
    </SettingsPage>
  );
}
