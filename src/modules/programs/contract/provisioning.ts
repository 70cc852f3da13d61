import { z } from 'zod';
import { command, id, instant, nothing, query } from '#kernel/contract/operation.ts';

const ofProgram = { kind: 'program', field: 'program' } as const;

/** Where a shop takes signed requests to provision what members were granted, in programs that deliver so. */
export const provisioningContract = {
  provisioner: query({
    path: '/programs/{program}/provisioner',
    permission: 'programs.manage',
    scope: ofProgram,
    summary: 'Where requests to provision go, and how they fare',
    input: z.object({ program: id }),
    output: z.object({
      address: z.string().nullable(),
      /** The last characters of the secret that signs. */
      hint: z.string().nullable(),
      setAt: instant.nullable(),
      /** Asked and not confirmed by a booking yet. */
      unconfirmed: z.number().int(),
      /** Given up after the last try. */
      failed: z.number().int(),
    }),
  }),
  setProvisioner: command({
    method: 'PUT',
    path: '/programs/{program}/provisioner',
    permission: 'programs.manage',
    scope: ofProgram,
    secret: true,
    summary: 'Send requests to provision to this address; the secret that signs is in this answer and never again',
    description:
      'Requests are signed by Standard Webhooks: `entitlement.requested` with entitlement, SKU, hosting, seats, months, and the owner. The shop confirms each by the operation for bookings, with the entitlement in place of a code.',
    input: z.object({
      program: id,
      address: z.url({ protocol: /^https?$/, error: 'Give an address that begins with https://.' }).max(2000),
    }),
    output: z.object({ secret: z.string() }),
  }),
  removeProvisioner: command({
    path: '/programs/{program}/provisioner/remove',
    permission: 'programs.manage',
    scope: ofProgram,
    summary: 'Send no more requests to provision; those that wait are confirmed by hand',
    input: z.object({ program: id }),
    output: nothing,
  }),
  retryProvision: command({
    path: '/programs/entitlements/{id}/provision',
    permission: 'memberships.manage',
    scope: { kind: 'entitlement', field: 'id' },
    summary: 'Ask the shop once more to provision an entitlement',
    input: z.object({ id }),
    output: nothing,
  }),
};
