import { webModule } from '#web/module.ts';
import { listFrom } from './outboxList.ts';
import { mail, mailSettings, outbox, templates } from './questions.ts';

/** The pages of the kernel's mail: how it leaves the house, and every mail that was written. */
export const mailWeb = webModule({
  routes: [
    {
      path: '/settings/outbox/$id',
      title: 'Mail',
      permission: 'mail.read',
      component: () => import('./pages/OneMail.tsx'),
      loader: ({ params, ensure }) => Promise.all([ensure(templates), ensure(mail(params.id ?? ''))]),
    },
  ],
  settings: [
    {
      path: '/settings/mail',
      label: 'Mail server',
      group: 'Mail',
      title: 'Mail server',
      permission: 'mail.settings',
      component: () => import('./pages/MailServer.tsx'),
      loader: ({ ensure }) => ensure(mailSettings),
    },
    {
      path: '/settings/outbox',
      label: 'Outbox',
      group: 'Mail',
      title: 'Outbox',
      permission: 'mail.read',
      component: () => import('./pages/Outbox.tsx'),
      loader: ({ search, ensure }) => Promise.all([ensure(templates), ensure(outbox(listFrom(search)))]),
    },
  ],
});
