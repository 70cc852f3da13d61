import { webModule } from '#web/module.ts';
import { deliveries, delivery, endpoint, endpoints } from './questions.ts';

/** The part of the deliveries that an address asks for: `?state=failed&after=...`. */
export function partFrom(search: Record<string, unknown>) {
  const state = (['waiting', 'succeeded', 'failed'] as const).find((each) => each === search.state);
  return { ...(state ? { state } : {}), ...(typeof search.after === 'string' ? { after: search.after } : {}) };
}

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
