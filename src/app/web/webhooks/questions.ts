import { ask } from '#web/ask.ts';
import type { Client } from '#web/client.ts';
import type { ListState } from '#web/kit/list.ts';
import { deliveryFilters } from './deliveryList.ts';

export type Webhook = Awaited<ReturnType<Client['webhooks']['endpoint']>>;
export type DeliveryRow = Awaited<ReturnType<Client['webhooks']['deliveries']>>['rows'][number];

export const endpoints = ask((c) => c.webhooks.endpoints, {});
export const endpoint = (id: string) => ask((c) => c.webhooks.endpoint, { id });
export const kinds = { ...ask((c) => c.webhooks.kinds, {}), staleTime: 300_000 };
export const programs = { ...ask((c) => c.programs.listPrograms, {}), staleTime: 300_000 };
export const deliveries = (id: string, list: ListState) =>
  ask((c) => c.webhooks.deliveries, {
    ...{ endpoint: id, ...deliveryFilters(list) },
    ...(list.after === null ? {} : { after: list.after }),
  });
export const delivery = (id: string) => ask((c) => c.webhooks.delivery, { id });
