import { Checkbox, Group, Select, Table, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { FormGroup, SettingsPage } from '#web/kit/FormPage.tsx';
import { type Choices as Answer, choices } from '../questions.ts';

const mails: { value: Answer['kinds'][number]['mail']; label: string }[] = [
  { value: 'off', label: 'No mail' },
  { value: 'now', label: 'Mail at once' },
  { value: 'digest', label: 'In the digest' },
];
const digests: { value: Answer['digest']; label: string }[] = [
  { value: 'hourly', label: 'Every hour' },
  { value: 'daily', label: 'Every day' },
  { value: 'weekly', label: 'Every week' },
];
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** How one wants to hear of each kind of notice, and when not. */
export default function Choices() {
  const before = useAsk(choices);
  const [form, setForm] = useState(before);
  const [slack, setSlack] = useState('');
  const save = useOperation((c) => c.work.chooseNotifications, { touches: ['work'], onDone: () => setSlack('') });
  const change = (part: Partial<Answer>) => setForm({ ...form, ...part });
  const changeKind = (kind: string, part: object) =>
    change({ kinds: form.kinds.map((each) => (each.kind === kind ? { ...each, ...part } : each)) });
  const { slackHost, ...kept } = form;
  return (
    <SettingsPage
      title="Notifications"
      lead="What you are told, how and when. You are never told of what you did yourself."
      submit="Save choices"
      pending={save.isPending}
      error={save.error}
      saved={save.isSuccess ? 'Saved.' : null}
      onSubmit={() =>
        save.mutate({
          ...kept,
          kinds: form.kinds.map(({ words: _, ...kind }) => kind),
          ...(slack.trim() === '' ? {} : { slack: slack.trim() }),
        })
      }
    >
      <FormGroup title="What you are told">
        <Table.ScrollContainer minWidth={460}>
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>When</Table.Th>
                <Table.Th>In the list</Table.Th>
                <Table.Th>By mail</Table.Th>
                <Table.Th>In chat</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {form.kinds.map((each) => (
                <Table.Tr key={each.kind}>
                  <Table.Td>{each.words}</Table.Td>
                  <Table.Td>
                    <Checkbox
                      aria-label={`${each.words}: in the list`}
                      checked={each.inApp}
                      onChange={(event) => changeKind(each.kind, { inApp: event.currentTarget.checked })}
                    />
                  </Table.Td>
                  <Table.Td>
                    <Select
                      aria-label={`${each.words}: by mail`}
                      data={mails}
                      value={each.mail}
                      allowDeselect={false}
                      w={150}
                      onChange={(mail) => changeKind(each.kind, { mail })}
                    />
                  </Table.Td>
                  <Table.Td>
                    <Checkbox
                      aria-label={`${each.words}: in chat`}
                      checked={each.slack}
                      onChange={(event) => changeKind(each.kind, { slack: event.currentTarget.checked })}
                    />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </FormGroup>
      <FormGroup title="Digest" purpose="One mail for what can wait. Nothing to tell, no mail.">
        <Group gap={12} align="end">
          <Select
            label="How often"
            data={digests}
            value={form.digest}
            allowDeselect={false}
            onChange={(value) => change({ digest: digests.find((each) => each.value === value)?.value ?? 'daily' })}
          />
          {form.digest === 'weekly' ? (
            <Select
              label="On"
              data={days.map((label, n) => ({ value: String(n + 1), label }))}
              value={String(form.digestOn)}
              allowDeselect={false}
              onChange={(value) => change({ digestOn: Number(value) })}
            />
          ) : null}
          {form.digest === 'hourly' ? null : (
            <TextInput
              label="At"
              type="time"
              value={form.digestAt}
              onChange={(event) => change({ digestAt: event.currentTarget.value })}
            />
          )}
        </Group>
      </FormGroup>
      <FormGroup title="Quiet hours" purpose="What happens in them waits until they end. The list goes on.">
        <Group gap={12}>
          <TextInput
            label="From"
            type="time"
            value={form.quietFrom ?? ''}
            onChange={(event) => change({ quietFrom: event.currentTarget.value || null })}
          />
          <TextInput
            label="To"
            type="time"
            value={form.quietTo ?? ''}
            onChange={(event) => change({ quietTo: event.currentTarget.value || null })}
          />
        </Group>
        <Checkbox.Group
          label="Quiet all day on"
          value={form.quietDays.map(String)}
          onChange={(value) => change({ quietDays: value.map(Number) })}
        >
          <Group gap={12} mt={6}>
            {days.map((label, n) => (
              <Checkbox key={label} value={String(n + 1)} label={label} />
            ))}
          </Group>
        </Checkbox.Group>
        <TextInput
          label="Time zone"
          description="Such as Europe/Berlin. Empty: the organisation’s."
          value={form.zone ?? ''}
          onChange={(event) => change({ zone: event.currentTarget.value.trim() || null })}
        />
      </FormGroup>
      <FormGroup
        title="Chat"
        purpose="The incoming webhook of Slack, Mattermost, Rocket.Chat or another that takes the same. Kept encrypted, never shown again."
      >
        <TextInput
          label="Address of the webhook"
          type="url"
          spellCheck={false}
          autoComplete="off"
          description={slackHost ? `One at ${slackHost} is kept. Leave this empty to go on with it.` : undefined}
          value={slack}
          onChange={(event) => setSlack(event.currentTarget.value)}
        />
      </FormGroup>
    </SettingsPage>
  );
}
