import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { invalid } from '#kernel/errors.ts';
import { readFigure } from '#kernel/figures/index.ts';
import { STAGES, type Stage } from '../application.ts';
import type { programsContract } from '../contract.ts';
import { numberOf } from '../standing.ts';
import { whoOf } from './application-history.ts';

type Home = Output<(typeof programsContract)['programHome']>;
type Period = { from: Temporal.Instant; to: Temporal.Instant; zone: string };

const WEEKS = 12;
const MOST_HAPPENED = 20;

/** Asked for, or the twelve weeks (Monday to Monday in the organisation's zone) with the present one. */
export function periodOf(
  now: Temporal.Instant,
  zone: string,
  input: { from?: string | undefined; to?: string | undefined },
): Period {
  const to = input.to === undefined ? now : Temporal.Instant.from(input.to);
  const day = to.toZonedDateTimeISO(zone).startOfDay();
  const from =
    input.from === undefined
      ? day.subtract({ days: day.dayOfWeek - 1, weeks: WEEKS - 1 }).toInstant()
      : Temporal.Instant.from(input.from);
  if (Temporal.Instant.compare(from, to) >= 0)
    throw invalid([{ field: 'to', message: 'The period has to end after it begins.' }]);
  return { from, to, zone };
}

/** A figure of a program (null: of all that the viewer may see), with what it was in as much time before. */
export async function figureOf(
  c: Context,
  id: string,
  program: string | null,
  { from, to }: Period,
): Promise<Home['figures'][number]> {
  const end = Temporal.Instant.compare(c.now, to) < 0 && Temporal.Instant.compare(from, c.now) < 0 ? c.now : to;
  const length = end.since(from);
  const [now, before] = await Promise.all([
    readFigure(c, id, { program, from: from.toString(), to: to.toString() }),
    readFigure(c, id, { program, from: from.subtract(length).toString(), to: from.toString() }),
  ]);
  const { name, words, unit, better, target } = now.figure;
  return {
    id,
    name,
    words,
    unit,
    better,
    target,
    value: now.value,
    of: now.of,
    before: before.value,
    parts: now.parts,
  };
}

/** How many applications are in each stage now. */
export async function stagesOf(c: Context, programs: readonly string[]): Promise<Home['stages']> {
  const found = await sql<{ stage: Stage; count: number; late: number }>`
    select stage, count(*) "count", count(*) filter (where due_at < ${c.now}) late
    from programs.applications where program = any(${programs}::uuid[]) group by stage`.execute(c.tx);
  const of = new Map(found.rows.map((row) => [row.stage, row]));
  return STAGES.map((stage) => of.get(stage) ?? { stage, count: 0, late: 0 });
}

/** Week by week, Mondays in the organisation's zone; weeks in which nothing happened are 0. */
export async function weeksOf(
  c: Context,
  programs: readonly string[],
  { from, to, zone }: Period,
): Promise<Home['weeks']> {
  const found = await sql<Home['weeks'][number]>`
    with submitted as (
      select date_trunc('week', submitted_at at time zone ${zone}) week, count(*) n from programs.applications
      where program = any(${programs}::uuid[]) and submitted_at >= ${from} and submitted_at < ${to} group by 1
    ), decided as (
      select date_trunc('week', decided_at at time zone ${zone}) week, count(*) filter (where verdict = 'approved') approved,
        count(*) filter (where verdict = 'refused') refused
      from programs.decisions where program = any(${programs}::uuid[]) and decided_at >= ${from} and decided_at < ${to} and undone_at is null group by 1
    )
    select to_char(week, 'YYYY-MM-DD') week, coalesce(s.n, 0)::int submitted, coalesce(d.approved, 0)::int approved, coalesce(d.refused, 0)::int refused
    from generate_series(date_trunc('week', ${from}::timestamptz at time zone ${zone}),
      date_trunc('week', (${to}::timestamptz - interval '1 microsecond') at time zone ${zone}), interval '1 week') week
    left join submitted s using (week) left join decided d using (week) order by 1`.execute(c.tx);
  return found.rows;
}

type Happened = {
  id: string;
  kind: string;
  at: Temporal.Instant;
  actor_kind: string;
  who: string | null;
  about_kind: string;
  about_id: string;
  prefix: string | null;
  number: number | null;
};

/** What checks do by themselves, and who was assigned (a claim says that too): it stands on the application's own timeline. */
const QUIET = ['application.checks-asked', 'application.check-finished', 'record.assigned', 'record.unassigned'];

/** What happened last in the programs, newest first. */
export async function happenedIn(c: Context, programs: readonly string[]): Promise<Home['happened']> {
  const found = await sql<Happened>`
    select f.id, f.kind, f.happened_at as at, f.actor_kind, f.about_kind, f.about_id, p.prefix, a.number,
      case when f.actor_kind = 'account' then coalesce((select n.name from access.account_names n where n.id = f.actor_id::uuid), 'A former colleague')
        when f.actor_kind in ('applicant', 'stranger') then a.applicant_name end who
    from (select newest.* from unnest(${programs}::uuid[]) of(program) cross join lateral (
        select * from ledger.facts g where g.program = of.program and g.kind <> all(${QUIET}::text[]) order by g.id desc limit ${MOST_HAPPENED}) newest
      order by newest.id desc limit ${MOST_HAPPENED}) f
    left join programs.applications a on f.about_kind = 'application' and a.id = f.about_id
    left join programs.programs p on p.id = a.program order by f.id desc`.execute(c.tx);
  return found.rows.map((f) => {
    const words = c.house.facts.get(f.kind)?.words ?? f.kind;
    return {
      id: f.id,
      at: f.at.toString(),
      who: f.who ?? whoOf(f.actor_kind),
      words: f.prefix !== null && f.number !== null ? `${words} (${numberOf(f.prefix, f.number)})` : words,
      href: f.about_kind === 'application' ? `/programs/applications/${f.about_id}` : null,
    };
  });
}
