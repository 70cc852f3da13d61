import { z } from 'zod';
import { command, givenInstant, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { mail, password, personName, programOrAll, secretKey } from '../inputs.ts';
import { account, done, nextStep } from './shapes.ts';

/** What everybody may do about their own account: sign in, password, sessions, tokens. */
export const ownContract = {
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
  signIn: command({
    secret: true,
    path: '/sign-in',
    permission: 'public',
    summary: 'Sign in with mail address and password; the answer sets the session cookie',
    description:
      '`next` other than `in`: the password was right, and a second factor is to be given (`answerFactor`) or set up first.',
    input: z.object({ mail: z.string().max(1000), password: z.string().min(1).max(1000) }),
    output: z.object({ account: account.nullable(), next: nextStep }),
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
          /** The one program it is for; null: all of its account. */
          program: id.nullable(),
          expiresAt: instant.nullable(),
          lastUsedAt: instant.nullable(),
          /** The network it was first used from last. */
          newestNetwork: z.string().nullable(),
          networks: z.number().int(),
        }),
      ),
    }),
  }),
  makeToken: command({
    secret: true,
    path: '/me/tokens',
    permission: 'signed-in',
    summary: 'Make an API token; it is shown this once',
    description:
      '`scopes` null: the token may do what its account may. Otherwise these permissions at most. `program`: in this program alone. Without `expiresAt` it ends after 90 days; null: never.',
    input: z.object({
      name: personName,
      scopes: z
        .array(z.string().max(100))
        .min(1, 'Choose one permission at least, or null for all.')
        .max(200)
        .nullable()
        .default(null),
      program: programOrAll.default(null),
      expiresAt: givenInstant.nullable().optional(),
    }),
    output: z.object({ id, token: z.string(), expiresAt: instant.nullable() }),
  }),
  endToken: command({
    path: '/me/tokens/{id}/end',
    permission: 'signed-in',
    summary: 'End one of one’s own API tokens',
    input: z.object({ id }),
    output: done,
  }),
};
