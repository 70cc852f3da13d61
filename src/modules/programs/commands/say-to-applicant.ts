import type { Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { db } from '../database.ts';
import { teamMessageMail } from '../emails/team-message.ts';
import type { Standing } from '../standing.ts';
import { addressed, common, envelope } from './tell-applicant.ts';

type Message = { author: string | null; body: string; question: string | null };

/** Keeps a message between the team and an applicant. Answers its id. */
export async function insertMessage(
  c: Context,
  { id: application }: Standing,
  message: Message & { sender: 'team' | 'applicant' },
): Promise<string> {
  const id = newId();
  await db(c)
    .insertInto('programs.messages')
    .values({ id, application, sent_at: c.now, ...message })
    .execute();
  return id;
}

/**
 * A message of the team: it stands on the status page, and is mailed while there is an address. `key`: the house writes by itself, once
 * under this key; without one a person does. Answers the message's id.
 */
export async function sayToApplicant(c: Context, standing: Standing, message: Message, key?: string): Promise<string> {
  const { address } = standing;
  const sent = await insertMessage(c, standing, { sender: 'team', ...message });
  if (!address) return sent;
  await queueMail(c, teamMessageMail, {
    // A person wrote it: who is away may say so.
    ...(key === undefined
      ? { ...addressed(standing, address), submitted: 'by-person' as const }
      : envelope(standing, address, key)),
    data: { ...(await common(c, standing)), body: message.body, asks: message.question !== null },
  });
  return sent;
}
