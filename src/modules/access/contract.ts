import { z } from 'zod';
import { command, givenInstant, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { page, pageOf } from '#kernel/contract/paging.ts';
import { organisation } from '#kernel/settings/organisation.ts';
import { mail, password, personName, programOrAll, role, secretKey } from './inputs.ts';

const grant = z.object({ id, role: z.string(), program: id.nullable(), grantedAt: instant, canEnd: z.boolean() });
const done = z.object({ done: z.literal(true) });
const account = z.object({ id, name: z.string(), mail: z.string() });
const accountRow = account.extend({
  createdAt: instant,
  seenAt: instant.nullable(),
  disabledAt: instant.nullable(),
  grants: z.array(grant),
  can: z.object({ grant: z.boolean(), disable: z.boolean(), enable: z.boolean() }),
});
const organisationInput = organisation.omit({ sample: true });

export const accessContract = {
  me: query({
    path: '/me',
    permission: 'public',
    summary: 'Who is signed in, and what they may do',
    description:
      '`account` is null for a stranger. `permissions` are those held in at least one program; `grants` say where.',
    input: nothing,
    output: z.object({
      account: account.nullable(),
      setUp: z.boolean(),
      organisation: z.object({
        name: z.string(),
        zone: z.string(),
        fiscalStartMonth: z.number().int(),
        sample: z.boolean(),
      }),
      permissions: z.array(z.string()),
      grants: z.array(z.object({ role: z.string(), program: id.nullable(), permissions: z.array(z.string()) })),
    }),
  }),
  setUpState: query({
    path: '/set-up',
    permission: 'public',
    summary: 'Whether the first visit is still to come',
    input: nothing,
    output: z.object({ open: z.boolean() }),
  }),
  setUp: command({
    secret: true,
    path: '/set-up',
    permission: 'link',
    summary:
      'Make the owner account and name the organisation, with the key of the one-time link that the start prints',
    input: z.object({
      key: secretKey,
      owner: z.object({ name: personName, mail, password }),
      organisation: organisationInput,
      sample: z.boolean().default(false),
    }),
    output: z.object({ account: id }),
  }),

  signIn: command({
    secret: true,
    path: '/sign-in',
    permission: 'public',
    summary: 'Sign in with mail address and password; the answer sets the session cookie',
    input: z.object({ mail: z.string().max(1000), password: z.string().min(1).max(1000) }),
    output: z.object({ account }),
  }),
  signOut: command({
    path: '/sign-out',
    permission: 'public',
    summary: 'End this session',
    input: nothing,
    output: done,
  }),
  changePassword: command({
    secret: true,
    path: '/me/password',
    permission: 'signed-in',
    summary: 'Change one’s own password; all other sessions end',
    input: z.object({ current: z.string().max(1000), password }),
    output: z.object({ endedSessions: z.number().int() }),
  }),
  rename: command({
    path: '/me/name',
    permission: 'signed-in',
    summary: 'Change the name on one’s own account',
    input: z.object({ name: personName }),
    output: z.object({ account: id }),
  }),
  requestPasswordReset: command({
    path: '/password-resets',
    permission: 'public',
    summary: 'Ask for a link that sets a new password; the answer is the same whether or not there is such an account',
    input: z.object({ mail }),
    output: done,
  }),
  resetPassword: command({
    secret: true,
    path: '/password-resets/use',
    permission: 'link',
    summary: 'Set a new password with the key of a mailed link; all sessions end',
    input: z.object({ key: secretKey, password }),
    output: done,
  }),
  listSessions: query({
    path: '/me/sessions',
    permission: 'signed-in',
    summary: 'One’s own sessions that are in force',
    input: nothing,
    output: z.object({
      sessions: z.array(
        z.object({
          id,
          madeAt: instant,
          seenAt: instant,
          expiresAt: instant,
          address: z.string(),
          agent: z.string().nullable(),
          current: z.boolean(),
        }),
      ),
    }),
  }),
  endSession: command({
    path: '/me/sessions/{id}/end',
    permission: 'signed-in',
    summary: 'End one of one’s own sessions',
    input: z.object({ id }),
    output: done,
  }),
  listTokens: query({
    path: '/me/tokens',
    permission: 'signed-in',
    summary: 'One’s own API tokens that are in force',
    input: nothing,
    output: z.object({
      tokens: z.array(
        z.object({
          id,
          name: z.string(),
          scopes: z.array(z.string()).nullable(),
          madeAt: instant,
          expiresAt: instant.nullable(),
          lastUsedAt: instant.nullable(),
        }),
      ),
    }),
  }),
  makeToken: command({
    secret: true,
    path: '/me/tokens',
    permission: 'signed-in',
    summary: 'Make an API token; it is shown this once',
    description: '`scopes` null: the token may do what its account may. Otherwise these permissions at most.',
    input: z.object({
      name: personName,
      scopes: z
        .array(z.string().max(100))
        .min(1, 'Choose one permission at least, or null for all.')
        .max(200)
        .nullable()
        .default(null),
      expiresAt: givenInstant.nullable().default(null),
    }),
    output: z.object({ id, token: z.string() }),
  }),
  endToken: command({
    path: '/me/tokens/{id}/end',
    permission: 'signed-in',
    summary: 'End one of one’s own API tokens',
    input: z.object({ id }),
    output: done,
  }),

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
          canGive: z.boolean(),
        }),
      ),
      permissions: z.array(z.object({ name: z.string(), words: z.string() })),
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
    input: page.extend({
      search: z.string().trim().max(200).optional(),
      state: z.enum(['in-force', 'disabled', 'all']).default('in-force'),
      roles: z.array(role).max(20).optional(),
      withoutRoles: z.array(role).max(20).optional(),
    }),
    output: pageOf(accountRow),
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
    input: z.object({ id }),
    output: done,
  }),
  enableAccount: command({
    path: '/accounts/{id}/enable',
    permission: 'access.manage',
    scope: 'everywhere',
    summary: 'Let a disabled account in again, with the roles it had',
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
    output: z.object({ account: id }),
  }),

  organisation: query({
    path: '/organisation',
    permission: 'organisation.settings',
    scope: 'everywhere',
    summary: 'The organisation that this installation serves',
    input: nothing,
    output: organisation,
  }),
  updateOrganisation: command({
    method: 'PUT',
    path: '/organisation',
    permission: 'organisation.settings',
    scope: 'everywhere',
    summary: 'Change the organisation’s name, time zone, country, fiscal year or privacy contact',
    input: organisationInput,
    output: organisation,
  }),
};
