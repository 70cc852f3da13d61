import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { ConfirmTyped } from '#web/kit/ConfirmTyped.tsx';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { ChannelDialog, type Edited } from '../parts/ChannelForm.tsx';
import { type Channels as Answer, type Channel, channels, programs } from '../questions.ts';

/** Channels of chat programs that hear what happens, of one program or of all. */
export default function Channels() {
  const { rows, kinds } = useAsk(channels(null));
  const known = useAsk(programs).programs;
  const [edited, setEdited] = useState<Edited>(null);
  const [removed, setRemoved] = useState<Channel | null>(null);
  const remove = useOperation((c) => c.work.removeChannel, {
    touches: ['work'],
    onDone: () => {
      setRemoved(null);
      showDone('Channel removed.');
    },
  });
  const add = <Button onClick={() => setEdited('new')}>Add channel</Button>;
  return (
    <Page
      title="Chat channels"
      lead="A channel of your chat program hears at once what your team ought to know. What is for one person it never hears."
      actions={rows.length > 0 ? add : null}
    >
      {rows.length === 0 ? (
        <EmptyState title="No channels yet" action={add}>
          Make an incoming webhook in Slack, Mattermost or Rocket.Chat, and give its address here.
        </EmptyState>
      ) : (
        rows.map((row) => (
          <OneChannel
            key={row.id}
            channel={row}
            kinds={kinds}
            program={row.program === null ? 'All programs' : known.find(({ id }) => id === row.program)?.name}
            onChange={() => setEdited(row)}
            onRemove={() => setRemoved(row)}
          />
        ))
      )}
      <ChannelDialog edited={edited} onClose={() => setEdited(null)} />
      <ConfirmTyped
        opened={removed !== null}
        title="Remove channel"
        word={removed?.name ?? ''}
        submit="Remove channel"
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => removed && remove.mutate({ id: removed.id })}
        onClose={() => setRemoved(null)}
      >
        <p>It hears nothing more, and its address is forgotten.</p>
      </ConfirmTyped>
    </Page>
  );
}

type OneProps = {
  channel: Channel;
  kinds: Answer['kinds'];
  program: string | undefined;
  onChange: () => void;
  onRemove: () => void;
};

function OneChannel({ channel, kinds, program, onChange, onRemove }: OneProps) {
  const test = useOperation((c) => c.work.testChannel, { touches: ['work'] });
  const words = new Map(kinds.map((each) => [each.kind, each.words]));
  const { id, name } = channel;
  return (
    <Section title={name} framed>
      <Stack gap={12} p={14}>
        <FactList
          facts={[
            { name: 'Of', value: program ?? 'One program' },
            { name: 'At', value: channel.host },
            {
              name: 'Hears',
              value: (
                <ul style={{ margin: 0, paddingInlineStart: 16 }}>
                  {channel.kinds.map((kind) => (
                    <li key={kind}>{words.get(kind) ?? kind}</li>
                  ))}
                </ul>
              ),
            },
            { name: 'Told last', value: channel.toldAt ? <RelativeTime instant={channel.toldAt} /> : null },
            ...(channel.trouble ? [{ name: 'Trouble', value: channel.trouble }] : []),
          ]}
        />
        {test.error ? <Problem error={test.error} /> : null}
        <p role="status" style={{ margin: 0 }}>
          {test.data?.words}
        </p>
        <Group gap={8}>
          <Button size="sm" variant="default" loading={test.isPending} onClick={() => test.mutate({ id })}>
            Send a test
          </Button>
          <Button size="sm" variant="default" aria-label={`Change channel ${name}`} onClick={onChange}>
            Change channel
          </Button>
          <Button
            size="sm"
            variant="default"
            c="var(--gh-late)"
            aria-label={`Remove channel ${name}`}
            onClick={onRemove}
          >
            Remove channel
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
