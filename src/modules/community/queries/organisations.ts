import { sql } from 'kysely';
import { type Context, may } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, positionOf } from '#kernel/contract/paging.ts';
import { csvPartOf } from '#kernel/csv.ts';
import { notFound } from '#kernel/errors.ts';
import { membersOf, ORGANISATIONS } from '../components.ts';
import type { communityContract } from '../contract.ts';
import { patternOf } from '../identity.ts';
import { instantJson, mergeRows } from './merges.ts';

type Contract = typeof communityContract;
export type OrganisationRow = Output<Contract['listOrganisations']>['rows'][number];
export type OrganisationRecord = Output<Contract['organisation']>;

const isWhole = sql`not exists (select from community.whole_organisations w where w.organisation = o.id and w.whole <> o.id)`;

const fits = (text: string | undefined) =>
  text
    ? sql`o.id in (select coalesce(w.whole, m.id) from community.organisations m
        left join community.whole_organisations w on w.organisation = m.id where m.found_by like ${patternOf(text)})`
    : sql`true`;

export async function listOrganisations(
  c: Context,
  input: Input<Contract['listOrganisations']>,
): Promise<Output<Contract['listOrganisations']>> {
  const after = input.after ? positionOf(input.after)[1] : null;
  const [page, total] = await Promise.all([
    sql<Omit<OrganisationRow, 'madeAt'> & { made_at: Temporal.Instant }>`
      select o.id, o.name, n.domain, o.made_at, (
        select count(distinct pe.person)
        from (select o.id union all select w.organisation from community.whole_organisations w where w.whole = o.id and w.organisation <> o.id) part
        join community.affiliations a on a.organisation = part.id
        join community.people pe on pe.identity = a.identity
        where a.until is null or a.until > ${c.now}) as people
      from (select * from community.organisations o where ${isWhole} and ${fits(input.text)}
        and ${after === null ? sql`true` : sql`o.id < ${after}::uuid`} order by o.id desc limit ${input.limit + 1}) o
      join community.organisation_names n on n.organisation = o.id
      order by o.id desc`.execute(c.tx),
    after === null
      ? sql<{
          n: number;
        }>`select count(*) as n from community.organisations o where ${isWhole} and ${fits(input.text)}`.execute(c.tx)
      : null,
  ]);
  const rows = page.rows.map(({ made_at, ...row }) => ({ ...row, madeAt: made_at.toString() }));
  return { ...cut(rows, input.limit, (row) => [null, row.id]), ...(total ? { total: total.rows[0]?.n ?? 0 } : {}) };
}

const MOST_IN_PART = 10_000;
const HEAD = ['id', 'name', 'domain', 'people_now', 'first_seen_at'];

/** The same as CSV, in parts. Instants are UTC. */
export async function exportOrganisations(
  c: Context,
  input: Input<Contract['exportOrganisations']>,
): Promise<Output<Contract['exportOrganisations']>> {
  const { rows, next } = await listOrganisations(c, { ...input, limit: MOST_IN_PART });
  return csvPartOf(
    input.after,
    HEAD,
    rows.map((row) => [row.id, row.name, row.domain, row.people, row.madeAt]),
    next,
  );
}

export async function organisation(c: Context, input: { id: string }): Promise<OrganisationRecord> {
  const members = await membersOf(c, ORGANISATIONS, input.id);
  const found = await sql<Omit<OrganisationRecord, 'may'>>`
    select n.whole as id, n.name, n.domain,
      (select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'domain', o.domain, 'madeAt', ${instantJson(sql`o.made_at`)}) order by o.id)
        from community.organisations o where o.id = any(${members}::uuid[])) as parts,
      coalesce((select jsonb_agg(to_jsonb(x)) from (
        select pe.person as id, pe.name, ${instantJson(sql`min(a.since)`)} as since, ${instantJson(sql`a.until`)} as until, a.source
        from community.affiliations a join community.people pe on pe.identity = a.identity
        where a.organisation = any(${members}::uuid[]) group by pe.person, pe.name, a.source, a.until
        order by min(a.since) desc nulls last, pe.person limit 500) x), '[]') as people,
      coalesce((select jsonb_agg(to_jsonb(x)) from (
        ${mergeRows(ORGANISATIONS, sql`m.one = any(${members}::uuid[]) or m.other = any(${members}::uuid[])`)}) x), '[]') as merges
    from community.organisation_names n where n.organisation = ${input.id}`.execute(c.tx);
  const row = found.rows[0];
  if (!row) throw notFound('There is no such organisation.');
  return { ...row, may: { merge: may(c.actor, 'people.merge', null) } };
}
