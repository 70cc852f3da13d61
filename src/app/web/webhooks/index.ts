import { webModule } from '#web/module.ts';
import { deliveries, delivery, endpoint, endpoints, partFrom } from './questions.ts';

/** Where facts are sent to, and what became of each. */
export const webhooksWeb = webModule({
  routes: [
    {
      path: '/settings/webhooks/$id',
      title: 'Webhook',
      permission: 'webhooks.manage',
      component: () => import('./pages/OneWebhook.tsx'),
      loader: ({ params, search, ensure }) =>
        Promise.all([ensure(endpoint(params.id ?? '')), ensure(deliveries(params.id ?? '', partFrom(search)))]),
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
