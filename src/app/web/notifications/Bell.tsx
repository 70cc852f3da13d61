import { ActionIcon, Indicator } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '#web/kit/Link.tsx';
import { unread } from './questions.ts';

/** The bell of the top bar with the count of what is unread; leads to the list. Counted anew each minute. */
export default function Bell() {
  const { data } = useQuery({ ...unread, refetchInterval: 60_000 });
  const count = data?.count ?? 0;
  const words =
    count === 0 ? 'Notifications: none unread' : `Notifications: ${count > 99 ? 'more than 99' : count} unread`;
  return (
    <Indicator label={count > 99 ? '99+' : count} size={16} offset={5} disabled={count === 0}>
      <ActionIcon size={32} aria-label={words} title={words} component={Link} href="/notifications">
        <IconBell size={18} stroke={1.7} aria-hidden />
      </ActionIcon>
    </Indicator>
  );
}
