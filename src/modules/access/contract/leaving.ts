import { z } from 'zod';
import { command, id } from '#kernel/contract/operation.ts';
import { done } from './shapes.ts';

/** What is done about the account of somebody else whose device is lost, or who is gone for good. */
export const leavingContract = {
  signOutAccount: command({
    path: '/accounts/{id}/sign-out',
    permission: 'access.manage',
    scope: 'everywhere',
    summary: 'End all sessions of an account, and its API tokens if asked; it may sign in again',
    input: z.object({ id, tokens: z.boolean().default(false) }),
    output: z.object({ sessions: z.number().int(), tokens: z.number().int() }),
  }),
  eraseAccount: command({
    path: '/accounts/{id}/erase',
    permission: 'access.erase',
    scope: 'everywhere',
    summary: 'Erase name, address and keys of a disabled account for good; what it did stays, without them',
    input: z.object({ id }),
    output: done,
  }),
};
