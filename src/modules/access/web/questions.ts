import { ask, unlessForbidden } from '#web/ask.ts';
import type { Client } from '#web/client.ts';
import { type ListState, readList } from '#web/kit/list.ts';
import type { Search } from '#web/search.ts';
import { accountsInput, fields } from './listInput.ts';

type Answer<Name extends keyof Client['access']> = Awaited<ReturnType<Client['access'][Name]>>;
export type AccountRow = Answer<'getAccount'>;
export type InvitationRow = Answer<'listInvitations'>['rows'][number];
export type RoleRow = Answer<'roles'>['roles'][number];

export const roles = ask((c) => c.access.roles, {});
/** For the names of the programs in which a role holds. */
export const programs = unlessForbidden(
  ask((c) => c.programs.listPrograms, {}),
  { programs: [] },
);
export const accounts = (list: ListState) => ask((c) => c.access.listAccounts, accountsInput(list));
export const account = (id: string) => ask((c) => c.access.getAccount, { id });
export const invitations = ask((c) => c.access.listInvitations, { limit: 200 });
export const organisation = ask((c) => c.access.organisation, {});
export const sessions = ask((c) => c.access.listSessions, {});
export const ownKeys = ask((c) => c.access.ownKeys, {});
export const signInSettings = ask((c) => c.access.signInSettings, {});
export const passkeys = ask((c) => c.access.listPasskeys, {});
export const providers = ask((c) => c.access.listProviders, {});
export const ownProviders = ask((c) => c.access.ownProviders, {});
export const signInReach = ask((c) => c.access.signInReach, {});
export const tokens = ask((c) => c.access.listTokens, {});

export const listFrom = (search: Search): ListState => readList(search, fields);
