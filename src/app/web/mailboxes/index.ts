import { webModule } from '#web/module.ts';
import { listFrom } from './incomingList.ts';
import { incoming, incomingMail, mailbox, mailboxes, programs } from './questions.ts';

/** The mailboxes that answers come to, and every mail that came. */
export const mailboxesWeb = webModule({
  routes: [
    {
      path: '/settings/mailboxes/new',
      title: 'New mailbox',
      permission: 'mail.mailboxes',
      component: () => import('./pages/NewMailbox.tsx'),
      loader: ({ ensure }) => ensure(programs),
    },
    {
      path: '/settings/mailboxes/$id',
      title: 'Mailbox',
      permission: 'mail.mailboxes',
      component: () => import('./pages/OneMailbox.tsx'),
      loader: ({ params, ensure }) => Promise.all([ensure(mailbox(params.id ?? '')), ensure(programs)]),
    },
    {
      path: '/settings/mailboxes/$id/change',
      title: 'Change mailbox',
      permission: 'mail.mailboxes',
      component: () => import('./pages/ChangeMailbox.tsx'),
      loader: ({ params, ensure }) => Promise.all([ensure(mailbox(params.id ?? '')), ensure(programs)]),
    },
    {
      path: '/settings/incoming/$id',
      title: 'Incoming mail',
      permission: 'mail.read',
      component: () => import('./pages/OneIncoming.tsx'),
      loader: ({ params, ensure }) => ensure(incomingMail(params.id ?? '')),
    },
  ],
  settings: [
    {
      path: '/settings/mailboxes',
      label: 'Mailboxes',
      group: 'Mail',
      title: 'Mailboxes',
      permission: 'mail.mailboxes',
      component: () => import('./pages/Mailboxes.tsx'),
      loader: ({ ensure }) => Promise.all([ensure(mailboxes), ensure(programs)]),
    },
    {
      path: '/settings/incoming',
      label: 'Incoming mail',
      group: 'Mail',
      title: 'Incoming mail',
      permission: 'mail.read',
      component: () => import('./pages/Incoming.tsx'),
      loader: ({ search, ensure }) => ensure(incoming(listFrom(search))),
    },
  ],
});
