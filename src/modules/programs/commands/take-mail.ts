import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { eraseIncomingMail } from '#kernel/mail/inbound/personal.ts';
import { readTaken, type TakenMail } from '#kernel/mail/inbound/taken.ts';
import { automaticMailCame, mailBounced, mailComplained, mailDelayed, memberMailCame } from '../answer-facts.ts';
import { mayAnswer } from '../application.ts';
import { db } from '../database.ts';
import { messageWritten, questionAnswered } from '../facts.ts';
import { aboutApplication, lockApplication, restage, type Standing } from '../standing.ts';

const LONGEST_MESSAGE = 20_000;

/** Takes over a mail that came and belongs to an application, or to a membership. A repeat does nothing. */
export async function takeMail(c: Context, incoming: string, about: { kind: string; id: string }): Promise<void> {
  const mail = await readTaken(c, incoming);
  if (!mail || mail.erased) return;
  if (about.kind === 'application') return takeForApplication(c, about.id, mail);
  if (about.kind !== 'membership') return;
  const application = await applicationOf(c, about.id);
  if (application === null) await takeForMember(c, about.id, mail);
  else await takeForApplication(c, application, mail);
}

/** The application by which somebody is a member last: what they write about the membership stands there. */
async function applicationOf(c: Context, membership: string): Promise<string | null> {
  const { rows } = await sql<{ application: string }>`
    select t.application from programs.terms t where t.membership = ${membership} and t.application is not null
    order by t.position desc limit 1`.execute(c.tx);
  return rows[0]?.application ?? null;
}

async function takeForApplication(c: Context, id: string, mail: TakenMail): Promise<void> {
  const standing = await lockApplication(c, id);
  // Whoever was erased has nothing kept, not even what they write now.
  if (standing.address === null) {
    await eraseIncomingMail(c, mail.id);
    return;
  }
  const about = aboutApplication(standing);
  if (mail.kind === 'reply' || mail.kind === 'list') await takeWords(c, standing, standing.address, mail);
  else if (mail.kind === 'bounce') {
    const bounce = await keepBounce(c, { application: id, membership: null }, mail);
    if (bounce === null) return;
    const data = { bounce, template: mail.answers?.template ?? '', permanent: mail.bounce?.permanent === true };
    await record(c, mail.bounce?.gaveUp ? mailBounced : mailDelayed, { ...about, data });
  } else {
    const fact = mail.kind === 'complaint' ? mailComplained : automaticMailCame;
    await record(c, fact, { ...about, data: { incoming: mail.id } });
  }
}

/**
 * What somebody wrote becomes a message of the application. It answers the open question as the form does, if it surely comes from the
 * applicant: from their address, and in answer to a mail that only they got or with their server's word.
 */
async function takeWords(c: Context, standing: Standing, address: string, mail: TakenMail): Promise<void> {
  const own = mail.from?.toLowerCase() === address.toLowerCase();
  const sure = own && mail.verdict !== 'fail' && (mail.foundBy !== 'subject' || mail.verdict === 'pass');
  const question =
    sure && standing.question !== null && mayAnswer(standing.records) === null ? standing.question : null;
  const message = newId();
  const written = await db(c)
    .insertInto('programs.messages')
    .values({
      id: message,
      application: standing.id,
      sender: 'applicant',
      author: null,
      body: bodyOf(mail),
      question,
      sent_at: mail.cameAt,
      channel: 'mail',
      incoming: mail.id,
      from_address: own ? null : (mail.from ?? ''),
      after_decision: standing.decision?.settled === true,
    })
    .onConflict((conflict) => conflict.column('incoming').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!written) return;
  // In the ledger the applicant did it only where that is sure.
  const by: Context = sure ? { ...c, actor: { kind: 'applicant', application: standing.id } } : c;
  if (question === null) {
    await record(by, messageWritten, { ...aboutApplication(standing), data: { message, sender: 'applicant' } });
    return;
  }
  await db(c).updateTable('programs.questions').set({ answered_at: c.now }).where('id', '=', question).execute();
  await record(by, questionAnswered, { ...aboutApplication(standing), data: { question } });
  await restage(c, standing.id);
}

function bodyOf(mail: TakenMail): string {
  const text = mail.text.trim();
  if (text === '') return mail.files > 0 ? '(Files without words.)' : '(A mail without words.)';
  return text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE - 1).toWellFormed()}…` : text;
}

/** Keeps what came back; null where it is kept already. */
async function keepBounce(
  c: Context,
  of: { application: string | null; membership: string | null },
  mail: TakenMail,
): Promise<string | null> {
  const { bounce } = mail;
  if (!bounce) return null;
  const id = newId();
  const kept = await db(c)
    .insertInto('programs.bounces')
    .values({
      id,
      ...of,
      incoming: mail.id,
      mail: mail.answers?.id ?? null,
      template: mail.answers?.template ?? '',
      address: mail.answers?.to ?? bounce.recipient,
      words: bounce.words,
      status: bounce.status,
      gave_up: bounce.gaveUp,
      permanent: bounce.permanent,
      came_at: mail.cameAt,
    })
    .onConflict((conflict) => conflict.column('incoming').doNothing())
    .returning('id')
    .executeTakeFirst();
  return kept ? id : null;
}

/** A member who was brought in without an application: the mail itself is where to read it. */
async function takeForMember(c: Context, membership: string, mail: TakenMail): Promise<void> {
  const { rows } = await sql<{ program: string; identity: string }>`
    select program, identity from programs.memberships where id = ${membership} for update`.execute(c.tx);
  const row = rows[0];
  if (!row) return;
  if (mail.kind === 'bounce') await keepBounce(c, { application: null, membership }, mail);
  await record(c, memberMailCame, {
    about: { kind: 'membership', id: membership },
    program: row.program,
    identity: row.identity,
    data: { incoming: mail.id, kind: mail.kind },
  });
}
