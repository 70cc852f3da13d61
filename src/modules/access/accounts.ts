import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { notFound } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { foldedAddress, mailAddress } from '#kernel/mail/address.ts';
import { db } from './database.ts';
import { accountJoined } from './facts.ts';
import { hashPassword } from './password-hash.ts';
import type { Role } from './roles.ts';

/** Keeps every other transaction from making an account or invitation for this address until this one ends. */
export async function lockAddress(c: Context, folded: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`access.address:${folded}`}, 0))`.execute(c.tx);
}

/** The account of an address in any spelling, or null. */
export async function accountOfAddress(c: Context, folded: string) {
  return (
    (await db(c).selectFrom('access.accounts').selectAll().where('folded', '=', folded).executeTakeFirst()) ?? null
  );
}

/** The host of the addresses that stand for erased ones; nobody can have one there (RFC 2606). */
export const ERASED_HOST = 'erased.invalid';
export const isErased = (mail: string): boolean => mail.endsWith(`@${ERASED_HOST}`);

type Locked = { disabledAt: Temporal.Instant | null; mail: string; folded: string };

/** Locks an account for the rest of the transaction. `disabledAt` null: it is in force. Throws `notFound` where there is none. */
export async function lockAccount(c: Context, id: string): Promise<Locked> {
  const account = await db(c)
    .selectFrom('access.accounts')
    .select(['disabled_at as disabledAt', 'mail', 'folded'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!account) throw notFound('There is no such account.');
  return account;
}

/**
 * Writes an account with its first role. The password must have been checked, the address locked; with null for a password
 * nobody can sign in. Returns the account's id.
 */
export async function writeAccount(
  c: Context,
  given: {
    name: string;
    mail: string;
    password: string | null;
    role: string;
    program: string | null;
    grantedBy: string | null;
    /** The sign-in provider whose groups gave the role. */
    provider?: string;
  },
): Promise<string> {
  const id = newId();
  await db(c)
    .insertInto('access.accounts')
    .values({
      id,
      name: given.name,
      mail: mailAddress(given.mail),
      folded: foldedAddress(given.mail),
      password_hash: given.password === null ? null : await hashPassword(given.password),
      password_at: given.password === null ? null : c.now,
      created_at: c.now,
    })
    .execute();
  await db(c)
    .insertInto('access.grants')
    .values({
      account: id,
      role: given.role,
      program: given.program,
      granted_by: given.grantedBy,
      granted_at: c.now,
      provider: given.provider ?? null,
    })
    .execute();
  return id;
}

/**
 * Makes the account of somebody invented, of the sample organisation: it acts in its story, and nobody can ever sign in with
 * it, since it has no password and asking for a new one finds nobody. Returns the account's id.
 */
export async function makeSilentAccount(
  c: Context,
  given: { name: string; mail: string; role: Role; program: string | null },
): Promise<string> {
  await lockAddress(c, foldedAddress(given.mail));
  const { role, program } = given;
  const id = await writeAccount(c, { ...given, password: null, grantedBy: null });
  await record(c, accountJoined, {
    about: { kind: 'account', id },
    program,
    data: { invitation: null, role, program },
    details: { name: { after: given.name }, mail: { after: given.mail } },
  });
  return id;
}
