import type { Context } from '#kernel/context.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { db } from '../database.ts';
import { approvedMail } from '../emails/approved.ts';
import { ownWords } from '../emails/own-words.ts';
import { receivedMail } from '../emails/received.ts';
import { refusedMail } from '../emails/refused.ts';
import { statusLink } from '../links.ts';
import { reasonFor } from '../policy/texts.ts';
import { readStanding, type Standing } from '../standing.ts';

/** Mails what happens next once the mail address is confirmed. */
export async function tellReceived(c: Context, application: string): Promise<void> {
  const standing = await readStanding(c, application);
  if (!standing.address) return;
  const { policy, language } = standing;
  const data = { ...(await common(c, standing)), words: '', days: policy.promiseDays };
  await queueMail(c, receivedMail, {
    ...envelope(standing, standing.address, `received:${application}`),
    data: { ...data, own: await ownWords(c, policy, 'received', language, data) },
  });
}

/** Mails a decision once it has taken effect; the key makes a repeat harmless. */
export async function tellDecision(c: Context, application: string, decisionId: string): Promise<void> {
  const standing = await readStanding(c, application);
  const decision = await db(c)
    .selectFrom('programs.decisions')
    .select(['verdict', 'reason', 'words'])
    .where('id', '=', decisionId)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  if (!decision || !standing.address) return;
  const { policy, language } = standing;
  const to = envelope(standing, standing.address, `decision:${decisionId}`);
  const told = { ...(await common(c, standing)), words: decision.words };
  if (decision.verdict === 'approved') {
    const data = { ...told, agreement: policy.agreement.title };
    const own = await ownWords(c, policy, 'approved', language, data);
    await queueMail(c, approvedMail, { ...to, data: { ...data, own } });
    return;
  }
  const { label, advice } = reasonFor(policy, decision.reason as string, language);
  const data = { ...told, reason: label, advice };
  const own = await ownWords(c, policy, 'refused', language, data);
  await queueMail(c, refusedMail, { ...to, data: { ...data, own } });
}

/** To whom a mail about an application goes. */
export const addressed = (standing: Standing, address: string) => ({
  to: { address, name: standing.applicantName ?? '' },
  about: { kind: 'application', id: standing.id },
  program: standing.program.id,
  language: standing.language,
});

/** The same under a key: a second mail under it is not made. */
export const envelope = (standing: Standing, address: string, key: string) => ({
  ...addressed(standing, address),
  key,
});

/** What every mail about an application is given. */
export const common = async (c: Context, standing: Standing) => ({
  name: standing.applicantName ?? '',
  number: standing.number,
  program: standing.program.name,
  project: standing.project,
  statusUrl: await statusLink(c, standing.id, standing.language),
});
