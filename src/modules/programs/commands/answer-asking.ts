import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { notFound } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { tokenHash } from '#kernel/secrets/token.ts';
import { identitiesOfPerson } from '#modules/community';
import { mayAnswerAsking } from '../satisfaction.ts';
import { satisfactionAnswered, satisfactionResumed, satisfactionStopped } from '../satisfaction-facts.ts';
import { unless } from '../standing.ts';

type Row = {
  id: string;
  program: string;
  application: string | null;
  membership: string | null;
  identity: string;
  asked_at: Temporal.Instant;
  answered_at: Temporal.Instant | null;
  erased: boolean;
  score: number | null;
  comment: string;
};

/** Locks the asking that a mailed key opens. Throws `not found`. */
async function opened(c: Context, key: string): Promise<Row> {
  const { rows } = await sql<Row>`
    select id, program, application, membership, identity, asked_at, answered_at, erased_at is not null erased, score, comment
    from programs.askings where key_hash = ${tokenHash(key)} for update`.execute(c.tx);
  if (!rows[0]) throw notFound('This link is not valid. It may be incomplete, or a newer mail has another one.');
  return rows[0];
}

const aboutOf = ({ application, membership, program, identity }: Row) => ({
  about: { kind: application ? 'application' : 'membership', id: (application ?? membership) as string },
  program,
  identity,
});

/** Keeps what somebody answered; again within its days, the new answer takes the place of the old one. */
export async function answerAsking(c: Context, input: { key: string; score: number | null; comment: string }) {
  const asking = await opened(c, input.key);
  unless(mayAnswerAsking({ askedAt: asking.asked_at, answeredAt: asking.answered_at, erased: asking.erased }, c.now));
  const changed = asking.answered_at !== null;
  if (changed && asking.score === input.score && asking.comment === input.comment) return {};
  await takeLimit(c, { bucket: 'satisfaction', whom: asking.id, of: 20, per: { hours: 24 } });
  await sql`update programs.askings set score = ${input.score}::int, declined = ${input.score === null}, comment = ${input.comment},
    answered_at = coalesce(answered_at, ${c.now}), changed_at = ${changed ? c.now : null}::timestamptz where id = ${asking.id}`.execute(
    c.tx,
  );
  await record(c, satisfactionAnswered, { ...aboutOf(asking), data: { asking: asking.id, changed } });
  return {};
}

/** Whoever was asked wants to be asked no more, by any program; or may be asked again. A repeat changes nothing. */
export async function stopAskings(c: Context, input: { key: string; stop: boolean }) {
  const asking = await opened(c, input.key);
  const about = { ...aboutOf(asking), data: { asking: asking.id } };
  if (input.stop) {
    const { rows } =
      await sql`insert into programs.asking_stops (identity, stopped_at) values (${asking.identity}, ${c.now})
      on conflict do nothing returning 1`.execute(c.tx);
    if (rows.length > 0) await record(c, satisfactionStopped, about);
    return {};
  }
  const person = [...(await identitiesOfPerson(c, asking.identity)), asking.identity];
  const { rows } = await sql`update programs.asking_stops set resumed_at = ${c.now}
    where identity = any(${person}::uuid[]) and resumed_at is null returning 1`.execute(c.tx);
  if (rows.length > 0) await record(c, satisfactionResumed, about);
  return {};
}
