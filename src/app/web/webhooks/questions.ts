import { ask } from '#web/ask.ts';

export const endpoints = ask((c) => c.webhooks.endpoints, {});
export const endpoint = (id: string) => ask((c) => c.webhooks.endpoint, { id });
export const deliveries = (id: string, only: { state?: 'waiting' | 'succeeded' | 'failed'; after?: string }) =>
  ask((c) => c.webhooks.deliveries, { endpoint: id, ...only });
export const delivery = (id: string) => ask((c) => c.webhooks.delivery, { id });

/** The part of the deliveries that an address asks for: `?state=failed&after=...`. */
export function partFrom(search: Record<string, unknown>) {
  const state = (['waiting', 'succeeded', 'failed'] as const).find((each) => each === search.state);
  return { ...(state ? { state } : {}), ...(typeof search.after === 'string' ? { after: search.after } : {}) };
}
