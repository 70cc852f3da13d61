import type { Handlers } from '../contract/handlers.ts';
import type { Module } from '../module.ts';
import { webhooksContract } from './contract.ts';
import { deliveries, delivery, exportDeliveries, redeliver, redeliverFailed, sendTest } from './deliveries.ts';
import {
  addEndpoint,
  changeEndpoint,
  disable,
  enableEndpoint,
  endpoint,
  endpoints,
  endSecret,
  removeEndpoint,
  rotateSecret,
} from './endpoints.ts';
import { webhookFacts } from './facts.ts';
import { webhookFeed } from './feed.ts';
import { webhookJobs, webhookTimetables } from './jobs.ts';
import { kindsOf, payloadSchema } from './payload.ts';
import { stopUnsigned } from './secrets.ts';

const handlers: Handlers<typeof webhooksContract> = {
  kinds: async (c) => ({
    kinds: kindsOf(c.house.modules).map((each) => ({
      kind: each.kind,
      room: each.room,
      words: each.words,
      schema: payloadSchema(each),
    })),
  }),
  endpoints,
  endpoint,
  addEndpoint,
  changeEndpoint,
  removeEndpoint,
  enableEndpoint,
  disableEndpoint: disable,
  rotateSecret,
  endSecret,
  sendTest,
  deliveries,
  exportDeliveries,
  delivery,
  redeliver,
  redeliverFailed,
};

/** What happens here, told to programs of others. */
export const webhooksModule: Module = {
  name: 'webhooks',
  contract: webhooksContract,
  handlers,
  permissions: [
    { name: 'webhooks.manage', words: 'Set webhooks up, see what they sent and send it again', roles: ['manager'] },
  ],
  facts: webhookFacts,
  reactions: [webhookFeed],
  jobs: webhookJobs,
  timetables: webhookTimetables,
  secretsForgotten: stopUnsigned,
};
