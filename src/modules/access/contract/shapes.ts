import { z } from 'zod';
import { id, instant } from '#kernel/contract/operation.ts';
import { organisation } from '#kernel/settings/organisation.ts';

export const grant = z.object({
  id,
  role: z.string(),
  program: id.nullable(),
  grantedAt: instant,
  canEnd: z.boolean(),
});
export const done = z.object({ done: z.literal(true) });
/** What comes after a first proof: in, a second factor, or setting one up. */
export const nextStep = z.enum(['in', 'factor', 'set-up']);
export const account = z.object({ id, name: z.string(), mail: z.string() });
export const accountRow = account.extend({
  createdAt: instant,
  seenAt: instant.nullable(),
  disabledAt: instant.nullable(),
  grants: z.array(grant),
  can: z.object({ grant: z.boolean(), disable: z.boolean(), enable: z.boolean(), erase: z.boolean() }),
});
export const organisationInput = organisation.omit({ sample: true });
