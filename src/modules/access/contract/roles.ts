import { z } from 'zod';
import { command, id } from '#kernel/contract/operation.ts';
import { personName } from '../inputs.ts';
import { done } from './shapes.ts';

const OWN = { permission: 'access.roles', scope: 'everywhere' } as const;

const role = {
  name: personName.refine((name) => name.length <= 60, 'Use at most 60 characters.'),
  words: z.string().trim().max(300).default(''),
  permissions: z.array(z.string().max(100)).min(1, 'Choose one permission at least.').max(200),
};

/** Roles that an installation makes for itself, beside the built-in ones. */
export const rolesContract = {
  makeRole: command({
    ...OWN,
    path: '/roles',
    summary: 'Make a role: a name and a set of permissions, none beyond one’s own',
    input: z.object(role),
    output: z.object({ id }),
  }),
  changeRole: command({
    ...OWN,
    method: 'PUT',
    path: '/roles/{id}',
    summary: 'Change the name, the words or the permissions of a role made here; it holds from the next request on',
    input: z.object({ id, ...role }),
    output: done,
  }),
  retireRole: command({
    ...OWN,
    path: '/roles/{id}/retire',
    summary: 'Retire a role made here: it is given no more, and invitations with it are withdrawn',
    description: '`holders`: whether those who have it keep it, or lose it now.',
    input: z.object({ id, holders: z.enum(['keep', 'end']) }),
    output: z.object({ ended: z.number().int(), withdrawn: z.number().int() }),
  }),
};
