import { accountOf, type Context } from '#kernel/context.ts';
import { invalid, refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { mayAnswer, mayAsk } from '../application.ts';
import { db } from '../database.ts';
import { applicantAsked, messageWritten, questionAnswered } from '../facts.ts';
import { openLink } from '../links.ts';
import { aboutApplication, lockApplication, restage, unless } from '../standing.ts';
import { noteAnswered } from './answers.ts';
import { type Filled, fillIn } from './fill-in.ts';
import { insertMessage, sayToApplicant } from './say-to-applicant.ts';

/** The team asks for something: the clock pauses until the answer, and the applicant is mailed. */
export async function askApplicant(c: Context, input: { id: string; words: string }) {
  const standing = await lockApplication(c, input.id);
  unless(mayAsk(standing.records));
  const question = newId();
  await db(c)
    .insertInto('programs.questions')
    .values({ id: question, application: standing.id, words: input.words, asked_by: writerOf(c), asked_at: c.now })
    .execute();
  await sayToApplicant(c, standing, { author: writerOf(c), body: input.words, question });
  await noteAnswered(c, standing.id);
  await record(c, applicantAsked, { ...aboutApplication(standing), data: { question } });
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
  const message = await sayToApplicant(c, standing, { author: writerOf(c), body: input.body, question: null });
  await noteAnswered(c, standing.id);
  await record(c, messageWritten, { ...aboutApplication(standing), data: { message, sender: 'team' } });
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
  await insertMessage(c, standing, { sender: 'applicant', author: null, body, question });
  await record(c, questionAnswered, { ...aboutApplication(standing), data: { question } });
  await restage(c, standing.id);
  return {};
}

/** The applicant writes by themselves. */
export async function writeToTeam(c: Context, input: { key: string; body: string }) {
  const standing = await lockApplication(c, (await openLink(c, input.key, 'status')).application);
  await takeLimit(c, { bucket: 'message', whom: standing.id, of: 20, per: { hours: 24 } });
  const message = await insertMessage(c, standing, {
    sender: 'applicant',
    author: null,
    body: input.body,
    question: null,
  });
  await record(c, messageWritten, { ...aboutApplication(standing), data: { message, sender: 'applicant' } });
  return {};
}

/** Only people ask and write for the team; the permission makes sure of it. */
function writerOf(c: Context): string {
  const account = accountOf(c);
  if (account === null) throw refused('message.no-author', 'A message to an applicant needs a person who writes it.');
  return account;
}
