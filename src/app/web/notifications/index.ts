import { webModule } from '#web/module.ts';
import { choices, notifications, pageFrom } from './questions.ts';

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
  ],
});
