import { sql } from 'kysely';
import { accountOf, type Context, may } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { notFound } from '#kernel/errors.ts';
import type { Stage } from '../application.ts';
import { conflictsWith } from '../conflicts.ts';
import type { programsContract } from '../contract.ts';
import { policiesOf, programById } from '../program-of.ts';
import { isBlind, type Points, ranking, totalOf } from '../scoring.ts';
import { numberOf } from '../standing.ts';

type Contract = typeof programsContract;
type RoundRow = {
  id: string;
  program: string;
  name: string;
  opens_at: Temporal.Instant;
  closes_at: Temporal.Instant;
  places: number | null;
  threshold: number | null;
};

const shown = (row: RoundRow) => ({
  ...{ id: row.id, name: row.name, places: row.places, threshold: row.threshold },
  ...{ opensAt: row.opens_at.toString(), closesAt: row.closes_at.toString() },
});
const ROUND = sql`r.id, r.program, r.name, r.opens_at, r.closes_at, r.places, r.threshold::double precision threshold`;

/** The rounds of a program, the latest first, with how many applications came in within each. */
export async function listRounds(c: Context, input: { program: string }): Promise<Output<Contract['listRounds']>> {
  const [{ policy }, found] = await Promise.all([
    programById(c, input.program),
    sql<RoundRow & { applications: number; scored: number }>`
      select ${ROUND}, (select count(*) from programs.applications a
          where a.program = r.program and a.submitted_at >= r.opens_at and a.submitted_at < r.closes_at and a.mail_confirmed_at is not null)::int applications,
        (select count(*) from programs.applications a where a.program = r.program and a.submitted_at >= r.opens_at and a.submitted_at < r.closes_at
          and exists (select from programs.scores s where s.application = a.id and s.account = ${accountOf(c)}::uuid and s.superseded_at is null))::int scored
      from programs.rounds r where r.program = ${input.program} and r.removed_at is null
      order by r.opens_at desc, r.id desc limit 200`.execute(c.tx),
  ]);
  return {
    scores: policy.review.scoring !== null,
    rounds: found.rows.map((row) => ({ ...shown(row), applications: row.applications, mine: row.scored })),
  };
}

/** More than anybody ranks by hand; the latest are left out, and it is said. */
const MOST_RANKED = 5000;

type Entry = {
  id: string;
  prefix: string;
  number: number;
  project: string;
  stage: Stage;
  identity: string;
  organisation: string | null;
  policy: string;
  verdict: 'approved' | 'refused' | null;
  sheets: { account: string; points: Points }[] | null;
};

/**
 * The ranking of a round. Scores that the viewer must not see yet (blind, or a conflict of interest) are left out of what they see: such an
 * application has no rank for them.
 */
export async function roundRanking(c: Context, input: { id: string }): Promise<Output<Contract['roundRanking']>> {
  const rounds =
    await sql<RoundRow>`select ${ROUND} from programs.rounds r where r.id = ${input.id} and r.removed_at is null`.execute(
      c.tx,
    );
  const round = rounds.rows[0];
  if (!round) throw notFound('There is no such round.');
  const [program, found] = await Promise.all([
    programById(c, round.program),
    sql<Entry>`
      select a.id, p.prefix, a.number, a.project, a.stage, a.identity, a.organisation, a.policy,
        (select d.verdict from programs.decisions d where d.application = a.id and d.undone_at is null and d.reopened_at is null) verdict,
        (select json_agg(json_build_object('account', s.account, 'points', s.points) order by s.given_at)
         from programs.scores s where s.application = a.id and s.superseded_at is null) sheets
      from programs.applications a join programs.programs p on p.id = a.program
      where a.program = ${round.program} and a.submitted_at >= ${round.opens_at} and a.submitted_at < ${round.closes_at}
        and a.mail_confirmed_at is not null and a.stage <> 'withdrawn'
      order by a.submitted_at, a.id limit ${MOST_RANKED + 1}`.execute(c.tx),
  ]);
  const entries = found.rows.slice(0, MOST_RANKED);
  const me = accountOf(c);
  const runs = may(c.actor, 'programs.manage', round.program);
  const policies = await policiesOf(
    c,
    entries.map(({ policy }) => policy),
  );
  const conflicts = await conflictsOfViewer(c, entries);
  const scoring = program.policy.review.scoring;
  const sheetsOf = new Map(entries.map((entry) => [entry.id, entry.sheets ?? []]));
  const hidden = new Set(
    entries
      .filter(({ id, policy, verdict }) => {
        const scored = (sheetsOf.get(id) ?? []).some(({ account }) => account === me);
        return conflicts(id) || isBlind(policies(policy), { decided: verdict !== null, scored, runs });
      })
      .map(({ id }) => id),
  );
  const scored = entries.map(({ id, policy }) => {
    const criteria = policies(policy).review.scoring?.criteria ?? [];
    const sheets = hidden.has(id) ? [] : (sheetsOf.get(id) ?? []);
    return { id, totals: sheets.flatMap(({ points }) => totalOf(points, criteria) ?? []) };
  });
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const ranked = scoring ? ranking(scored, scoring, { places: round.places, threshold: round.threshold }) : [];
  return {
    round: shown(round),
    program: { id: program.id, slug: program.slug, name: program.name },
    combine: scoring?.combine ?? 'mean',
    leastReviewers: scoring?.leastReviewers ?? 1,
    more: found.rows.length > MOST_RANKED,
    rows: ranked.map((each) => {
      const { prefix, number, project, stage, verdict, sheets } = byId.get(each.id) as Entry;
      return {
        ...{ ...each, number: numberOf(prefix, number), project, stage, verdict },
        ...{ mine: (sheets ?? []).some(({ account }) => account === me), hidden: hidden.has(each.id) },
      };
    }),
  };
}

/** With which of them the viewer has a conflict of interest. */
async function conflictsOfViewer(c: Context, entries: readonly Entry[]): Promise<(id: string) => boolean> {
  if (c.actor.kind !== 'account') return () => false;
  const { rows } = await sql<{ account: string; mail: string }>`
    select distinct account, mail from access.staff where account = ${c.actor.id}`.execute(c.tx);
  const of = await conflictsWith(c, entries, rows);
  return (id) => of(id).length > 0;
}
