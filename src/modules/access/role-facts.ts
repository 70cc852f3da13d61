import { z } from 'zod';
import { fact } from '#kernel/ledger/fact.ts';

const permissions = z.array(z.string());

export const roleMade = fact('role.made', z.object({ permissions }), 'made a role');
/** `added` and `taken`: permissions that its holders have, or have no more, from now on. */
export const roleChanged = fact(
  'role.changed',
  z.object({ renamed: z.boolean(), added: permissions, taken: permissions }),
  'changed a role',
);
/** `ended`: from how many it was taken; `withdrawn`: how many open invitations had it. */
export const roleRetired = fact(
  'role.retired',
  z.object({ ended: z.number().int(), withdrawn: z.number().int() }),
  'retired a role',
);

export const roleFacts = [roleMade, roleChanged, roleRetired];
