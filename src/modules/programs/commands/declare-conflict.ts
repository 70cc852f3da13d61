import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { personOf } from '../acting.ts';
import { db } from '../database.ts';
import { lockApplication, type Standing } from '../standing.ts';
import { conflictDeclared, conflictEnded } from '../workbench-facts.ts';

export type ConflictAbout = 'application' | 'organisation' | 'person';

/** What a conflict is declared about, from an application. Throws `refused` where it has no organisation. */
function subjectOf(standing: Standing, about: ConflictAbout): string {
  if (about === 'application') return standing.id;
  if (about === 'person') return standing.identity;
  if (standing.organisation === null)
    throw refused(
      'conflict.no-organisation',
      'No organisation is known of this application. Declare it for the application.',
    );
  return standing.organisation;
}

const facts = (standing: Standing) => ({
  about: { kind: 'application', id: standing.id },
  program: standing.program.id,
  identity: standing.identity,
});

/** A reviewer says that they must not judge an application, or whatever comes from its organisation or person. Said again it stays as it is. */
export async function declareConflict(c: Context, input: { id: string; about: ConflictAbout; words: string }) {
  const standing = await lockApplication(c, input.id);
  const account = personOf(c);
  const id = newId();
  const subject = subjectOf(standing, input.about);
  const made = await sql`insert into programs.conflicts (id, account, about, subject, words, declared_at)
    values (${id}, ${account}, ${input.about}, ${subject}, ${input.words}, ${c.now})
    on conflict (subject, account) where ended_at is null do nothing returning id`.execute(c.tx);
  if (made.rows.length === 0) return {};
  await record(c, conflictDeclared, { ...facts(standing), data: { conflict: id, about: input.about } });
  return {};
}

/** Takes one's own declarations that touch an application back. Throws `refused` where there is none. */
export async function endConflict(c: Context, input: { id: string }) {
  const standing = await lockApplication(c, input.id);
  const account = personOf(c);
  const ended = await db(c)
    .updateTable('programs.conflicts')
    .set({ ended_at: c.now })
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .where('subject', 'in', [standing.id, standing.identity, ...(standing.organisation ? [standing.organisation] : [])])
    .returning('id')
    .execute();
  if (ended.length === 0) throw refused('conflict.none', 'You have declared no conflict of interest here.');
  for (const { id } of ended) await record(c, conflictEnded, { ...facts(standing), data: { conflict: id } });
  return {};
}
