import { Checkbox, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { DialogActions } from '#web/kit/DialogActions.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { mayIn, useMe } from '#web/me.ts';
import { fieldErrors, problemOf } from '#web/problem.ts';
import { type Channel, channels, programs } from '../questions.ts';

const ALL = 'all';
/** A channel to change, or `new`; null: the dialog is closed. */
export type Edited = Channel | 'new' | null;

/** Adds a channel of a chat program, or changes its name, what it hears, and where it is. */
export function ChannelDialog({ edited, onClose }: { edited: Edited; onClose: () => void }) {
  return (
    <Modal
      opened={edited !== null}
      onClose={onClose}
      size="lg"
      title={edited === 'new' ? 'Add channel' : 'Change channel'}
    >
      {edited === null ? null : <ChannelForm channel={edited === 'new' ? null : edited} onClose={onClose} />}
    </Modal>
  );
}

function ChannelForm({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const me = useMe();
  const known = useAsk(programs).programs.filter(({ id }) => mayIn(me, 'work.channels', id));
  const everywhere = me.grants.some((each) => each.program === null && each.permissions.includes('work.channels'));
  const [form, setForm] = useState({
    name: channel?.name ?? '',
    program: channel ? channel.program : everywhere ? null : (known[0]?.id ?? null),
    kinds: channel?.kinds ?? [],
    address: '',
  });
  const { data } = useQuery(channels(form.program));
  const options = { touches: ['work'], onDone: () => done(channel ? 'Channel changed.' : 'Channel added.') };
  const done = (words: string) => {
    showDone(words);
    onClose();
  };
  const add = useOperation((c) => c.work.addChannel, options);
  const change = useOperation((c) => c.work.changeChannel, options);
  const error = add.error ?? change.error;
  const wrong = error ? fieldErrors(problemOf(error)) : {};
  const { program, address, ...rest } = form;
  const submit = () =>
    channel
      ? change.mutate({ id: channel.id, ...rest, ...(address.trim() === '' ? {} : { address }) })
      : add.mutate({ ...rest, program, address });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap={14}>
        <TextInput
          label="Name"
          description="As your colleagues call it, such as #open-source."
          maxLength={80}
          value={form.name}
          onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
          error={wrong.name}
          data-autofocus
        />
        {channel ? null : (
          <Select
            label="Of which program"
            allowDeselect={false}
            value={program ?? ALL}
            onChange={(value) => setForm({ ...form, program: value === ALL ? null : String(value), kinds: [] })}
            error={wrong.program}
            data={[
              ...(everywhere ? [{ value: ALL, label: 'All programs, and what belongs to none' }] : []),
              ...known.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        <TextInput
          label="Address of the webhook"
          type="url"
          spellCheck={false}
          autoComplete="off"
          description={
            channel
              ? `One at ${channel.host} is kept, encrypted. Leave this empty to go on with it.`
              : 'The incoming webhook of Slack, Mattermost, Rocket.Chat or another that takes the same. Kept encrypted, never shown again.'
          }
          value={address}
          onChange={(event) => setForm({ ...form, address: event.currentTarget.value })}
          error={wrong.address}
        />
        <Checkbox.Group
          label="What it hears"
          value={form.kinds}
          onChange={(kinds) => setForm({ ...form, kinds })}
          error={wrong.kinds}
        >
          <Stack gap={8} mt={6}>
            {(data?.kinds ?? []).map(({ kind, words }) => (
              <Checkbox key={kind} size="xs" value={kind} label={words} />
            ))}
          </Stack>
        </Checkbox.Group>
        {error ? <Problem error={error} /> : null}
        <DialogActions pending={add.isPending || change.isPending} onClose={onClose}>
          {channel ? 'Save channel' : 'Add channel'}
        </DialogActions>
      </Stack>
    </form>
  );
}
