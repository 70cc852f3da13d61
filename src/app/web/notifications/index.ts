import { webModule } from '#web/module.ts';
import { channels, choices, notifications, pageFrom, programs } from './questions.ts';

/** What one was told, and how one wants to be told. */
export const notificationsWeb = webModule({
  routes: [
    {
      path: '/notifications',
      title: 'Notifications',
      permission: null,
      component: () => import('./pages/Notifications.tsx'),
      loader: ({ search, ensure }) => ensure(notifications(pageFrom(search))),
    },
  ],
  settings: [
    {
      path: '/settings/notifications',
      label: 'Notifications',
      group: 'You',
      title: 'Notifications',
      permission: null,
      component: () => import('./pages/Choices.tsx'),
      loader: ({ ensure }) => ensure(choices),
    },
    {
      path: '/settings/channels',
      label: 'Chat channels',
      group: 'Organisation',
      title: 'Chat channels',
      permission: 'work.channels',
      component: () => import('./pages/Channels.tsx'),
      loader: ({ ensure }) => Promise.all([ensure(channels(null)), ensure(programs)]),
    },
  ],
});
