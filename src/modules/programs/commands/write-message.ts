import type { Context } from '#kernel/context.ts';
import { invalid, refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { mayAnswer, mayAsk } from '../application.ts';
import { db } from '../database.ts';
import { teamMessageMail } from '../emails/team-message.ts';
import { applicantAsked, messageWritten, questionAnswered } from '../facts.ts';
import { openLink, statusLink } from '../links.ts';
import { lockApplication, restage, type Standing, unless } from '../standing.ts';
import { noteAnswered } from './answers.ts';
import { type Filled, fillIn } from './fill-in.ts';

/** The team asks for something: the clock pauses until the answer, and the applicant is mailed. */
export async function askApplicant(c: Context, input: { id: string; words: string }) {
  const standing = await lockApplication(c, input.id);
  unless(mayAsk(standing.records));
  const question = newId();
  await db(c)
    .insertInto('programs.questions')
    .values({ id: question, application: standing.id, words: input.words, asked_by: accountOf(c), asked_at: c.now })
    .execute();
  await insertMessage(c, standing, { sender: 'team', body: input.words, question });
  await noteAnswered(c, standing.id);
  await mailApplicant(c, standing, input.words, true);
  await record(c, applicantAsked, { ...about(standing), data: { question } });
  await restage(c, standing.id);
  return {};
}

/** The team writes; the clock goes on. */
export async function writeToApplicant(c: Context, input: { id: string; body: string }) {
  const standing = await lockApplication(c, input.id);
  if (!standing.address)
    throw refused(
      'application.erased',
      'The personal values of this application were erased; nobody can be written to.',
    );
  const message = await insertMessage(c, standing, { sender: 'team', body: input.body, question: null });
  await noteAnswered(c, standing.id);
  await mailApplicant(c, standing, input.body, false);
  await record(c, messageWritten, { ...about(standing), data: { message, sender: 'team' } });
  return {};
}

/** The applicant answers what was asked, in words or in fields; the clock runs again. Throws `invalid` beside the entry. */
export async function answerQuestion(c: Context, input: { key: string; body: string } & Partial<Filled>) {
  const standing = await lockApplication(c, (await openLink(c, input.key, 'status')).application);
  unless(mayAnswer(standing.records));
  const question = standing.question as string;
  const body = [input.body, ...(await fillIn(c, standing, question, input))]
    .filter((part) => part !== '')
    .join('\n\n')
    .slice(0, 20_000);
  if (body === '') throw invalid([{ field: 'body', message: 'Write something here.' }]);
  await db(c).updateTable('programs.questions').set({ answered_at: c.now }).where('id', '=', question).execute();
  await insertMessage(c, standing, { sender: 'applicant', body, question });
  await record(c, questionAnswered, { ...about(standing), data: { question } });
  await restage(c, standing.id);
  return {};
}

/** The applicant writes by themselves. */
export async function writeToTeam(c: Context, input: { key: string; body: string }) {
  const standing = await lockApplication(c, (await openLink(c, input.key, 'status')).application);
  await takeLimit(c, { bucket: 'message', whom: standing.id, of: 20, per: { hours: 24 } });
  const message = await insertMessage(c, standing, { sender: 'applicant', body: input.body, question: null });
  await record(c, messageWritten, { ...about(standing), data: { message, sender: 'applicant' } });
  return {};
}

async function insertMessage(
  c: Context,
  standing: Standing,
  message: { sender: 'team' | 'applicant'; body: string; question: string | null },
) {
  const id = newId();
  const author = message.sender === 'team' ? accountOf(c) : null;
  await db(c)
    .insertInto('programs.messages')
    .values({ id, application: standing.id, author, sent_at: c.now, ...message })
    .execute();
  return id;
}

async function mailApplicant(c: Context, standing: Standing, body: string, asks: boolean): Promise<void> {
  if (!standing.address) return;
  await queueMail(c, teamMessageMail, {
    to: { address: standing.address, name: standing.applicantName ?? '' },
    about: { kind: 'application', id: standing.id },
    program: standing.program.id,
    // A person wrote it: who is away may say so.
    submitted: 'by-person',
    language: standing.language,
    data: {
      name: standing.applicantName ?? '',
      number: standing.number,
      program: standing.program.name,
      project: standing.project,
      body,
      asks,
      statusUrl: await statusLink(c, standing.id, standing.language),
    },
  });
}

/** Only people ask and write for the team; the permission makes sure of it. */
function accountOf(c: Context): string {
  if (c.actor.kind !== 'account')
    throw refused('message.no-author', 'A message to an applicant needs a person who writes it.');
  return c.actor.id;
}

const about = (standing: Standing) => ({
  about: { kind: 'application', id: standing.id },
  program: standing.program.id,
  identity: standing.identity,
});
