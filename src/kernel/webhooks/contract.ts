import { z } from 'zod';
import { command, givenInstant, id, instant, nothing, query } from '../contract/operation.ts';
import { page, pageOf } from '../contract/paging.ts';
import { csvPart } from '../csv.ts';

const kind = z.string().min(1).max(100);
const program = z.uuid().nullable();
const deliveryState = z.enum(['waiting', 'sending', 'succeeded', 'failed']);

const listed = z.object({
  id,
  address: z.string(),
  words: z.string(),
  /** null: all kinds, also those that come to be. */
  kinds: z.array(z.string()).nullable(),
  /** null: all programs, and what belongs to none. */
  program,
  /** `well`: the last attempt arrived, or none was made; `failing`: it did not; `resting`: the receiver asked for a rest. */
  health: z.enum(['well', 'failing', 'resting', 'disabled']),
  disabledAt: instant.nullable(),
  disabledWhy: z.enum(['hand', 'gone', 'failing']).nullable(),
  failingSince: instant.nullable(),
  restsUntil: instant.nullable(),
  succeededAt: instant.nullable(),
  failedAt: instant.nullable(),
  /** Of the last 24 hours. */
  lately: z.object({ succeeded: z.number().int(), failed: z.number().int(), waiting: z.number().int() }),
  madeAt: instant,
});

const delivery = z.object({
  id,
  /** The webhook-id, the same in every attempt. */
  message: z.uuid(),
  kind: z.string(),
  state: deliveryState,
  tries: z.number().int(),
  madeAt: instant,
  /** For `waiting`: when it is tried next. */
  dueAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** Of the last attempt. */
  status: z.number().int().nullable(),
  milliseconds: z.number().int().nullable(),
  trouble: z.string().nullable(),
});

const attempt = z.object({
  id,
  at: instant,
  /** null: it was cut off before its outcome was noted, and may have arrived. */
  endedAt: instant.nullable(),
  milliseconds: z.number().int().nullable(),
  status: z.number().int().nullable(),
  response: z.string().nullable(),
  fault: z.string().nullable(),
});

const what = {
  address: z.string().trim().min(1, 'Give the address that facts are sent to.').max(2000),
  words: z.string().trim().max(200).default(''),
  kinds: z.array(kind).min(1, 'Choose at least one kind, or all.').max(500).nullable().default(null),
  program: program.default(null),
};

const deliveryFilters = {
  endpoint: id,
  state: deliveryState.optional(),
  kind: kind.optional(),
  since: givenInstant.optional(),
};
const own = { permission: 'webhooks.manage', scope: 'everywhere' } as const;

/** Webhooks by the convention Standard Webhooks: who is told of which facts, and what became of every delivery. */
export const webhooksContract = {
  kinds: query({
    path: '/webhooks/kinds',
    permission: 'webhooks.manage',
    scope: 'everywhere',
    summary: 'Every kind of fact that can be sent, in words and as JSON Schema',
    input: nothing,
    output: z.object({
      kinds: z.array(
        z.object({ kind: z.string(), room: z.string(), words: z.string(), schema: z.record(z.string(), z.unknown()) }),
      ),
    }),
  }),
  endpoints: query({
    path: '/webhooks',
    ...own,
    summary: 'All endpoints, with how they fare',
    input: nothing,
    output: z.object({ rows: z.array(listed), held: z.boolean() }),
  }),
  endpoint: query({
    path: '/webhooks/{id}',
    ...own,
    summary: 'One endpoint and the secrets that sign for it',
    input: z.object({ id }),
    output: listed.extend({
      secrets: z.array(z.object({ id, hint: z.string(), madeAt: instant, expiresAt: instant.nullable() })),
    }),
  }),
  addEndpoint: command({
    path: '/webhooks',
    ...own,
    secret: true,
    summary: 'Add an endpoint; its secret is in this answer and never again',
    input: z.object(what),
    output: z.object({ id, secret: z.string() }),
  }),
  changeEndpoint: command({
    method: 'PUT',
    path: '/webhooks/{id}',
    ...own,
    summary: 'Change where an endpoint is and what it hears',
    input: z.object({ id, ...what }),
    output: nothing,
  }),
  removeEndpoint: command({
    method: 'DELETE',
    path: '/webhooks/{id}',
    ...own,
    summary: 'Remove an endpoint; what waits for it is not sent any more',
    input: z.object({ id }),
    output: nothing,
  }),
  enableEndpoint: command({
    path: '/webhooks/{id}/enable',
    ...own,
    summary: 'Enable an endpoint again; what waited for it goes out now',
    input: z.object({ id }),
    output: nothing,
  }),
  disableEndpoint: command({
    path: '/webhooks/{id}/disable',
    ...own,
    summary: 'Disable an endpoint until it is enabled again',
    input: z.object({ id }),
    output: nothing,
  }),
  rotateSecret: command({
    path: '/webhooks/{id}/secrets',
    ...own,
    secret: true,
    summary: 'Give an endpoint a new secret; the ones before sign as well for some hours',
    input: z.object({ id, overlapHours: z.number().int().min(0).max(168).default(24) }),
    output: z.object({ id, secret: z.string(), oldSignUntil: instant }),
  }),
  endSecret: command({
    method: 'DELETE',
    path: '/webhooks/{id}/secrets/{secret}',
    ...own,
    summary: 'End a secret at once; one must be left',
    input: z.object({ id, secret: id }),
    output: nothing,
  }),
  sendTest: command({
    path: '/webhooks/{id}/test',
    ...own,
    summary: 'Send a test to an endpoint',
    input: z.object({ id }),
    output: z.object({ delivery: id }),
  }),
  deliveries: query({
    path: '/webhooks/{endpoint}/deliveries',
    ...own,
    summary: 'Deliveries of an endpoint, newest first; kept for 30 days',
    input: page.extend(deliveryFilters),
    output: pageOf(delivery),
  }),
  exportDeliveries: query({
    path: '/webhooks/{endpoint}/deliveries.csv',
    ...own,
    summary: 'Deliveries of an endpoint as CSV, newest first, in parts of 10,000',
    input: z.object({ ...deliveryFilters, after: z.string().max(500).optional() }),
    output: csvPart,
  }),
  delivery: query({
    path: '/webhooks/deliveries/{id}',
    ...own,
    summary: 'One delivery: its request and every attempt with the answer',
    input: z.object({ id }),
    output: delivery.extend({
      endpoint: z.object({ id, address: z.string(), removed: z.boolean() }),
      /** null: it was erased. */
      body: z.string().nullable(),
      attempts: z.array(attempt),
      may: z.object({ redeliver: z.boolean() }),
    }),
  }),
  redeliver: command({
    path: '/webhooks/deliveries/{id}/redeliver',
    ...own,
    summary: 'Send a delivery again under the same webhook-id',
    input: z.object({ id }),
    output: nothing,
  }),
  redeliverFailed: command({
    path: '/webhooks/{endpoint}/redeliver-failed',
    ...own,
    summary: 'Send again all deliveries since an instant that failed',
    input: z.object({ endpoint: id, since: givenInstant }),
    output: z.object({ count: z.number().int() }),
  }),
};
