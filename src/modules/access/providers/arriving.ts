import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { foldedAddress, UnfitForMail } from '#kernel/mail/address.ts';
import { accountOfAddress, lockAddress, writeAccount } from '../accounts.ts';
import { db } from '../database.ts';
import { enter, type Next } from '../entering.ts';
import { accountJoined } from '../facts.ts';
import { couldGive } from '../giving.ts';
import { personName } from '../inputs.ts';
import { invitationVoid, whyNotAcceptable } from '../invitation.ts';
import type { Role } from '../roles.ts';
import { actingAs } from '../session.ts';
import { providerLinked } from '../sign-in-facts.ts';
import { tellHolder } from '../telling.ts';
import { bringUpToDate, groupRoles, rolesByGroups } from './group-grants.ts';
import type { Identity } from './identity.ts';
import type { Provider } from './provider.ts';

/** Who acts when groups give and take roles. */
const BY_GROUPS = { kind: 'system', name: 'access.provider-groups' } as const;

/**
 * Lets somebody in whom a provider vouches for: whoever came by it before, has an account or an open invitation under an
 * address that it verified, or is in a group that may come in uninvited. Roles from groups are brought up to date first.
 * Throws `Fault` in words for everybody else. Null: the roles are over, and nobody is let in; this must be committed.
 */
export async function arrive(c: Context, provider: Provider, who: Identity): Promise<Next | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`access.subject:${provider.id}:${who.subject}`}, 0))`.execute(
    c.tx,
  );
  const due = rolesByGroups(provider.preset, await groupRoles(c, provider.id), who.groups);
  const account = (await knownSubject(c, provider, who)) ?? (await newSubject(c, provider, who, due.length > 0));
  const { disabled_at } = await db(c)
    .selectFrom('access.accounts')
    .select('disabled_at')
    .where('id', '=', account)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (disabled_at) {
    throw refused('access.account-disabled', 'Your account here is disabled. Ask an owner of the organisation.');
  }
  const roles = await bringUpToDate({ ...c, actor: BY_GROUPS }, provider, account, due);
  if (roles === 0) return null;
  return enter(c, account, 'provider', provider.trustsFactor);
}

async function knownSubject(c: Context, provider: Provider, who: Identity): Promise<string | null> {
  const link = await db(c)
    .updateTable('access.provider_subjects')
    .set({ last_used_at: c.now })
    .where('provider', '=', provider.id)
    .where('subject', '=', who.subject)
    .where('ended_at', 'is', null)
    .returning('account')
    .executeTakeFirst();
  return link?.account ?? null;
}

/** The account of somebody who comes by this provider for the first time; made if they are invited or may come uninvited. */
async function newSubject(c: Context, provider: Provider, who: Identity, hasRole: boolean): Promise<string> {
  const addresses = [...new Set(who.mails.flatMap(foldedOrNothing))];
  if (addresses.length === 0) {
    throw refused(
      'access.mail-unverified',
      `${provider.name} does not say that it verified your mail address, so we cannot tell which account is yours. Verify the address there and sign in again.`,
    );
  }
  // Always in the same order, so that two who come at once cannot deadlock.
  for (const folded of addresses.toSorted()) await lockAddress(c, folded);
  const found = await accountByAddress(c, addresses);
  const account =
    found ??
    (await byInvitation(c, provider, who, addresses)) ??
    (provider.admits && hasRole ? await byGroup(c, provider, who) : null);
  if (account === null) {
    throw refused(
      'access.not-invited',
      'There is no account here for you yet. Ask an owner of the organisation to invite you at the address that the provider knows.',
    );
  }
  await link(c, provider, who, account, found === null);
  return account;
}

async function accountByAddress(c: Context, addresses: readonly string[]): Promise<string | null> {
  for (const folded of addresses) {
    const account = await accountOfAddress(c, folded);
    if (account) return account.id;
  }
  return null;
}

/** Accepts the open invitation of one of the addresses. */
async function byInvitation(
  c: Context,
  provider: Provider,
  who: Identity,
  addresses: readonly string[],
): Promise<string | null> {
  const invitations = await db(c)
    .selectFrom('access.invitations')
    .selectAll()
    .where('folded', 'in', addresses)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  const invitation = invitations.find((one) => whyNotAcceptable(one, c.now) === null);
  if (!invitation) return null;
  const { id, mail, role, program, invited_by } = invitation;
  if (!(await couldGive(c, invited_by, role, program))) throw invitationVoid();
  const name = nameOf(who.name, invitation.name, mail);
  const made = { name, mail, password: null, role: role as Role, program, grantedBy: invited_by };
  const account = await writeAccount(c, made);
  await db(c)
    .updateTable('access.invitations')
    .set({ accepted_at: c.now, accepted_by: account })
    .where('id', '=', id)
    .execute();
  await join(c, provider, { account, name, mail }, { invitation: id, role, program });
  return account;
}

/** Makes the account of somebody who is in a group that may come in uninvited; its roles follow from the groups. */
async function byGroup(c: Context, provider: Provider, who: Identity): Promise<string> {
  const due = rolesByGroups(provider.preset, await groupRoles(c, provider.id), who.groups);
  const [first] = due;
  const mail = who.mails.find((one) => foldedOrNothing(one).length > 0);
  if (!first || mail === undefined) throw new Error('somebody without a group or address was let in by groups');
  const name = nameOf(who.name, '', mail);
  const { role, program } = first;
  const made = { name, mail, password: null, role: role as Role, program, grantedBy: null, provider: provider.id };
  const account = await writeAccount(c, made);
  await join(c, provider, { account, name, mail }, { invitation: null, role, program });
  return account;
}

async function join(
  c: Context,
  provider: Provider,
  { account, name, mail }: { account: string; name: string; mail: string },
  data: { invitation: string | null; role: string; program: string | null },
): Promise<void> {
  await record(actingAs(c, { id: account, name }), accountJoined, {
    about: { kind: 'account', id: account },
    program: data.program,
    data: { ...data, provider: provider.id },
    details: { name: { after: name }, mail: { after: mail } },
  });
}

async function link(c: Context, provider: Provider, who: Identity, account: string, isNew: boolean): Promise<void> {
  const another = await db(c)
    .selectFrom('access.provider_subjects')
    .select('id')
    .where('provider', '=', provider.id)
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (another) {
    // A provider may give the address of somebody who left to somebody new.
    throw refused(
      'access.provider-other-person',
      `The account with your address is connected with somebody else at ${provider.name}. Ask an owner of the organisation to disconnect it.`,
    );
  }
  await db(c)
    .insertInto('access.provider_subjects')
    .values({ provider: provider.id, subject: who.subject, account, linked_at: c.now, last_used_at: c.now })
    .execute();
  const { name } = await db(c)
    .selectFrom('access.accounts')
    .select('name')
    .where('id', '=', account)
    .executeTakeFirstOrThrow();
  await record(actingAs(c, { id: account, name }), providerLinked, {
    about: { kind: 'account', id: account },
    data: { provider: provider.id },
  });
  if (!isNew) await tellHolder(c, account, `From now on ${provider.name} signs in to it.`);
}

/** The name that somebody has at the provider, if it can stand on an account. */
function nameOf(said: string | null, invited: string, mail: string): string {
  for (const one of [said ?? '', invited, mail.split('@')[0] ?? '']) {
    const name = personName.safeParse(one);
    if (name.success) return name.data;
  }
  return 'New colleague';
}

function foldedOrNothing(mail: string): string[] {
  try {
    return [foldedAddress(mail)];
  } catch (fault) {
    if (fault instanceof UnfitForMail) return [];
    throw fault;
  }
}
