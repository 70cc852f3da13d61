import { MultiSelect, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useAsk } from '#web/ask.ts';
import { FormGroup } from '#web/kit/FormPage.tsx';
import { kinds as allKinds, programs } from '../questions.ts';

/** A webhook as its form holds it. `kinds` null: all, also those that come to be. */
export type WebhookForm = { address: string; words: string; kinds: string[] | null; program: string | null };
export const emptyWebhook: WebhookForm = { address: '', words: '', kinds: null, program: null };
const ALL = 'all';

/** Where a webhook is and what it hears. */
export function WebhookFields({ form, onForm, wrong }: FieldsProps) {
  const { kinds } = useAsk(allKinds);
  const known = useAsk(programs).programs;
  const rooms = [...Map.groupBy(kinds, ({ room }) => room)];
  return (
    <>
      <FormGroup title="Receiver">
        <TextInput
          label="Address"
          type="url"
          placeholder="https://example.org/hook"
          description="Facts are sent there by POST, signed by the convention Standard Webhooks."
          spellCheck={false}
          autoComplete="off"
          value={form.address}
          onChange={(event) => onForm({ ...form, address: event.currentTarget.value })}
          error={wrong.address}
        />
        <TextInput
          label="Note"
          description="What it is for and who looks after it. For colleagues; may stay empty."
          maxLength={200}
          value={form.words}
          onChange={(event) => onForm({ ...form, words: event.currentTarget.value })}
          error={wrong.words}
        />
      </FormGroup>
      <FormGroup title="What it hears">
        <Select
          label="Of which program"
          allowDeselect={false}
          value={form.program ?? ALL}
          onChange={(program) => onForm({ ...form, program: program === ALL ? null : String(program) })}
          error={wrong.program}
          data={[
            { value: ALL, label: 'All programs, and what belongs to none' },
            ...known.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Radio.Group
          label="Kinds of facts"
          value={form.kinds === null ? 'every' : 'some'}
          onChange={(value) => onForm({ ...form, kinds: value === 'every' ? null : [] })}
        >
          <Stack gap={8} mt={6}>
            <Radio size="xs" value="every" label="All, also those that come to be" />
            <Radio size="xs" value="some" label="Only these" />
          </Stack>
        </Radio.Group>
        {form.kinds === null ? null : (
          <MultiSelect
            label="Kinds"
            searchable
            clearable
            hidePickedOptions
            placeholder="Type to search, such as approved"
            value={form.kinds}
            onChange={(chosen) => onForm({ ...form, kinds: chosen.map(String) })}
            error={wrong.kinds}
            data={rooms.map(([room, own]) => ({
              group: room,
              items: own.map(({ kind, words }) => ({ value: kind, label: `${kind}: ${words}` })),
            }))}
          />
        )}
      </FormGroup>
    </>
  );
}

type FieldsProps = { form: WebhookForm; onForm: (form: WebhookForm) => void; wrong: Record<string, string> };
