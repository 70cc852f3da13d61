import { Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { DialogActions } from '#web/kit/DialogActions.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import type { PersonRecord } from '../../queries/person.ts';
import { mergePreview, peopleFound } from '../questions.ts';
import { platformName } from '../words.ts';

/** Finds the other person, shows what the merge would join, asks for the reason. */
export function MergeDialog({
  person,
  opened,
  onClose,
}: {
  person: PersonRecord;
  opened: boolean;
  onClose: () => void;
}) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Merge ${person.name} with another person`} size="lg">
      {opened ? <MergeForm person={person} onClose={onClose} /> : null}
    </Modal>
  );
}

function MergeForm({ person, onClose }: { person: PersonRecord; onClose: () => void }) {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text, 200);
  const [other, setOther] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const found = useQuery({ ...peopleFound(asked), enabled: asked.trim().length >= 2 });
  const preview = useQuery({ ...mergePreview(person.id, other ?? person.id), enabled: other !== null });
  const merge = useOperation((c) => c.community.mergePeople, {
    onDone: () => {
      showDone('Merged. It can be undone on this page at any time.');
      onClose();
    },
  });
  const choices = (found.data?.rows ?? [])
    .filter((row) => row.id !== person.id)
    .map((row) => ({ value: row.id, label: [row.name, row.address].filter(Boolean).join(' · ') }));
  const shown = other !== null ? preview.data : undefined;
  const ready = shown !== undefined && shown.refusal === null && reason.trim().length >= 3;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && other !== null && !merge.isPending) merge.mutate({ one: person.id, other, reason });
      }}
    >
      <Stack gap={14}>
        <Select
          label="The other person"
          placeholder="Name, address or handle"
          searchable
          data-autofocus
          data={choices}
          filter={({ options }) => options}
          searchValue={text}
          onSearchChange={setText}
          value={other}
          onChange={setOther}
          nothingFoundMessage={asked.trim().length < 2 ? 'Type two letters or more' : 'Nobody else fits'}
        />
        {found.isError ? <Problem error={found.error} /> : null}
        {preview.isError ? <Problem error={preview.error} /> : null}
        {shown?.refusal ? <Text role="alert">{shown.refusal.words}</Text> : null}
        {shown && !shown.refusal ? (
          <div>
            <Text size="sm">
              One person, called {shown.name}
              {shown.address ? `, reached at ${shown.address}` : ''}, with the identities:
            </Text>
            <ul>
              {[...shown.one.identities, ...shown.other.identities].map((identity) => (
                <li key={identity.id}>
                  {identity.written}{' '}
                  <Text span c="dimmed" size="sm">
                    ({platformName(identity.platform)})
                  </Text>
                </li>
              ))}
            </ul>
          </div>
        ) : null}
        <TextInput
          label="How do you know?"
          description="Colleagues read it beside the merge."
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {merge.isError ? <Problem error={merge.error} /> : null}
        <DialogActions disabled={!ready} pending={merge.isPending} onClose={onClose}>
          Merge people
        </DialogActions>
      </Stack>
    </form>
  );
}
