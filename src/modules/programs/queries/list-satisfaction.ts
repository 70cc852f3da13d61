import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, isAfter } from '#kernel/contract/paging.ts';
import { csvPartOf } from '#kernel/csv.ts';
import { searchable } from '#modules/community';
import type { programsContract } from '../contract.ts';
import { numberOf } from '../standing.ts';
import { countUpTo } from './application-rows.ts';

type Contract = typeof programsContract;
type Listed = Output<Contract['listSatisfaction']>['rows'][number];
type Filters = Omit<Input<Contract['listSatisfaction']>, 'after' | 'limit'>;
type Row = Pick<
  Listed,
  'id' | 'occasion' | 'project' | 'who' | 'language' | 'verdict' | 'score' | 'declined' | 'comment' | 'erased'
> & {
  prefix: string;
  number: number | null;
  application: string | null;
  membership: string | null;
  asked_at: Temporal.Instant;
  answered_at: Temporal.Instant | null;
};

const ANSWERS = {
  scored: sql<boolean>`s.score is not null`,
  declined: sql<boolean>`s.declined`,
  silent: sql<boolean>`s.answered_at is null`,
};

function conditionOf(filters: Filters): RawBuilder<boolean> {
  const conditions = [sql<boolean>`s.program = ${filters.program}`];
  if (filters.asking) conditions.push(sql`s.id = ${filters.asking}`);
  if (filters.answer) conditions.push(ANSWERS[filters.answer]);
  if (filters.score) conditions.push(sql`s.score = ${filters.score}`);
  if (filters.occasion) conditions.push(sql`s.occasion = ${filters.occasion}`);
  if (filters.comment) conditions.push(sql`s.comment <> ''`);
  if (filters.from) conditions.push(sql`s.asked_at >= ${filters.from}::timestamptz`);
  if (filters.to) conditions.push(sql`s.asked_at < ${filters.to}::timestamptz`);
  if (filters.text) {
    const pattern = `%${searchable(filters.text).replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(sql`(lower(s.comment) like ${pattern}
      or exists (select from programs.applications a where a.id = s.application and a.found_by like ${pattern})
      or exists (select from programs.memberships m where m.id = s.membership and m.found_by like ${pattern}))`);
  }
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

/** Everybody who was asked, whether they answered or not, the latest asking first. */
export async function listSatisfaction(
  c: Context,
  input: Input<Contract['listSatisfaction']>,
): Promise<Output<Contract['listSatisfaction']>> {
  const condition = conditionOf(input);
  const after = input.after
    ? isAfter(sql`s.asked_at`, sql`s.id`, input.after, 'desc', 'timestamptz')
    : sql<boolean>`true`;
  const [found, total] = await Promise.all([
    sql<Row>`
      select s.id, s.occasion, s.application, s.membership, p.prefix, a.number, coalesce(a.project, m.name) project,
        case when s.erased_at is null then case when s.membership is null then a.applicant_name else m.owner_name end end who,
        s.language, d.verdict, s.asked_at, s.answered_at, s.score, s.declined, s.comment, s.erased_at is not null erased
      from (select * from programs.askings s where ${condition} and ${after} order by s.asked_at desc, s.id desc limit ${input.limit + 1}) s
      join programs.programs p on p.id = s.program
      left join programs.applications a on a.id = s.application
      left join programs.memberships m on m.id = s.membership
      left join programs.decisions d on d.id = s.decision
      order by s.asked_at desc, s.id desc`.execute(c.tx),
    input.after ? undefined : countUpTo(c, sql`select from programs.askings s where ${condition}`),
  ]);
  const { rows, next } = cut(found.rows, input.limit, (row) => [row.asked_at.toString(), row.id]);
  return { rows: rows.map(listed), next, ...(total === undefined ? {} : { total }) };
}

const listed = ({ prefix, number, application, membership, asked_at, answered_at, ...row }: Row): Listed => ({
  ...row,
  about: number === null ? 'Member' : numberOf(prefix, number),
  href: application ? `/programs/applications/${application}` : `/programs/members/${membership}`,
  askedAt: asked_at.toString(),
  answeredAt: answered_at?.toString() ?? null,
});

const MOST_IN_PART = 50_000;
const HEAD = [
  'about',
  'project',
  'who',
  'occasion',
  'decision',
  'language',
  'asked_at',
  'answered_at',
  'answer',
  'score',
  'comment',
];

/** The same as CSV, in parts. Instants are UTC; without an answer, answer and score are empty. */
export async function exportSatisfaction(
  c: Context,
  input: Input<Contract['exportSatisfaction']>,
): Promise<Output<Contract['exportSatisfaction']>> {
  const { rows, next } = await listSatisfaction(c, { ...input, limit: MOST_IN_PART });
  const lines = rows.map((r) => [
    ...[r.about, r.project, r.who, r.occasion, r.verdict, r.language, r.askedAt, r.answeredAt],
    ...[r.score !== null ? 'scored' : r.declined ? 'declined' : null, r.score, r.comment],
  ]);
  return csvPartOf(input.after, HEAD, lines, next);
}
