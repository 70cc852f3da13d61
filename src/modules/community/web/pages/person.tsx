import { Button, Group } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { ConfirmTyped } from '#web/kit/ConfirmTyped.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { counted } from '#web/kit/plural.ts';
import { RecordPage } from '#web/kit/RecordPage.tsx';
import { Section } from '#web/kit/Section.tsx';
import { shortDate } from '#web/kit/time.ts';
import type { PersonRecord } from '../../queries/person.ts';
import { download } from '../download.ts';
import { Identities } from '../parts/Identities.tsx';
import { MergeDialog } from '../parts/MergeDialog.tsx';
import { MergeHistory } from '../parts/MergeHistory.tsx';
import { PersonTimeline } from '../parts/PersonTimeline.tsx';
import { personRecord } from '../questions.ts';

/** A person: who they are to us, what they did, and everything all rooms know about them. */
export default function Person() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const person = useAsk(personRecord(id));
  const [merging, setMerging] = useState(false);
  return (
    <RecordPage
      title={person.name}
      above={<Link href="/community/people">People</Link>}
      meta={[person.address, counted(person.identities.length, 'identity', 'identities')].filter(Boolean).join(' · ')}
      actions={<Acts person={person} onMerge={() => setMerging(true)} />}
      aside={<Aside person={person} />}
    >
      <PersonTimeline key={person.id} person={person} />
      <MergeDialog person={person} opened={merging} onClose={() => setMerging(false)} />
    </RecordPage>
  );
}

function Aside({ person }: { person: PersonRecord }) {
  const employers = person.affiliations.map(({ organisation, since, until, source }) => ({
    name: until && Date.parse(until) < Date.now() ? 'Was with' : 'With',
    value: (
      <>
        <Link href={`/community/organisations/${organisation.id}`}>{organisation.name}</Link>{' '}
        {since ? `since ${shortDate(since)}` : ''} {until ? `until ${shortDate(until)}` : ''} (by {source})
      </>
    ),
  }));
  return (
    <>
      <Section title="Identities">
        <Identities person={person} />
      </Section>
      {employers.length > 0 ? (
        <Section title="Organisations">
          <FactList facts={employers} />
        </Section>
      ) : null}
      {person.panels.map((panel) => (
        <Section key={panel.name} title={panel.title}>
          <FactList
            facts={panel.rows.map(({ label, value, href }) => ({
              name: label,
              value: href ? <Link href={href}>{value}</Link> : value,
            }))}
          />
        </Section>
      ))}
      <MergeHistory merges={person.merges} neverMerged={person.neverMerged} mayMerge={person.may.merge} />
    </>
  );
}

function Acts({ person, onMerge }: { person: PersonRecord; onMerge: () => void }) {
  const [erasing, setErasing] = useState(false);
  const navigate = useNavigate();
  const save = useOperation((c) => c.community.exportPerson, {
    touches: [],
    onDone: ({ name, data }) => download(name, JSON.stringify(data, null, 2), 'application/json'),
  });
  const erase = useOperation((c) => c.community.erasePerson, { onDone: () => navigate({ to: '/community/people' }) });
  return (
    <Group gap={8}>
      {person.may.merge ? (
        <Button variant="default" onClick={onMerge}>
          Merge with another person
        </Button>
      ) : null}
      {person.may.export ? (
        <Button variant="default" loading={save.isPending} onClick={() => save.mutate({ id: person.id })}>
          Export all data
        </Button>
      ) : null}
      {person.may.erase ? (
        <Button variant="default" color="red" onClick={() => setErasing(true)}>
          Erase person
        </Button>
      ) : null}
      {save.isError ? <Problem error={save.error} /> : null}
      <ConfirmTyped
        opened={erasing}
        title={`Erase ${person.name}`}
        word={person.name}
        submit="Erase person"
        pending={erase.isPending}
        error={erase.error}
        onConfirm={() => erase.mutate({ id: person.id, reason: 'asked to be erased', confirm: person.name })}
        onClose={() => setErasing(false)}
      >
        Names, addresses, handles and notes go for good, in all {person.identities.length} identities. What happened
        stays, without saying to whom. This cannot be undone.
      </ConfirmTyped>
    </Group>
  );
}
