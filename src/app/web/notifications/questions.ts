import { ask } from '#web/ask.ts';
import type { Client } from '#web/client.ts';

export type NotificationLine = Awaited<ReturnType<Client['work']['notifications']>>['rows'][number];
export type Choices = Awaited<ReturnType<Client['work']['notificationChoices']>>;

export const unread = ask((c) => c.work.unreadNotifications, {});
type Only = { unread: boolean; kind?: string; after?: string };
export const notifications = (only: Only) => ask((c) => c.work.notifications, only);
export const choices = ask((c) => c.work.notificationChoices, {});

/** The page that an address asks for: `?show=unread&kind=...&after=...`. */
export function pageFrom(search: Record<string, unknown>): Only {
  const after = typeof search.after === 'string' ? { after: search.after } : {};
  const kind = typeof search.kind === 'string' ? { kind: search.kind } : {};
  return { unread: search.show === 'unread', ...kind, ...after };
}

export type Channels = Awaited<ReturnType<Client['work']['channels']>>;
export type Channel = Channels['rows'][number];
/** All channels the viewer may manage; with a program also what a channel of it can hear. */
export const channels = (program: string | null) => ask((c) => c.work.channels, program === null ? {} : { program });
export const programs = { ...ask((c) => c.programs.listPrograms, {}), staleTime: 300_000 };
