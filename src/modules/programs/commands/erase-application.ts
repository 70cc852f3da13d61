import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { record } from '#kernel/ledger/record.ts';
import { eraseMailFrom } from '#kernel/mail/inbound/personal.ts';
import { eraseMailAbout } from '#kernel/mail/personal.ts';
import { eraseDeliveriesAbout } from '#kernel/webhooks/erase.ts';
import { eraseNotesAbout } from '#kernel/work/notes.ts';
import { eraseNoticesAbout } from '#kernel/work/notifications/list.ts';
import { mayWithdraw } from '../application.ts';
import { applicationErased } from '../facts.ts';
import { purgeDocuments } from '../kept-documents.ts';
import { lockApplication } from '../standing.ts';
import { eraseAnswersAbout } from './erase-answers.ts';
import { eraseEvidence, GONE } from './erase-evidence.ts';
import { eraseReview } from './erase-review.ts';
import { eraseInvitationOf } from './forget-invited.ts';
import { forgetImported } from './imports.ts';
import { withdraw } from './withdraw.ts';

/**
 * Empties what is personal in an application: name, address, country, answers, words of messages, questions, decisions and
 * notes, what evidence says of the person, signed names, documents, links, its draft and its mails. Facts, verdicts with their reasons, and figures stay, as do the
 * project and its repositories, which are public. Erased before: nothing changes.
 */
export async function eraseApplication(c: Context, id: string): Promise<void> {
  const standing = await lockApplication(c, id);
  const { rows } = await sql<{ name: string | null; address: string | null; draft: string | null; erased: boolean }>`
    select applicant_name name, address, draft, erased_at is not null erased from programs.applications where id = ${id}`.execute(
    c.tx,
  );
  const { name = null, address = null, draft = null, erased = false } = rows[0] ?? {};
  if (erased) return;
  await eraseEvidence(c, id, { name, address });
  await sql`update programs.applications set applicant_name = null, address = null, country = null,
    answers = '{}', draft = null, erased_at = ${c.now} where id = ${id}`.execute(c.tx);
  await sql`update programs.messages set body = ${GONE}, from_address = case when from_address is not null then '' end
    where application = ${id}`.execute(c.tx);
  await sql`update programs.bounces set address = null, words = ${GONE} where application = ${id}`.execute(c.tx);
  await sql`update programs.questions set words = ${GONE} where application = ${id}`.execute(c.tx);
  await sql`update programs.decisions set words = ${GONE} where application = ${id} and words <> ''`.execute(c.tx);
  await sql`update programs.policy_moves set reason = '' where application = ${id}`.execute(c.tx);
  await eraseReview(c, id);
  await eraseAnswersAbout(c, id);
  await eraseInvitationOf(c, id);
  await sql`update programs.agreements set signed_name = ${GONE} where application = ${id}`.execute(c.tx);
  await sql`delete from programs.forge_proofs where application = ${id}`.execute(c.tx);
  await sql`update programs.verification_reports set feedback = ${GONE}
    where feedback <> '' and verification in (select id from programs.verifications where application = ${id})`.execute(
    c.tx,
  );
  await sql`update programs.verifications set goes_to = null where application = ${id}`.execute(c.tx);
  await sql`update programs.bypass_codes set words = ${GONE} where application = ${id}`.execute(c.tx);
  await sql`update programs.documents set words = ${GONE} where application = ${id} and words <> ''`.execute(c.tx);
  const documents = await sql<{ id: string }>`select id from programs.documents where application = ${id}`.execute(
    c.tx,
  );
  await purgeDocuments(
    c,
    documents.rows.map((row) => row.id),
  );
  await sql`delete from programs.links where application = ${id}`.execute(c.tx);
  await sql`delete from ledger.details where fact in (select f.id from ledger.facts f where f.about_kind = 'application' and f.about_id = ${id})`.execute(
    c.tx,
  );
  await eraseNotesAbout(c, [{ kind: 'application', id }]);
  await eraseMailAbout(c, [{ kind: 'application', id }]);
  await eraseNoticesAbout(c, [{ kind: 'application', id }]);
  await eraseDeliveriesAbout(c, [{ kind: 'application', id }]);
  if (draft) await eraseDrafts(c, [draft]);
  await record(c, applicationErased, {
    about: { kind: 'application', id },
    program: standing.program.id,
    identity: standing.identity,
    data: {},
  });
}

/**
 * Erases what programs hold of a person who was erased: every application of theirs, and drafts kept under their addresses.
 * What is still undecided, or approved without a coupon, ends as withdrawn, since nobody is left to write to. A membership
 * that has its coupon stays, without a name.
 */
export async function forgetApplicant(c: Context, identities: readonly string[]): Promise<void> {
  const found = await sql<{ id: string; address: string | null }>`
    select id, lower(address) address from programs.applications
    where identity = any(${[...identities]}::uuid[]) and erased_at is null order by id`.execute(c.tx);
  const addresses = found.rows.flatMap((row) => row.address ?? []);
  await eraseMailFrom(c, addresses);
  await forgetImported(c, identities, addresses);
  const drafts = await sql<{ id: string }>`
    select id from programs.drafts
    where lower(address) = any(${addresses}::text[]) or lower(answers ->> 'address') = any(${addresses}::text[])
    order by id for update`.execute(c.tx);
  for (const { id } of found.rows) {
    const standing = await lockApplication(c, id);
    if (mayWithdraw(standing.records) === null) await withdraw(c, standing, 'applicant');
    await eraseApplication(c, id);
  }
  await eraseDrafts(
    c,
    drafts.rows.map((row) => row.id),
  );
}

async function eraseDrafts(c: Context, ids: string[]): Promise<void> {
  await sql`delete from programs.drafts where id = any(${ids}::uuid[])`.execute(c.tx);
  await eraseMailAbout(
    c,
    ids.map((id) => ({ kind: 'draft', id })),
  );
}
