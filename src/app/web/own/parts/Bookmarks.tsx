import { ActionIcon, Group, Stack, Text } from '@mantine/core';
import { IconStar, IconX } from '@tabler/icons-react';
import { useAsk, useOperation } from '#web/ask.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Link } from '#web/kit/Link.tsx';
import { atHand } from '../questions.ts';

/** What the viewer keeps at hand, and what they looked at last. */
export default function Bookmarks() {
  const { bookmarks, recent } = useAsk(atHand);
  const remove = useOperation((c) => c.work.removeBookmark, { touches: ['work'] });
  return (
    <Stack gap={12} px={14} py={10}>
      {bookmarks.length === 0 ? (
        <EmptyState title="No bookmarks yet">
          Press the star <IconStar size={13} aria-hidden /> at the top of a record or list to keep it at hand here and
          in the search.
        </EmptyState>
      ) : (
        <Stack component="ul" gap={4} p={0} m={0}>
          {bookmarks.map(({ id, address, title }) => (
            <Group component="li" key={id} gap={8} wrap="nowrap" justify="space-between">
              <Link href={address}>{title}</Link>
              <ActionIcon
                size={24}
                variant="subtle"
                color="gray"
                aria-label={`Remove bookmark: ${title}`}
                onClick={() => remove.mutate({ id })}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
        </Stack>
      )}
      {recent.length > 0 ? (
        <div>
          <Text size="sm" c="dimmed" mb={4}>
            Looked at last
          </Text>
          <Stack component="ul" gap={4} p={0} m={0}>
            {recent.slice(0, 5).map((hit) => (
              <li key={`${hit.kind} ${hit.id}`} style={{ listStyle: 'none' }}>
                <Link href={hit.href}>{hit.title}</Link>
              </li>
            ))}
          </Stack>
        </div>
      ) : null}
    </Stack>
  );
}
