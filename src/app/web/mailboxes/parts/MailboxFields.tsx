import { Checkbox, PasswordInput, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useAsk } from '#web/ask.ts';
import { FormGroup } from '#web/kit/FormPage.tsx';
import { type MailboxForm, portAfter } from '../mailboxForm.ts';
import { programs } from '../questions.ts';
import { TryMailbox } from './TryMailbox.tsx';

const ALL = 'all';
const securities = [
  { value: 'tls', label: 'TLS: encrypted from the start (993)' },
  { value: 'starttls', label: 'STARTTLS: encrypted before anything is said (143)' },
  { value: 'none', label: 'None: in the clear, for a server on this machine alone' },
] as const;
const afterwards = [
  { value: 'leave', label: 'Leave it as it is' },
  { value: 'seen', label: 'Mark it as read' },
  { value: 'move', label: 'Move it to another folder' },
] as const;

/** Where a mailbox is and what it is for. `kept`: one that is there already, whose kind and program stay. */
export function MailboxFields({ form, onForm, wrong, kept }: FieldsProps) {
  const known = useAsk(programs).programs;
  const set = (change: Partial<MailboxForm>) => onForm({ ...form, ...change });
  return (
    <>
      <FormGroup title="Mailbox">
        <TextInput
          label="Name"
          description="What colleagues call it."
          maxLength={80}
          value={form.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={wrong.name}
        />
        <TextInput
          label="Mail address"
          type="email"
          placeholder="opensource@example.org"
          spellCheck={false}
          value={form.address}
          onChange={(event) => set({ address: event.currentTarget.value })}
          error={wrong.address}
        />
        {kept ? null : (
          <Select
            label="Program"
            description="Only mails of this program are found to belong together; it cannot be changed later."
            allowDeselect={false}
            value={form.program ?? ALL}
            onChange={(value) => set({ program: value === ALL ? null : String(value) })}
            error={wrong.program}
            data={[
              { value: ALL, label: 'All programs, and what belongs to none' },
              ...known.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
      </FormGroup>
      {kept ? null : (
        <FormGroup title="How mail gets here">
          <Radio.Group
            aria-label="How mail gets here"
            value={form.kind}
            onChange={(value) => set({ kind: value === 'webhook' ? 'webhook' : 'imap' })}
          >
            <Stack gap={8}>
              <Radio size="xs" value="imap" label="The house reads the mailbox by IMAP, once a minute" />
              <Radio size="xs" value="webhook" label="A provider or mail server posts each mail to the house" />
            </Stack>
          </Radio.Group>
        </FormGroup>
      )}
      {form.kind === 'imap' ? <ImapFields form={form} set={set} wrong={wrong} kept={kept} /> : null}
      <FormGroup title="Answers" purpose="What the mails of the program say about where answers go.">
        <Checkbox
          label="Ask for answers at this address"
          description="One mailbox of a program takes its answers; others still receive what is sent to them."
          checked={form.repliesHere}
          onChange={(event) => set({ repliesHere: event.currentTarget.checked })}
          error={wrong.repliesHere}
        />
        <Checkbox
          label="The server takes name+anything@ for this address"
          description="Each mail then asks for its answer under an address of its own, by which it is known for sure."
          checked={form.plusAddresses}
          onChange={(event) => set({ plusAddresses: event.currentTarget.checked })}
        />
        <Checkbox
          label="Reports about mails that did not arrive come here"
          description="Mails carry this address as their envelope sender. Your mail server must let the house send from it."
          checked={form.bouncesHere}
          onChange={(event) => set({ bouncesHere: event.currentTarget.checked })}
        />
        <Checkbox
          label="Answer people whose mail belongs to nothing"
          description="Tells them how to reach you, at most once a day; never answers a machine."
          checked={form.explains}
          onChange={(event) => set({ explains: event.currentTarget.checked })}
        />
      </FormGroup>
      <FormGroup title="Trust and keeping">
        <TextInput
          label="Server whose word about senders is believed"
          description="Its name in the header Authentication-Results, such as mx.example.org. Empty: none."
          spellCheck={false}
          value={form.authServer}
          onChange={(event) => set({ authServer: event.currentTarget.value })}
          error={wrong.authServer}
        />
        <TextInput
          label="Days to keep mails that belong to nothing"
          description="Then who wrote and what is erased. Attached mails go with their record."
          inputMode="numeric"
          maxLength={4}
          value={form.keepDays}
          onChange={(event) => set({ keepDays: event.currentTarget.value })}
          error={wrong.keepDays}
        />
      </FormGroup>
    </>
  );
}

type FieldsProps = {
  form: MailboxForm;
  onForm: (form: MailboxForm) => void;
  wrong: Record<string, string>;
  kept: string | null;
};
type ImapProps = {
  form: MailboxForm;
  set: (change: Partial<MailboxForm>) => void;
  wrong: Record<string, string>;
  kept: string | null;
};

function ImapFields({ form, set, wrong, kept }: ImapProps) {
  return (
    <>
      <FormGroup title="Server" purpose="What your mail provider calls IMAP or incoming mail.">
        <TextInput
          label="Server"
          placeholder="imap.example.org"
          spellCheck={false}
          value={form.host}
          onChange={(event) => set({ host: event.currentTarget.value })}
          error={wrong.host}
        />
        <Select
          label="Encryption"
          allowDeselect={false}
          data={securities}
          value={form.security}
          onChange={(value) => {
            const security = securities.find((each) => each.value === value)?.value ?? form.security;
            set({ security, port: portAfter(form.port, security) });
          }}
        />
        <TextInput
          label="Port"
          inputMode="numeric"
          maxLength={5}
          w={120}
          value={form.port}
          onChange={(event) => set({ port: event.currentTarget.value })}
          error={wrong.port}
        />
        <TextInput
          label="User"
          autoComplete="off"
          spellCheck={false}
          value={form.user}
          onChange={(event) => set({ user: event.currentTarget.value })}
          error={wrong.user}
        />
        <PasswordInput
          label="Password"
          autoComplete="new-password"
          description={
            kept ? 'One is kept. Leave this empty to go on with it.' : 'Kept encrypted, and never shown again.'
          }
          value={form.password}
          onChange={(event) => set({ password: event.currentTarget.value })}
          error={wrong.password}
        />
        <TextInput
          label="Folder"
          spellCheck={false}
          value={form.folder}
          onChange={(event) => set({ folder: event.currentTarget.value })}
          error={wrong.folder}
        />
        <Select
          label="With a mail that was taken in"
          description="Nothing is ever deleted there."
          allowDeselect={false}
          data={afterwards}
          value={form.afterwards}
          onChange={(value) =>
            set({ afterwards: afterwards.find((each) => each.value === value)?.value ?? form.afterwards })
          }
        />
        {form.afterwards === 'move' ? (
          <TextInput
            label="Folder to move it to"
            spellCheck={false}
            value={form.moveTo}
            onChange={(event) => set({ moveTo: event.currentTarget.value })}
            error={wrong.moveTo}
          />
        ) : null}
      </FormGroup>
      <FormGroup title="Test" purpose="Connects and signs in with what stands above. Nothing is kept or changed.">
        <TryMailbox form={form} kept={kept} />
      </FormGroup>
    </>
  );
}
