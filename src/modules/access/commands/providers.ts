import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { invalid, notFound, refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { OutgoingFault } from '#kernel/outgoing/fault.ts';
import { keepSecret } from '#kernel/secrets/vault.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { checkGiving, checkReach } from '../giving.ts';
import { endRolesOf, type GroupRole, groupRoles } from '../providers/group-grants.ts';
import type { Preset } from '../providers/presets.ts';
import { secretOf } from '../providers/provider.ts';
import { providerAdded, providerChanged, providerRemoved } from '../sign-in-facts.ts';
import { tellOwners } from '../telling.ts';

type Added = Input<typeof accessContract.addProvider>;
type Settings = Omit<Added, 'preset' | 'issuer' | 'secret'>;

/** Adds a sign-in provider. It is not asked here; "Test this provider" does that. */
export async function addProvider(c: Context, { secret, preset, issuer, ...settings }: Added) {
  await checkOwner(c);
  await check(c, preset, settings);
  refuseUnreachable(c, issuer);
  const id = newId();
  await db(c)
    .insertInto('access.providers')
    .values({ id, preset, issuer, made_at: c.now, ...columns(settings) })
    .execute();
  await keepSecret(c, secretOf(id), secret);
  await writeGroups(c, id, settings.groups);
  await record(c, providerAdded, { about: { kind: 'provider', id }, data: { preset, issuer } });
  await tellOwners(c, `${whoActs(c)} added the sign-in provider “${settings.name}” (${issuer}).`);
  return { provider: id };
}

/** Changes a sign-in provider. Whoever signed in by it stays signed in; roles that no group gives any more end at once. */
export async function changeProvider(
  c: Context,
  { id, secret, ...settings }: Input<typeof accessContract.changeProvider>,
) {
  await checkOwner(c);
  const before = await lockProvider(c, id);
  await check(c, before.preset as Preset, settings);
  const after = columns(settings);
  const fields: string[] = (Object.keys(after) as (keyof typeof after)[]).filter((key) => before[key] !== after[key]);
  const groups = await groupRoles(c, id);
  if (asText(groups) !== asText(settings.groups)) fields.push('groups');
  if (secret !== '') fields.push('secret');
  if (fields.length === 0) return { done: true as const };
  await db(c).updateTable('access.providers').set(after).where('id', '=', id).execute();
  if (secret !== '') await keepSecret(c, secretOf(id), secret);
  await db(c).deleteFrom('access.provider_groups').where('provider', '=', id).execute();
  await writeGroups(c, id, settings.groups);
  await endRolesOf(c, id, settings.groups);
  await record(c, providerChanged, { about: { kind: 'provider', id }, data: { fields } });
  await tellOwners(
    c,
    `${whoActs(c)} changed the sign-in provider “${settings.name}”: ${fields.map(inWords).join(', ')}.`,
  );
  return { done: true as const };
}

/** Removes a sign-in provider: nobody comes by it any more, and the roles from its groups end, since nothing would end them later. */
export async function removeProvider(c: Context, { id }: { id: string }) {
  const provider = await lockProvider(c, id);
  await db(c).updateTable('access.providers').set({ ended_at: c.now }).where('id', '=', id).execute();
  await db(c)
    .updateTable('access.provider_subjects')
    .set({ ended_at: c.now })
    .where('provider', '=', id)
    .where('ended_at', 'is', null)
    .execute();
  await keepSecret(c, secretOf(id), null);
  await endRolesOf(c, id, []);
  await record(c, providerRemoved, { about: { kind: 'provider', id }, data: {} });
  await tellOwners(c, `${whoActs(c)} removed the sign-in provider “${provider.name}”.`);
  return { done: true as const };
}

/** Whoever says whom a provider vouches for could sign in as anybody: so it is for those who could be anybody. */
const checkOwner = (c: Context): Promise<void> => checkReach(c, 'owner', null);

async function lockProvider(c: Context, id: string) {
  const provider = await db(c)
    .selectFrom('access.providers')
    .selectAll()
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!provider) throw notFound('There is no such sign-in provider.');
  return provider;
}

async function check(c: Context, preset: Preset, settings: Settings): Promise<void> {
  if (settings.forProof && preset !== 'gitlab' && preset !== 'github') {
    throw invalid([{ field: 'forProof', message: 'Only GitLab and GitHub can say who controls a project.' }]);
  }
  if (preset !== 'github' && !settings.scopes.split(' ').includes('openid')) {
    throw invalid([{ field: 'scopes', message: 'The scopes must hold “openid”.' }]);
  }
  for (const { role, program } of settings.groups) await checkGiving(c, role, program);
  if (new Set(settings.groups.map((one) => JSON.stringify(one))).size < settings.groups.length) {
    throw refused(
      'access.group-twice',
      'A group is named twice with the same role and program. Remove one of the lines.',
    );
  }
}

function refuseUnreachable(c: Context, issuer: string): void {
  try {
    c.house.gate.admit(issuer);
  } catch (fault) {
    if (!(fault instanceof OutgoingFault)) throw fault;
    const message =
      'This address is not a public https address. For a provider in your own network, an operator names its host in GUILDHALL_ALLOW_PRIVATE_HOSTS.';
    throw invalid([{ field: 'issuer', message }]);
  }
}

const columns = (given: Settings) => ({
  name: given.name,
  client_id: given.clientId,
  scopes: given.scopes,
  groups_claim: given.groupsClaim,
  for_staff: given.forStaff,
  for_proof: given.forProof,
  trusts_factor: given.trustsFactor,
  admits: given.admits,
});

const WORDS: Record<string, string> = {
  client_id: 'client id',
  groups_claim: 'claim of the groups',
  for_staff: 'signing in',
  for_proof: 'use as proof',
  trusts_factor: 'trust in its second factor',
  admits: 'coming in uninvited',
  groups: 'roles of groups',
};
const inWords = (field: string): string => WORDS[field] ?? field;

async function writeGroups(c: Context, provider: string, groups: readonly GroupRole[]): Promise<void> {
  if (groups.length === 0) return;
  const rows = groups.map(({ group, role, program }) => ({ provider, group_name: group, role, program }));
  await db(c).insertInto('access.provider_groups').values(rows).execute();
}

const asText = (groups: readonly GroupRole[]): string =>
  JSON.stringify(groups.map(({ group, role, program }) => [group, role, program ?? '']).toSorted());

const whoActs = (c: Context): string => (c.actor.kind === 'account' ? c.actor.name : 'An operator');
