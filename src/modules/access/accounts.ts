import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { foldedAddress, mailAddress } from '#kernel/mail/address.ts';
import { db } from './database.ts';
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

/** Writes an account with its first role. The password must have been checked, the address locked. Returns the account's id. */
export async function writeAccount(
  c: Context,
  given: { name: string; mail: string; password: string; role: Role; program: string | null; grantedBy: string | null },
): Promise<string> {
  const id = newId();
  await db(c)
    .insertInto('access.accounts')
    .values({
      id,
      name: given.name,
      mail: mailAddress(given.mail),
      folded: foldedAddress(given.mail),
      password_hash: await hashPassword(given.password),
      password_at: c.now,
      created_at: c.now,
    })
    .execute();
  await db(c)
    .insertInto('access.grants')
    .values({ account: id, role: given.role, program: given.program, granted_by: given.grantedBy, granted_at: c.now })
    .execute();
  return id;
}
