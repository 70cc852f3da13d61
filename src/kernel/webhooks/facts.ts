import { z } from 'zod';
import { fact } from '../ledger/fact.ts';

const id = z.uuid();
const nothing = z.object({});

export const webhookAdded = fact('webhook.added', nothing, 'added a webhook');
export const webhookChanged = fact('webhook.changed', z.object({ fields: z.array(z.string()) }), 'changed a webhook');
export const webhookRemoved = fact('webhook.removed', nothing, 'removed a webhook');
export const webhookEnabled = fact('webhook.enabled', nothing, 'enabled a webhook');
/** By hand, because the receiver said that it is gone (410), or because nothing arrived for five days. */
export const webhookDisabled = fact(
  'webhook.disabled',
  z.object({ why: z.enum(['hand', 'gone', 'failing']) }),
  'disabled a webhook',
);
export const webhookSecretRotated = fact(
  'webhook.secret-rotated',
  z.object({ secret: id, overlapHours: z.number().int() }),
  'gave a webhook a new secret',
);
export const webhookSecretEnded = fact('webhook.secret-ended', z.object({ secret: id }), 'ended a secret of a webhook');
export const webhookRedelivered = fact(
  'webhook.redelivered',
  z.object({ count: z.number().int() }),
  'had deliveries of a webhook sent again',
);

export const webhookFacts = [
  webhookAdded,
  webhookChanged,
  webhookRemoved,
  webhookEnabled,
  webhookDisabled,
  webhookSecretRotated,
  webhookSecretEnded,
  webhookRedelivered,
];
