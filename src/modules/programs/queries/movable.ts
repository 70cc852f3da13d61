import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { notFound } from '#kernel/errors.ts';
import type { Movable, Version } from '../move.ts';
import { policyOf } from '../program-of.ts';
import { readStandings, type Standing } from '../standing.ts';

/** Stages in which nothing is decided and nothing has ended. */
export const UNDECIDED = sql`('confirming', 'proving', 'checking', 'review', 'needs-info')`;

/** A version of a program's policy to which applications can be moved. Throws `not found`. */
export async function versionOf(
  c: Context,
  program: string,
  version: number | null,
): Promise<Version & { id: string; newest: number }> {
  const { rows } = await sql<{ id: string; version: number; policy: unknown; newest: number }>`
    select q.id, q.version, q.policy, max(q.version) over () newest from programs.policies q where q.program = ${program}
    order by (q.version = ${version}::int) desc nulls last, q.version desc limit 1`.execute(c.tx);
  const found = rows[0];
  if (!found || (version !== null && found.version !== version)) throw notFound('The program has no such version.');
  return { id: found.id, version: found.version, newest: found.newest, policy: policyOf(found.id, found.policy) };
}

type More = {
  id: string;
  version: number;
  answers: Record<string, string | string[]>;
  country: string | null;
  kind: string;
  year: number;
  statements: { code: string; words: string }[];
  agreed: string | null;
  repositories: boolean;
  appeal: boolean;
  proposal: boolean;
  exception: boolean;
  asked: boolean;
  scored: boolean;
  round: string | null;
};

/** The applications as rules of moving want them, in two queries; in no order. */
export async function movables(
  c: Context,
  ids: readonly string[],
): Promise<{ standing: Standing; movable: Movable }[]> {
  const standings = await readStandings(c, ids);
  const { rows } = await sql<More>`
    select a.id, q.version, a.answers, a.country, a.kind, a.statements,
      1 + (select count(*) from programs.terms t where t.membership = a.renews)::int "year",
      (select k.text_version from programs.consents k where k.application = a.id and k.purpose = 'privacy-notice' and k.withdrawn_at is null
        order by k.given_at desc, k.id desc limit 1) agreed,
      a.namespace_key is not null repositories,
      exists (select from programs.appeals e where e.application = a.id and e.answered_at is null) appeal,
      exists (select from programs.proposals p where p.application = a.id and p.answered_at is null and p.ended_at is null) proposal,
      exists (select from programs.exceptions x where x.application = a.id and num_nonnulls(x.granted_at, x.denied_at, x.ended_at) = 0) exception,
      exists (select from programs.questions q where q.application = a.id and q.asks is not null and q.answered_at is null and q.withdrawn_at is null) asked,
      exists (select from programs.scores s where s.application = a.id and s.superseded_at is null) scored,
      (select r.name from programs.rounds r where r.program = a.program and r.removed_at is null
        and a.submitted_at >= r.opens_at and a.submitted_at < r.closes_at limit 1) round
    from programs.applications a join programs.policies q on q.id = a.policy where a.id = any(${[...ids]}::uuid[])`.execute(
    c.tx,
  );
  const more = new Map(rows.map((row) => [row.id, row]));
  return standings.flatMap((standing) => {
    const row = more.get(standing.id);
    return row ? [{ standing, movable: movableOf(standing, row) }] : [];
  });
}

function movableOf({ records, erased, policy, hosting }: Standing, row: More): Movable {
  const { country, kind, year } = row;
  return {
    ...{ records, erased, policy, hosting, version: row.version, answers: row.answers, statements: row.statements },
    known: {
      ...(country === null ? {} : { country }),
      ...(hosting === null ? {} : { hosting }),
      ...{ kind, year: String(year) },
    },
    agreed: row.agreed,
    namesRepositories: row.repositories,
    appealOpen: row.appeal,
    proposalOpen: row.proposal,
    exceptionOpen: row.exception,
    askedByMove: row.asked,
    scored: row.scored,
    round: row.round,
  };
}
