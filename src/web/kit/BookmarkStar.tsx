import { ActionIcon, Tooltip } from '@mantine/core';
import { IconStar, IconStarFilled } from '@tabler/icons-react';
import type { Bookmarking } from './own.ts';

/** Keeps this address at hand, or lets go of it. */
export function BookmarkStar({ title, kept, toggle }: Bookmarking & { title: string }) {
  const label = kept ? 'Remove bookmark' : 'Bookmark this page';
  return (
    <Tooltip label={label}>
      <ActionIcon
        size={32}
        variant="subtle"
        color="gray"
        aria-label={label}
        aria-pressed={kept}
        onClick={() => toggle(title)}
      >
        {kept ? <IconStarFilled size={17} aria-hidden /> : <IconStar size={17} stroke={1.7} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
}
