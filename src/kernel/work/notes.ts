import { sql } from 'kysely';
import { accountOf, type Context, may } from '../context.ts';
import type { Input, Output } from '../contract/handlers.ts';
import { cut, isAfter } from '../contract/paging.ts';
import { forbidden, invalid, notFound } from '../errors.ts';
import { newId } from '../ids.ts';
import { record } from '../ledger/record.ts';
import { type About, checkProgram, programOf } from './about.ts';
import type { workContract } from './contract.ts';
import { noteAdded, noteRemoved } from './facts.ts';
import { accountNames } from './names.ts';
import { holders } from './notifications/people.ts';

type Contract = typeof workContract;

/** Writes a note and answers its id. For other rooms too: what they hold about a record belongs into its history. */
export async function addNote(c: Context, input: Input<Contract['addNote']>): Promise<{ id: string }> {
  const program = await programOf(c, input.about, 'work.write');
  const mentions = [...new Set(input.mentions ?? [])];
  const readers = mentions.length === 0 ? [] : await holders(c, 'work.read', program, mentions);
  if (readers.length < mentions.length)
    throw invalid([{ field: 'mentions', message: 'Mention only colleagues who may read this record.' }]);
  const id = newId();
  await sql`
    insert into work.notes (id, about_kind, about_id, program, body, author, written_at)
    values (${id}, ${input.about.kind}, ${input.about.id}, ${program}, ${input.body}, ${accountOf(c)}, ${c.now})`.execute(
    c.tx,
  );
  await record(c, noteAdded, { about: input.about, program, data: { note: id, mentions } });
  return { id };
}

export async function removeNote(c: Context, input: Input<Contract['removeNote']>): Promise<Record<string, never>> {
  const found = await sql<{ kind: string; about: string; program: string | null; author: string | null }>`
    select about_kind as kind, about_id as about, program, author from work.notes
    where id = ${input.id} and removed_at is null for update`.execute(c.tx);
  const row = found.rows[0];
  if (!row) throw notFound('This note is not there any more.');
  checkProgram(c, row.program, 'work.write');
  if (!mayRemove(c, row)) throw forbidden('Only its author removes a note, or who may remove any.');
  await sql`update work.notes set removed_at = ${c.now}, removed_by = ${accountOf(c)} where id = ${input.id}`.execute(
    c.tx,
  );
  await record(c, noteRemoved, {
    about: { kind: row.kind, id: row.about },
    program: row.program,
    data: { note: input.id },
  });
  return {};
}

const mayRemove = (c: Context, note: { author: string | null; program: string | null }): boolean =>
  c.actor.kind === 'system' ||
  (note.author !== null && note.author === accountOf(c)) ||
  may(c.actor, 'work.remove-any-note', note.program);

type NoteRow = {
  id: string;
  body: string;
  author: string | null;
  program: string | null;
  written_at: Temporal.Instant;
  about: string;
};

const shown = (c: Context, who: Awaited<ReturnType<typeof accountNames>>) => (row: NoteRow) => ({
  id: row.id,
  body: row.body,
  author: who(row.author),
  writtenAt: row.written_at.toString(),
  mayRemove: mayRemove(c, row) && may(c.actor, 'work.write', row.program),
});

export async function listNotes(
  c: Context,
  input: Input<Contract['listNotes']>,
): Promise<Output<Contract['listNotes']>> {
  await programOf(c, input, 'work.read');
  const after = input.after ? isAfter(sql`written_at`, sql`id`, input.after, 'desc', 'timestamptz') : sql`true`;
  const found = await sql<NoteRow>`
    select id, body, author, program, written_at, about_id as about from work.notes
    where about_kind = ${input.kind} and about_id = ${input.id} and removed_at is null and ${after}
    order by written_at desc, id desc limit ${input.limit + 1}`.execute(c.tx);
  const { rows, next } = cut(found.rows, input.limit, (row) => [row.written_at.toString(), row.id]);
  const who = await accountNames(
    c,
    rows.map((row) => row.author),
  );
  return { rows: rows.map(shown(c, who)), next };
}

/**
 * The newest notes about several records of one kind, such as all identities of a person, for a room that has checked that
 * its viewer may read those records. Empty for a viewer without `work.read` for everything.
 */
export async function notesAbout(c: Context, kind: string, ids: readonly string[], limit: number) {
  if (!may(c.actor, 'work.read', null)) return [];
  const found = await sql<NoteRow>`
    select id, body, author, program, written_at, about_id as about from work.notes
    where about_kind = ${kind} and about_id = any(${[...ids]}::uuid[]) and removed_at is null
    order by written_at desc, id desc limit ${limit}`.execute(c.tx);
  const who = await accountNames(
    c,
    found.rows.map((row) => row.author),
  );
  return found.rows.map((row) => ({ ...shown(c, who)(row), about: row.about }));
}

/** Deletes all notes about these records for good, with what was removed before: for erasure alone. Answers how many. */
export async function eraseNotesAbout(c: Context, about: readonly About[]): Promise<number> {
  if (about.length === 0) return 0;
  const gone = await sql`
    delete from work.notes n using unnest(${about.map((a) => a.kind)}::text[], ${about.map((a) => a.id)}::uuid[]) a (kind, id)
    where n.about_kind = a.kind and n.about_id = a.id`.execute(c.tx);
  return Number(gone.numAffectedRows ?? 0);
}
