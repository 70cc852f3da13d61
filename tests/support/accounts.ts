import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { newToken, tokenHash } from '#kernel/secrets/token.ts';

/** An account with one role and a token, written straight into the tables: tests of other rooms need no invitations. */
export async function makeTestAccount(
  c: Context,
  given: { role: string; program: string | null; name: string },
): Promise<{ id: string; token: string }> {
  const id = newId();
  const token = `ghl_${newToken()}`;
  const mail = `${id}@guildhall.test`;
  await sql`insert into access.accounts (id, name, mail, folded, created_at) values (${id}, ${given.name}, ${mail}, ${mail}, ${c.now})`.execute(
    c.tx,
  );
  await sql`insert into access.grants (account, role, program, granted_at) values (${id}, ${given.role}, ${given.program}, ${c.now})`.execute(
    c.tx,
  );
  await sql`insert into access.tokens (name, token_hash, account, made_at) values ('test', ${tokenHash(token)}, ${id}, ${c.now})`.execute(
    c.tx,
  );
  return { id, token };
}
