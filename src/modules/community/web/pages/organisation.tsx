import { Button, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { DialogActions } from '#web/kit/DialogActions.tsx';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Person } from '#web/kit/Person.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RecordPage } from '#web/kit/RecordPage.tsx';
import { Section } from '#web/kit/Section.tsx';
import { shortDate } from '#web/kit/time.ts';
import type { OrganisationRecord } from '../../queries/organisations.ts';
import { MergeEntry } from '../parts/MergeHistory.tsx';
import { organisationRecord, organisationsFound } from '../questions.ts';

const period = (since: string | null, until: string | null) =>
  [since ? `since ${shortDate(since)}` : '', until ? `until ${shortDate(until)}` : ''].filter(Boolean).join(' ');

/** An organisation: who is or was with it, and what it was merged from. */
export default function Organisation() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const organisation = useAsk(organisationRecord(id));
  const [merging, setMerging] = useState(false);
  return (
    <RecordPage
      title={organisation.name}
      above={<Link href="/community/organisations">Organisations</Link>}
      meta={organisation.domain}
      actions={
        organisation.may.merge ? (
          <Button variant="default" onClick={() => setMerging(true)}>
            Merge with another organisation
          </Button>
        ) : null
      }
      aside={<Aside organisation={organisation} />}
    >
      <Section title="People">
        {organisation.people.length === 0 ? <EmptyState title="Nobody is known to be with it" /> : null}
        <Stack gap={6} component="ul" style={{ listStyle: 'none', padding: 0 }}>
          {organisation.people.map((p) => (
            <li key={`${p.id}${p.since}${p.source}`}>
              <Person
                name={p.name}
                href={`/community/people/${p.id}`}
                detail={`${period(p.since, p.until)} (by ${p.source})`}
              />
            </li>
          ))}
        </Stack>
      </Section>
      <Modal
        opened={merging}
        onClose={() => setMerging(false)}
        title={`Merge ${organisation.name} with another organisation`}
      >
        {merging ? <MergeForm organisation={organisation} onClose={() => setMerging(false)} /> : null}
      </Modal>
    </RecordPage>
  );
}

function Aside({ organisation }: { organisation: OrganisationRecord }) {
  const undo = useOperation((c) => c.community.undoOrganisationMerge);
  return (
    <>
      <Section title="Known as">
        <FactList facts={organisation.parts.map((part) => ({ name: part.name, value: part.domain }))} />
      </Section>
      {organisation.merges.length > 0 ? (
        <Section title="Merges">
          {undo.isError ? <Problem error={undo.error} /> : null}
          {organisation.merges.map((merge) => (
            <MergeEntry key={merge.id} merge={merge}>
              {organisation.may.merge && merge.endedAt === null ? (
                <Button
                  size="compact-xs"
                  variant="default"
                  loading={undo.isPending}
                  onClick={() => undo.mutate({ id: merge.id })}
                >
                  Undo merge
                </Button>
              ) : null}
            </MergeEntry>
          ))}
        </Section>
      ) : null}
    </>
  );
}

function MergeForm({ organisation, onClose }: { organisation: OrganisationRecord; onClose: () => void }) {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text, 200);
  const [other, setOther] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const found = useQuery({ ...organisationsFound(asked), enabled: asked.trim().length >= 2 });
  const merge = useOperation((c) => c.community.mergeOrganisations, { onDone: onClose });
  const choices = (found.data?.rows ?? [])
    .filter((row) => row.id !== organisation.id)
    .map((row) => ({ value: row.id, label: [row.name, row.domain].filter(Boolean).join(' · ') }));
  const ready = other !== null && reason.trim().length >= 3;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !merge.isPending) merge.mutate({ one: organisation.id, other, reason });
      }}
    >
      <Stack gap={14}>
        <Select
          label="The other organisation"
          searchable
          data-autofocus
          data={choices}
          filter={({ options }) => options}
          searchValue={text}
          onSearchChange={setText}
          value={other}
          onChange={setOther}
          nothingFoundMessage={asked.trim().length < 2 ? 'Type two letters or more' : 'No other fits'}
        />
        <TextInput
          label="How do you know?"
          maxLength={500}
          value={reason}
          onChange={(e) => setReason(e.currentTarget.value)}
        />
        <Text size="sm" c="dimmed">
          Their people stand under one name at once. It can be undone at any time.
        </Text>
        {found.isError ? <Problem error={found.error} /> : null}
        {merge.isError ? <Problem error={merge.error} /> : null}
        <DialogActions disabled={!ready} pending={merge.isPending} onClose={onClose}>
          Merge organisations
        </DialogActions>
      </Stack>
    </form>
  );
}
