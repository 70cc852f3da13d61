import type { Context } from '#kernel/context.ts';
import { notFound } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { mayWithdraw } from '../application.ts';
import { db } from '../database.ts';
import { applicationWithdrawn, consentWithdrawn } from '../facts.ts';
import { openLink } from '../links.ts';
import { lockApplication, restage, type Standing, unless } from '../standing.ts';
import { endOpenReview } from './end-open-review.ts';

/** The applicant takes the application back. */
export async function withdrawApplication(c: Context, input: { key: string }) {
  const standing = await lockApplication(c, (await openLink(c, input.key, 'status')).application);
  await withdraw(c, standing, 'applicant');
  return {};
}

/**
 * Ends an application without a decision: by its applicant, or by silence. A decision that has not taken effect yet ends with
 * it: nobody was told of it, nothing came of it, and so it counts nowhere. Throws `refused` when the rules object.
 */
export async function withdraw(c: Context, standing: Standing, cause: 'applicant' | 'silence'): Promise<void> {
  unless(mayWithdraw(standing.records));
  await db(c)
    .insertInto('programs.withdrawals')
    .values({ application: standing.id, withdrawn_at: c.now, cause })
    .execute();
  await db(c)
    .updateTable('programs.decisions')
    .set({ undone_at: c.now })
    .where('application', '=', standing.id)
    .where('undone_at', 'is', null)
    .where('settled_at', 'is', null)
    .execute();
  await endOpenReview(c, standing.id);
  await record(c, applicationWithdrawn, {
    about: { kind: 'application', id: standing.id },
    program: standing.program.id,
    identity: standing.identity,
    data: { cause },
  });
  await restage(c, standing.id);
}

/**
 * The applicant withdraws a consent. Without consent to the privacy notice we may not go on reading: an undecided
 * application is withdrawn with it.
 */
export async function withdrawConsent(c: Context, input: { key: string; consent: string }) {
  const standing = await lockApplication(c, (await openLink(c, input.key, 'status')).application);
  const consent = await db(c)
    .updateTable('programs.consents')
    .set({ withdrawn_at: c.now })
    .where('id', '=', input.consent)
    .where('application', '=', standing.id)
    .where('withdrawn_at', 'is', null)
    .returning(['id', 'purpose'])
    .executeTakeFirst();
  if (!consent) throw notFound('This consent was withdrawn already, or belongs to another application.');
  await record(c, consentWithdrawn, {
    about: { kind: 'application', id: standing.id },
    program: standing.program.id,
    identity: standing.identity,
    data: { consent: consent.id, purpose: consent.purpose },
  });
  if (consent.purpose === 'privacy-notice' && mayWithdraw(standing.records) === null)
    await withdraw(c, standing, 'applicant');
  return {};
}
