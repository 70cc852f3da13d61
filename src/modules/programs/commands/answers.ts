import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { notFound, refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { bounceHandled, messageSeen, newAddressAsked } from '../answer-facts.ts';
import { mayAnswer } from '../application.ts';
import { db } from '../database.ts';
import { questionAnswered } from '../facts.ts';
import { aboutApplication, lockApplication, restage, unless } from '../standing.ts';
import { mailAddressLink } from './change-address.ts';

/** Somebody has seen to a mail that came back: it needs nobody any more. */
export async function handleBounce(c: Context, input: { bounce: string }) {
  const { rows } = await sql<{
    application: string | null;
    membership: string | null;
    program: string;
    identity: string;
  }>`
    update programs.bounces b set handled_at = ${c.now}, handled_by = ${accountOf(c)}::uuid where b.id = ${input.bounce} and b.handled_at is null
    returning b.application, b.membership,
      coalesce((select a.program from programs.applications a where a.id = b.application),
        (select m.program from programs.memberships m where m.id = b.membership)) program,
      coalesce((select a.identity from programs.applications a where a.id = b.application),
        (select m.identity from programs.memberships m where m.id = b.membership)) identity`.execute(c.tx);
  const row = rows[0];
  if (!row) throw notFound('There is no such mail, or somebody has seen to it already.');
  await record(c, bounceHandled, {
    about: row.application
      ? { kind: 'application', id: row.application }
      : { kind: 'membership', id: row.membership ?? '' },
    program: row.program,
    identity: row.identity,
    data: { bounce: input.bounce },
  });
  return {};
}

/** Takes a message that came by mail for the answer to the open question, on the word of whoever looked at it. */
export async function countAsAnswer(c: Context, input: { id: string; message: string }) {
  const standing = await lockApplication(c, input.id);
  unless(mayAnswer(standing.records));
  const question = standing.question as string;
  const found = await db(c)
    .updateTable('programs.messages')
    .set({ question })
    .where('id', '=', input.message)
    .where('application', '=', standing.id)
    .where('sender', '=', 'applicant')
    .where('question', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!found) throw notFound('There is no such message.');
  await db(c).updateTable('programs.questions').set({ answered_at: c.now }).where('id', '=', question).execute();
  await record(c, questionAnswered, { ...aboutApplication(standing), data: { question } });
  await restage(c, standing.id);
  return {};
}

/** Somebody has read what the applicant wrote after the decision, and nothing needs to be written back. */
export async function seeMessage(c: Context, input: { id: string; message: string }) {
  const standing = await lockApplication(c, input.id);
  const found = await db(c)
    .updateTable('programs.messages')
    .set({ seen_at: c.now, seen_by: accountOf(c) })
    .where('id', '=', input.message)
    .where('application', '=', standing.id)
    .where('after_decision', '=', true)
    .where('seen_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!found) throw notFound('There is no such message, or somebody has seen to it already.');
  await record(c, messageSeen, { ...aboutApplication(standing), data: { message: input.message } });
  return {};
}

/** Asks at another address whether it is the applicant's. Nothing changes until the link mailed to it was opened. */
export async function askNewAddress(c: Context, input: { id: string; address: string }) {
  const standing = await lockApplication(c, input.id);
  if (standing.address === null)
    throw refused('application.erased', 'The personal values of this application were erased.');
  await mailAddressLink(c, standing, input.address);
  await record(c, newAddressAsked, { ...aboutApplication(standing), data: {} });
  return {};
}

/** What the team writes answers everything that was written after the decision. */
export async function noteAnswered(c: Context, application: string): Promise<void> {
  await sql`update programs.messages set seen_at = ${c.now}, seen_by = ${accountOf(c)}
    where application = ${application} and after_decision and seen_at is null`.execute(c.tx);
}
