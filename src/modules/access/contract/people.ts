import { z } from 'zod';
import { command, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { page, pageOf } from '#kernel/contract/paging.ts';
import { csvPart } from '#kernel/csv.ts';
import { mail, password, personName, programOrAll, role, secretKey } from '../inputs.ts';
import { accountRow, done, nextStep } from './shapes.ts';

const handing = z.array(z.object({ what: z.string().min(1).max(100), to: id.nullable() })).max(50);

const accountFilters = {
  search: z.string().trim().max(200).optional(),
  state: z.enum(['in-force', 'disabled', 'all']).default('in-force'),
  roles: z.array(role).max(20).optional(),
  withoutRoles: z.array(role).max(20).optional(),
};

/** Who has access, with which roles, and who is invited. */
export const peopleContract = {
  roles: query({
    path: '/roles',
    permission: 'signed-in',
    summary: 'The roles of the house and what each permits',
    input: nothing,
    output: z.object({
      roles: z.array(
        z.object({
          role: z.string(),
          label: z.string(),
          words: z.string(),
          permissions: z.array(z.string()),
          /** Made here, not built in. */
          made: z.boolean(),
          /** Nobody can be given it any more. */
          retired: z.boolean(),
          /** Whether a second factor asked of owners and managers is asked of its holders. */
          likeManager: z.boolean(),
          /** Accounts in force that have it; null for who may not read who has access everywhere. */
          holders: z.number().int().nullable(),
          canGive: z.boolean(),
        }),
      ),
      permissions: z.array(z.object({ name: z.string(), words: z.string(), area: z.string() })),
    }),
  }),
  colleagues: query({
    path: '/colleagues',
    permission: 'signed-in',
    summary: 'Names of the accounts in force, for choosing somebody',
    description: 'With `permission`: only those who hold it, and with `program` too: who hold it there.',
    input: z.object({ permission: z.string().max(100).optional(), program: id.optional() }),
    output: z.object({ colleagues: z.array(z.object({ id, name: z.string() })) }),
  }),
  listAccounts: query({
    path: '/accounts',
    permission: 'access.read',
    scope: 'filtered',
    summary: 'Accounts with their roles, by name',
    description:
      'Who holds the permission in some programs only sees the accounts with a role there or for all programs. `roles`: those with one of them; `withoutRoles`: those with none of them.',
    input: page.extend(accountFilters),
    output: pageOf(accountRow),
  }),
  exportAccounts: query({
    path: '/accounts/export',
    permission: 'access.read',
    scope: 'filtered',
    summary: 'The filtered accounts as CSV, a line for each role, at most 10,000 accounts a part; `next` continues',
    input: z.object({ ...accountFilters, after: page.shape.after }),
    output: csvPart,
  }),
  getAccount: query({
    path: '/accounts/{id}',
    permission: 'access.read',
    scope: 'filtered',
    summary: 'One account with its roles and what the viewer may do with it',
    input: z.object({ id }),
    output: accountRow,
  }),
  grantRole: command({
    path: '/accounts/{account}/grants',
    permission: 'access.manage',
    scope: 'filtered',
    summary: 'Give an account a role, for one program or for all; never beyond one’s own permissions',
    input: z.object({ account: id, role, program: programOrAll }),
    output: z.object({ grant: id }),
  }),
  endGrant: command({
    path: '/grants/{id}/end',
    permission: 'access.manage',
    scope: { kind: 'grant', field: 'id' },
    summary: 'End a role of an account',
    input: z.object({ id }),
    output: done,
  }),
  disableAccount: command({
    path: '/accounts/{id}/disable',
    permission: 'access.manage',
    scope: 'everywhere',
    summary: 'Shut an account out at once: its sessions and tokens end; its history stays',
    description:
      '`handOver`: what it looked after goes to somebody else, or (`to` null) back to the pool, in the same transaction. What is not named stays with the account, and can be handed over later.',
    input: z.object({ id, handOver: handing.default([]) }),
    output: done,
  }),
  holdings: query({
    path: '/accounts/{id}/holdings',
    permission: 'access.manage',
    scope: 'everywhere',
    summary: 'What an account looks after, and what ends with it: to be read before it is disabled',
    input: z.object({ id }),
    output: z.object({
      held: z.array(
        z.object({
          what: z.string(),
          label: z.string(),
          /** What becomes of it where nobody takes it. */
          words: z.string(),
          /** Whether somebody else can take it; otherwise it ends with the account. */
          moves: z.boolean(),
          count: z.number().int(),
          some: z.array(z.object({ title: z.string(), href: z.string().nullable() })),
        }),
      ),
    }),
  }),
  handOver: command({
    path: '/accounts/{id}/hand-over',
    permission: 'access.manage',
    scope: 'everywhere',
    summary: 'Hand over what an account looks after, also after it was disabled',
    input: z.object({ id, handOver: handing.min(1) }),
    output: z.object({ moved: z.number().int() }),
  }),
  enableAccount: command({
    path: '/accounts/{id}/enable',
    permission: 'access.manage',
    scope: 'everywhere',
    summary: 'Let a disabled account in again, with the roles it had; what was handed over stays where it is',
    input: z.object({ id }),
    output: done,
  }),
  invite: command({
    path: '/invitations',
    permission: 'access.manage',
    scope: 'filtered',
    summary: 'Invite somebody by mail, with a role; an open invitation of the same address is replaced',
    input: z.object({ mail, name: z.string().trim().max(120).default(''), role, program: programOrAll }),
    output: z.object({ invitation: id, expiresAt: instant }),
  }),
  listInvitations: query({
    path: '/invitations',
    permission: 'access.read',
    scope: 'filtered',
    summary: 'Invitations that wait for an answer, the newest first',
    input: page,
    output: pageOf(
      z.object({
        id,
        mail: z.string(),
        name: z.string(),
        role: z.string(),
        program: id.nullable(),
        invitedBy: z.string().nullable(),
        invitedAt: instant,
        expiresAt: instant,
        expired: z.boolean(),
        canWithdraw: z.boolean(),
      }),
    ),
  }),
  withdrawInvitation: command({
    path: '/invitations/{id}/withdraw',
    permission: 'access.manage',
    scope: { kind: 'invitation', field: 'id' },
    summary: 'Take an invitation back',
    input: z.object({ id }),
    output: done,
  }),
  readInvitation: query({
    path: '/invitations/by-key',
    permission: 'link',
    summary: 'What an invitation’s link is for',
    input: z.object({ key: secretKey }),
    output: z.object({
      mail: z.string(),
      name: z.string(),
      roleLabel: z.string(),
      organisation: z.string(),
      expiresAt: instant,
    }),
  }),
  acceptInvitation: command({
    secret: true,
    path: '/invitations/accept',
    permission: 'link',
    summary: 'Make one’s account with the key of an invitation; the answer sets the session cookie',
    input: z.object({ key: secretKey, name: personName, password }),
    output: z.object({ account: id, next: nextStep }),
  }),
};
