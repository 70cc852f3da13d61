import { Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useAsk } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { useMe } from '#web/me.ts';
import { newSinceVisit } from '../questions.ts';

/** What others did in the viewer's programs since they were last at home. Being shown is a visit. */
export default function NewSinceVisit() {
  const { since, groups, more } = useAsk(newSinceVisit);
  const { account } = useMe();
  useEffect(() => {
    // Of no consequence when it fails: then the next visit shows the same again.
    client.work.noteVisit({ kind: 'home', id: account.id }).catch(() => {});
  }, [account.id]);
  if (since === null)
    return (
      <EmptyState title="Welcome">
        From your next visit on, this says what others did in your programs while you were away.
      </EmptyState>
    );
  if (groups.length === 0)
    return (
      <Text size="sm" c="dimmed" px={14} py={10}>
        Nothing since <RelativeTime instant={since} />.
      </Text>
    );
  return (
    <Stack gap={6} px={14} py={10}>
      <Text size="sm" c="dimmed">
        {more ? 'The latest 5,000 things since ' : 'Since '}
        <RelativeTime instant={since} />
      </Text>
      <Stack component="ul" gap={4} p={0} m={0}>
        {groups.map((group) => (
          <li key={group.kind} style={{ listStyle: 'none' }}>
            <b>{group.count.toLocaleString('en')} ×</b> {group.words}{' '}
            <Text span size="sm" c="dimmed">
              last <RelativeTime instant={group.latest} />
            </Text>
          </li>
        ))}
      </Stack>
    </Stack>
  );
}
