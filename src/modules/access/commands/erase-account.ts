import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { eraseMailAbout, eraseMailTo } from '#kernel/mail/personal.ts';
import { eraseDeliveriesAbout } from '#kernel/webhooks/erase.ts';
import { eraseNoticesAbout } from '#kernel/work/notifications/list.ts';
import { ERASED_HOST, isErased, lockAccount } from '../accounts.ts';
import { db } from '../database.ts';
import { dropCodes } from '../factor.ts';
import { checkReachOver } from '../giving.ts';
import { accountErased } from '../leaving-facts.ts';

/** What stands for the name of somebody who is erased. */
const NAME = 'Erased account';

/**
 * Erases what is personal of an account that is disabled: name, address, keys, invitations to it, mails to it, what changed of
 * it in the ledger, and from where and with what it acted. What it did, when and about what stays. Erased before: nothing changes.
 */
export async function eraseAccount(c: Context, { id }: { id: string }) {
  const { disabledAt, mail, folded } = await lockAccount(c, id);
  if (isErased(mail)) return { done: true as const };
  if (!disabledAt) throw refused('access.not-disabled', 'Disable the account first; then its name can be erased.');
  await checkReachOver(c, id);
  const gone = `${id}@${ERASED_HOST}`;
  await db(c)
    .updateTable('access.accounts')
    .set({ name: NAME, mail: gone, folded: gone, password_hash: null, password_at: null })
    .where('id', '=', id)
    .execute();
  await dropCodes(c, id);
  const invitations = await db(c)
    .deleteFrom('access.invitations')
    .where((e) => e.or([e('accepted_by', '=', id), e('folded', '=', folded)]))
    .returning('id')
    .execute();
  await eraseKeys(c, id);
  const about = [{ kind: 'account', id }, ...invitations.map((one) => ({ kind: 'invitation', id: one.id }))];
  for (const each of about)
    await sql`delete from ledger.details d using ledger.facts f
      where d.fact = f.id and f.about_kind = ${each.kind} and f.about_id = ${each.id}`.execute(c.tx);
  await sql`delete from ledger.origins o using ledger.facts f
    where o.fact = f.id and f.actor_kind = 'account' and f.actor_id = ${id}`.execute(c.tx);
  await eraseMailAbout(c, about);
  await eraseMailTo(c, mail);
  await eraseNoticesAbout(c, about);
  await eraseDeliveriesAbout(c, about);
  await record(c, accountErased, { about: { kind: 'account', id }, data: {} });
  return { done: true as const };
}

/** Keys of an account that is disabled open nothing; what they were called and where they were used is personal. */
async function eraseKeys(c: Context, account: string): Promise<void> {
  for (const table of ['factors', 'passkeys', 'provider_subjects', 'resets', 'sessions', 'steps', 'tokens'] as const)
    await db(c).deleteFrom(`access.${table}`).where('account', '=', account).execute();
}
