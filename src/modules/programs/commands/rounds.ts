import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { invalid, notFound, refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { db } from '../database.ts';
import { programById } from '../program-of.ts';
import { roundChanged, roundMade, roundRemoved } from '../workbench-facts.ts';

type Round = { name: string; opensAt: string; closesAt: string; places: number | null; threshold: number | null };

/** One change of a program's rounds at a time, so that two windows never overlap. */
const lockRounds = (c: Context, program: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`programs.rounds ${program}`}, 0))`.execute(c.tx);

async function checkWindow(c: Context, program: string, round: Round, own: string | null): Promise<void> {
  if (Temporal.Instant.compare(Temporal.Instant.from(round.opensAt), Temporal.Instant.from(round.closesAt)) >= 0)
    throw invalid([{ field: 'closesAt', message: 'The round has to close after it opens.' }]);
  const { rows } = await sql<{ name: string }>`
    select name from programs.rounds where program = ${program} and removed_at is null and id is distinct from ${own}::uuid
      and opens_at < ${round.closesAt} and closes_at > ${round.opensAt} limit 1`.execute(c.tx);
  if (rows[0])
    throw refused(
      'round.overlaps',
      `The round “${rows[0].name}” takes applications in that time. Rounds of a program do not overlap.`,
    );
}

const rowOf = (round: Round) => ({
  name: round.name,
  opens_at: Temporal.Instant.from(round.opensAt),
  closes_at: Temporal.Instant.from(round.closesAt),
  places: round.places,
  threshold: round.threshold === null ? null : String(round.threshold),
});

/** Makes a round: what comes in within its window is ranked together. Throws `refused` where it overlaps another one. */
export async function makeRound(c: Context, input: Round & { program: string }) {
  await programById(c, input.program);
  await lockRounds(c, input.program);
  await checkWindow(c, input.program, input, null);
  const id = newId();
  await db(c)
    .insertInto('programs.rounds')
    .values({ id, program: input.program, ...rowOf(input), made_by: accountOf(c), made_at: c.now })
    .execute();
  await record(c, roundMade, {
    about: { kind: 'program', id: input.program },
    program: input.program,
    data: { round: id },
  });
  return { id };
}

async function programOf(c: Context, id: string): Promise<string> {
  const row = await db(c)
    .selectFrom('programs.rounds')
    .select('program')
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw notFound('There is no such round.');
  return row.program;
}

/** Gives a round another name, window or bounds. */
export async function changeRound(c: Context, { id, ...round }: Round & { id: string }) {
  const program = await programOf(c, id);
  await lockRounds(c, program);
  await checkWindow(c, program, round, id);
  await db(c).updateTable('programs.rounds').set(rowOf(round)).where('id', '=', id).execute();
  await record(c, roundChanged, { about: { kind: 'program', id: program }, program, data: { round: id } });
  return {};
}

/** Removes a round; its applications and their scores stay. */
export async function removeRound(c: Context, { id }: { id: string }) {
  const program = await programOf(c, id);
  await db(c).updateTable('programs.rounds').set({ removed_at: c.now }).where('id', '=', id).execute();
  await record(c, roundRemoved, { about: { kind: 'program', id: program }, program, data: { round: id } });
  return {};
}
