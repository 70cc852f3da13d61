import { webModule } from '#web/module.ts';
import { listFrom } from './deliveryList.ts';
import { deliveries, delivery, endpoint, endpoints, kinds, programs } from './questions.ts';

/** Where facts are sent to, and what became of each. */
export const webhooksWeb = webModule({
  routes: [
    {
      path: '/settings/webhooks/new',
      title: 'New webhook',
      permission: 'webhooks.manage',
      component: () => import('./pages/NewWebhook.tsx'),
      loader: ({ ensure }) => Promise.all([ensure(kinds), ensure(programs)]),
    },
    {
      path: '/settings/webhooks/$id',
      title: 'Webhook',
      permission: 'webhooks.manage',
      component: () => import('./pages/OneWebhook.tsx'),
      loader: ({ params, search, ensure }) =>
        Promise.all([
          ensure(endpoint(params.id ?? '')),
          ensure(kinds),
          ensure(programs),
          ensure(deliveries(params.id ?? '', listFrom(search))),
        ]),
    },
    {
      path: '/settings/webhooks/$id/change',
      title: 'Change webhook',
      permission: 'webhooks.manage',
      component: () => import('./pages/ChangeWebhook.tsx'),
      loader: ({ params, ensure }) => Promise.all([ensure(endpoint(params.id ?? '')), ensure(kinds), ensure(programs)]),
    },
    {
      path: '/settings/webhooks/deliveries/$id',
      title: 'Delivery',
      permission: 'webhooks.manage',
      component: () => import('./pages/OneDelivery.tsx'),
      loader: ({ params, ensure }) => ensure(delivery(params.id ?? '')),
    },
  ],
  settings: [
    {
      path: '/settings/webhooks',
      label: 'Webhooks',
      group: 'Organisation',
      title: 'Webhooks',
      permission: 'webhooks.manage',
      component: () => import('./pages/Webhooks.tsx'),
      loader: ({ ensure }) => ensure(endpoints),
    },
  ],
});
