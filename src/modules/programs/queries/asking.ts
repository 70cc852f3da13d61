import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { notFound } from '#kernel/errors.ts';
import { tokenHash } from '#kernel/secrets/token.ts';
import { identitiesOfPerson } from '#modules/community';
import type { programsContract } from '../contract.ts';
import { answerableUntil, mayAnswerAsking } from '../satisfaction.ts';

type Row = {
  program: string;
  about: string;
  occasion: 'decision' | 'yearly';
  question: string;
  language: string;
  translated: boolean;
  identity: string;
  asked_at: Temporal.Instant;
  answered_at: Temporal.Instant | null;
  score: number | null;
  declined: boolean;
  comment: string;
  erased: boolean;
};

/** What a mailed key asks, for the private page. Throws `not found`. */
export async function asking(c: Context, input: { key: string }): Promise<Output<(typeof programsContract)['asking']>> {
  const { rows } = await sql<Row>`
    select p.name program, coalesce(a.project, m.name) about, s.occasion, s.question, s.language, s.identity, s.asked_at, s.answered_at, s.score,
      s.declined, s.comment, s.erased_at is not null erased, s.translated
    from programs.askings s join programs.programs p on p.id = s.program
    left join programs.applications a on a.id = s.application left join programs.memberships m on m.id = s.membership
    where s.key_hash = ${tokenHash(input.key)}`.execute(c.tx);
  const row = rows[0];
  if (!row) throw notFound('This link is not valid. It may be incomplete, or a newer mail has another one.');
  const person = [...(await identitiesOfPerson(c, row.identity)), row.identity];
  const stops = await sql<{ stopped: boolean }>`
    select exists (select from programs.asking_stops where identity = any(${person}::uuid[]) and resumed_at is null) stopped`.execute(
    c.tx,
  );
  const times = { askedAt: row.asked_at, answeredAt: row.answered_at, erased: row.erased };
  return {
    ...{
      program: row.program,
      about: row.about,
      occasion: row.occasion,
      question: row.question,
      translated: row.translated,
      language: row.language,
    },
    ...{ askedAt: row.asked_at.toString(), answeredAt: row.answered_at?.toString() ?? null },
    ...{ score: row.score, declined: row.declined, comment: row.comment },
    until: mayAnswerAsking(times, c.now) === null ? answerableUntil(times).toString() : null,
    stopped: stops.rows[0]?.stopped ?? false,
  };
}
