import { Button, Group } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useAsk, useOperation } from '#web/ask.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { notifications, pageFrom } from '../questions.ts';
import classes from './Notifications.module.css';

/** What one was told, newest first; what is alike stands in one line. */
export default function Notifications() {
  const asked = pageFrom(useSearch({ strict: false }) as Record<string, unknown>);
  const { rows, next } = useAsk(notifications(asked));
  const read = useOperation((c) => c.work.readNotifications, { touches: ['work'] });
  const show = asked.unread ? 'show=unread&' : '';
  return (
    <Page
      title="Notifications"
      actions={
        <Group gap={8}>
          <Button
            component={Link}
            variant="default"
            href={asked.unread ? '/notifications' : '/notifications?show=unread'}
          >
            {asked.unread ? 'Show all notifications' : 'Show unread only'}
          </Button>
          <Button variant="default" loading={read.isPending} onClick={() => read.mutate({})}>
            Mark all as read
          </Button>
          <Button component={Link} variant="default" href="/settings/notifications">
            Choose what you are told
          </Button>
        </Group>
      }
    >
      {read.error ? <Problem error={read.error} /> : null}
      {rows.length === 0 ? (
        <EmptyState title={asked.unread ? 'Nothing unread' : 'No notifications yet'}>
          New applications, answers to your questions and what goes wrong stand here, as you choose.
        </EmptyState>
      ) : (
        <ul className={classes.list}>
          {rows.map((line) => (
            <li key={line.id} className={classes.line} data-unread={!line.read || undefined}>
              <span className={classes.dot} aria-hidden="true" />
              <span>
                {line.read ? null : <span className="gh-visually-hidden">Unread: </span>}
                <Link href={line.href} onClick={() => (line.read ? undefined : read.mutate({ ids: [line.id] }))}>
                  {line.title}
                </Link>{' '}
                <span className={classes.words}>
                  {line.words}
                  {line.count > 1 ? ` (${line.count} times)` : ''}
                </span>
              </span>
              <RelativeTime instant={line.at} />
            </li>
          ))}
        </ul>
      )}
      {next ? (
        <Button
          component={Link}
          variant="default"
          mt={12}
          href={`/notifications?${show}after=${encodeURIComponent(next)}`}
        >
          Show older notifications
        </Button>
      ) : null}
    </Page>
  );
}
