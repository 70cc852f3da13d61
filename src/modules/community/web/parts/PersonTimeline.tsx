import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { Section } from '#web/kit/Section.tsx';
import { Timeline, type TimelineItem } from '#web/kit/Timeline.tsx';
import type { PersonRecord } from '../../queries/person.ts';

type Entry = PersonRecord['timeline']['rows'][number];

const itemOf = (entry: Entry): TimelineItem => ({
  id: entry.id,
  at: entry.at,
  kind: entry.kind === 'note' ? 'note' : 'fact',
  who: entry.who,
  words: entry.words,
  ...(entry.href ? { about: <Link href={entry.href}>{entry.about ?? 'Open'}</Link> } : {}),
});

/** The one timeline of a person, newest first, with a note's editor at its head. Older entries come when asked for. */
export function PersonTimeline({ person }: { person: PersonRecord }) {
  const [older, setOlder] = useState<{ rows: Entry[]; next: string | null }>({ rows: [], next: person.timeline.next });
  const [failed, setFailed] = useState<unknown>(null);
  const [loading, setLoading] = useState(false);
  const more = async () => {
    setLoading(true);
    setFailed(null);
    try {
      const page = await client.community.timeline({ id: person.id, after: older.next ?? undefined, limit: 50 });
      setOlder({ rows: [...older.rows, ...page.rows], next: page.next });
    } catch (error) {
      setFailed(error);
    } finally {
      setLoading(false);
    }
  };
  const known = new Set(person.timeline.rows.map((entry) => entry.id));
  const items = [...person.timeline.rows, ...older.rows.filter((entry) => !known.has(entry.id))].map(itemOf);
  return (
    <Section title="Timeline">
      {items.length === 0 ? (
        <EmptyState title="Nothing has happened yet">What they do and what we do for them will stand here.</EmptyState>
      ) : null}
      <Timeline items={items} newestFirst label={`Timeline of ${person.name}`}>
        {person.may.note ? <NoteEditor person={person.id} /> : null}
      </Timeline>
      {failed ? <Problem error={failed} onRetry={more} /> : null}
      {older.next ? (
        <Button variant="default" mt={12} loading={loading} onClick={more}>
          Show older entries
        </Button>
      ) : null}
    </Section>
  );
}

function NoteEditor({ person }: { person: string }) {
  const [body, setBody] = useState('');
  const add = useOperation((c) => c.work.addNote, { onDone: () => setBody('') });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (body.trim() !== '' && !add.isPending) add.mutate({ about: { kind: 'identity', id: person }, body });
      }}
    >
      <Stack gap={8} mb={16}>
        <Textarea
          label="Note"
          description="Only for colleagues; never sent."
          autosize
          minRows={2}
          maxRows={12}
          maxLength={20_000}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        {add.isError ? <Problem error={add.error} /> : null}
        <Group>
          <Button type="submit" size="sm" variant="default" disabled={body.trim() === ''} loading={add.isPending}>
            Add note
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
