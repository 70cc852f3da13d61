import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { record } from '#kernel/ledger/record.ts';
import { mayReopen } from '../appeal.ts';
import { mayJudge } from '../conflict.ts';
import { ownConflict } from '../conflicts.ts';
import { db } from '../database.ts';
import { askedAgain } from '../renewals.ts';
import { lockApplication, restage, type Standing, unless } from '../standing.ts';
import { applicationReopened } from '../workbench-facts.ts';

/** A person takes an application up again that was refused or fell silent; the words are for the applicant. */
export async function reopenApplication(c: Context, input: { id: string; words: string }) {
  const standing = await lockApplication(c, input.id);
  unless(mayJudge(await ownConflict(c, standing)));
  await reopen(c, standing, input.words, null);
  return {};
}

/**
 * Takes an application up again: the decision that was told, or the withdrawal, stays with its figures and is in force no more, and the
 * clock begins anew. `appeal`: the one that brought it about. Throws `refused`.
 */
export async function reopen(c: Context, standing: Standing, words: string, appeal: string | null): Promise<void> {
  const { decision, withdrawal } = standing;
  await lockRenewed(c, standing.id);
  const { rows } = await sql<{ consented: boolean; appeal: string | null; asked: boolean }>`
    select ${askedAgain(standing.id)} asked,
      exists (select from programs.consents s where s.application = ${standing.id} and s.purpose = 'privacy-notice' and s.withdrawn_at is null) consented,
      (select p.id from programs.appeals p where p.application = ${standing.id} and p.answered_at is null) appeal`.execute(
    c.tx,
  );
  const { consented = false, appeal: open = null, asked = false } = rows[0] ?? {};
  unless(
    mayReopen({
      decision,
      withdrawal: withdrawal?.cause ?? null,
      appealOpen: open !== null && open !== appeal,
      consented,
      erased: standing.erased,
      askedAgain: asked,
    }),
  );
  const again = { reopened_at: c.now, reopened_by: accountOf(c), reopened_words: words };
  if (withdrawal) await db(c).updateTable('programs.withdrawals').set(again).where('id', '=', withdrawal.id).execute();
  else if (decision) await db(c).updateTable('programs.decisions').set(again).where('id', '=', decision.id).execute();
  await db(c).updateTable('programs.applications').set({ reopened_at: c.now }).where('id', '=', standing.id).execute();
  await record(c, applicationReopened, {
    about: { kind: 'application', id: standing.id },
    program: standing.program.id,
    identity: standing.identity,
    data: { decision: withdrawal ? null : (decision?.id ?? null), withdrawal: withdrawal?.id ?? null, appeal },
  });
  await restage(c, standing.id);
}

/** A membership that is to be renewed is locked as by whoever asks for renewal, so that two are never on their way. */
const lockRenewed = (c: Context, application: string) =>
  sql`select from programs.memberships m join programs.applications a on a.renews = m.id where a.id = ${application} for update of m`.execute(
    c.tx,
  );
