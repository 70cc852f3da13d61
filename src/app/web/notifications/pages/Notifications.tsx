import { Button, Select } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useAsk, useOperation } from '#web/ask.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Link, partsOf } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { notifications, pageFrom } from '../questions.ts';
import classes from './Notifications.module.css';

/** What one was told, newest first; what is alike stands in one line. */
export default function Notifications() {
  const asked = pageFrom(useSearch({ strict: false }) as Record<string, unknown>);
  const { rows, next, kinds } = useAsk(notifications(asked));
  const read = useOperation((c) => c.work.readNotifications, { touches: ['work'] });
  const navigate = useNavigate();
  const kind = asked.kind === undefined ? '' : `kind=${encodeURIComponent(asked.kind)}`;
  const here = (unread: boolean, ...more: string[]) => {
    const query = [unread ? 'show=unread' : '', ...more].filter(Boolean).join('&');
    return `/notifications${query === '' ? '' : `?${query}`}`;
  };
  return (
    <Page
      title="Notifications"
      actions={
        <>
          <Button component={Link} variant="default" href={here(!asked.unread, kind)}>
            {asked.unread ? 'Show all notifications' : 'Show unread only'}
          </Button>
          <Button variant="default" loading={read.isPending} onClick={() => read.mutate({})}>
            Mark all as read
          </Button>
          <Button component={Link} variant="default" href="/settings/notifications">
            Choose what you are told
          </Button>
        </>
      }
    >
      {read.error ? <Problem error={read.error} /> : null}
      {kinds.length > 1 ? (
        <Select
          aria-label="Kind of notification"
          placeholder="All kinds"
          clearable
          searchable
          maw={360}
          mb={12}
          value={asked.kind ?? null}
          onChange={(chosen) =>
            navigate(partsOf(here(asked.unread, chosen === null ? '' : `kind=${encodeURIComponent(String(chosen))}`)))
          }
          data={kinds.map((each) => ({ value: each.kind, label: each.words }))}
        />
      ) : null}
      {rows.length === 0 ? (
        <EmptyState
          title={asked.kind ? 'Nothing of this kind' : asked.unread ? 'Nothing unread' : 'No notifications yet'}
        >
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
          href={here(asked.unread, kind, `after=${encodeURIComponent(next)}`)}
        >
          Show older notifications
        </Button>
      ) : null}
    </Page>
  );
}
