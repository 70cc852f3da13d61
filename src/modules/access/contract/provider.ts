import { z } from 'zod';
import { command, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { personName, programOrAll, role } from '../inputs.ts';
import { PRESET_NAMES } from '../providers/presets.ts';
import { done } from './shapes.ts';

const line = z
  .string()
  .trim()
  .max(500)
  .regex(/^[^\p{Cc}]*$/u, 'Write it on one line.');
const secret = z.string().trim().max(2000);
const groupRole = z.object({
  group: line.min(1, 'Name the group.').max(300),
  role: role.refine((one) => one !== 'owner', 'Nobody becomes an owner by a group. Give that role by hand.'),
  program: programOrAll,
});

const settings = {
  name: personName,
  clientId: line.min(1, 'Copy the client id from the provider.'),
  scopes: line.regex(
    /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$|^$/,
    'Write scopes with one space between.',
  ),
  groupsClaim: line.max(200),
  /** A button on the sign-in page. */
  forStaff: z.boolean(),
  /** Applicants may sign in there to show that they control their project. For presets `gitlab` and `github`. */
  forProof: z.boolean(),
  /** No second factor is asked of who comes from there. */
  trustsFactor: z.boolean(),
  /** Whoever is in one of the groups may come in without an invitation. */
  admits: z.boolean(),
  groups: z.array(groupRole).max(200),
};
const place = {
  preset: z.enum(PRESET_NAMES),
  issuer: z.url({ protocol: /^https?$/, error: 'Give the address of the provider, beginning with https://.' }).max(500),
};
const shown = z.object({
  id,
  ...place,
  issuer: z.string(),
  ...settings,
  groups: z.array(z.object({ group: z.string(), role: z.string(), program: id.nullable() })),
  /** How many accounts came by it so far and may come again. */
  accounts: z.number().int(),
  madeAt: instant,
});

const permission = { permission: 'access.sign-in', scope: 'everywhere' } as const;

/** Sign-in providers: who vouches for people, and which roles their groups have. */
export const providerContract = {
  signInProviders: query({
    path: '/sign-in/providers',
    permission: 'public',
    summary: 'The providers that one may sign in with; each begins at /auth/provider/{id}',
    input: nothing,
    output: z.object({
      providers: z.array(z.object({ id, name: z.string(), preset: z.enum(PRESET_NAMES) })),
    }),
  }),
  listProviders: query({
    ...permission,
    path: '/providers',
    summary: 'The sign-in providers with their settings, never with the client’s secret',
    input: nothing,
    output: z.object({
      providers: z.array(shown),
      /** What to register at a provider as redirect addresses. */
      redirects: z.object({ signIn: z.url(), proof: z.url(), github: z.url() }),
    }),
  }),
  addProvider: command({
    ...permission,
    secret: true,
    path: '/providers',
    summary: 'Add a sign-in provider; the owners are told by mail',
    input: z.object({ ...place, ...settings, secret: secret.min(1, 'Copy the client secret from the provider.') }),
    output: z.object({ provider: id }),
  }),
  changeProvider: command({
    ...permission,
    method: 'PUT',
    secret: true,
    path: '/providers/{id}',
    summary: 'Change a sign-in provider; roles that no group gives any more end at once',
    description: '`secret` empty: the one that is kept stays. The issuer cannot change: add another provider for it.',
    input: z.object({ id, ...settings, secret }),
    output: done,
  }),
  removeProvider: command({
    ...permission,
    path: '/providers/{id}/remove',
    summary: 'Remove a sign-in provider; nobody signs in by it any more, and roles from its groups end',
    input: z.object({ id }),
    output: done,
  }),
  testProvider: query({
    ...permission,
    method: 'POST',
    path: '/providers/test',
    summary: 'Try a provider, kept or not: is it there, is the issuer right, does it know client id and secret',
    description: 'With `id` and an empty secret, the kept secret is tried.',
    input: z.object({ ...place, id: id.optional(), clientId: settings.clientId, secret }),
    output: z.object({ ok: z.boolean(), words: z.string() }),
  }),
  ownProviders: query({
    path: '/me/providers',
    permission: 'signed-in',
    summary: 'The sign-in providers that one’s own account is connected with',
    input: nothing,
    output: z.object({
      links: z.array(z.object({ id, name: z.string(), linkedAt: instant, lastUsedAt: instant })),
    }),
  }),
  disconnectOwnProvider: command({
    path: '/me/providers/{id}/disconnect',
    permission: 'signed-in',
    summary: 'Disconnect one’s own account from a sign-in provider',
    input: z.object({ id }),
    output: done,
  }),
  disconnectProviders: command({
    ...permission,
    path: '/accounts/{account}/providers/disconnect',
    summary: 'Disconnect an account from all sign-in providers, as when its address went to somebody else',
    input: z.object({ account: id }),
    output: done,
  }),
};
