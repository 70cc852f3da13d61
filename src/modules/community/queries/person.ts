import { sql } from 'kysely';
import { type Context, may } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { notFound } from '#kernel/errors.ts';
import { PEOPLE } from '../components.ts';
import type { communityContract } from '../contract.ts';
import { timelineOf } from '../timeline.ts';
import { visiblePerson } from '../visibility.ts';
import { account, instantJson, mergeRows, mergesOf } from './merges.ts';

export type PersonRecord = Output<(typeof communityContract)['person']>;
type Record = Pick<
  PersonRecord,
  'id' | 'name' | 'address' | 'identities' | 'attributes' | 'affiliations' | 'merges' | 'neverMerged'
>;

/** How an identity goes over the wire; the row is called `i`. */
export const identityJson = sql`jsonb_build_object('id', i.id, 'platform', i.platform, 'kind', i.kind, 'externalId', i.external_id,
  'written', i.written, 'name', i.name, 'firstSeenAt', ${instantJson(sql`i.first_seen_at`)}, 'erased', i.erased_at is not null)`;

/** Everything community knows about a person, in one query over the identities that make them up. */
async function readRecord(c: Context, person: string, members: string[]): Promise<Record> {
  const mine = sql`any(${members}::uuid[])`;
  const found = await sql<Record>`
    select pe.person as id, pe.name, pe.address,
      (select jsonb_agg(${identityJson} order by i.id) from community.identities i where i.id = ${mine}) as identities,
      coalesce((select jsonb_agg(jsonb_build_object('identity', a.identity, 'name', a.name, 'value', a.value,
          'since', ${instantJson(sql`a.since`)}, 'until', ${instantJson(sql`a.until`)}, 'source', a.source) order by a.since desc, a.id desc)
        from community.identity_attributes a where a.identity = ${mine}), '[]') as attributes,
      coalesce((select jsonb_agg(jsonb_build_object('organisation', jsonb_build_object('id', a.whole, 'name', a.name),
          'since', ${instantJson(sql`a.since`)}, 'until', ${instantJson(sql`a.until`)}, 'source', a.source) order by a.since desc nulls last, a.whole)
        from (select n.whole, n.name, a.source, a.until, min(a.since) as since
          from community.affiliations a join community.organisation_names n on n.organisation = a.organisation
          where a.identity = ${mine} group by n.whole, n.name, a.source, a.until) a), '[]') as affiliations,
      coalesce((select jsonb_agg(to_jsonb(x)) from (${mergeRows(PEOPLE, sql`m.one = ${mine} or m.other = ${mine}`)}) x), '[]') as merges,
      coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'with', jsonb_build_object('id', o.person, 'name', o.name),
          'reason', m.reason, 'madeBy', ${account('m.made_by')}, 'madeAt', ${instantJson(sql`m.made_at`)}) order by m.made_at desc)
        from community.never_merge m
        join community.people o on o.identity = case when m.one = ${mine} then m.other else m.one end
        where m.ended_at is null and (m.one = ${mine} or m.other = ${mine})), '[]') as "neverMerged"
    from community.people pe where pe.identity = ${person}`.execute(c.tx);
  const row = found.rows[0];
  if (!row) throw notFound();
  return row;
}

export async function person(c: Context, input: { id: string }): Promise<PersonRecord> {
  const { person, identities } = await visiblePerson(c, input.id);
  const panels = c.house.modules.flatMap((m) => m.personPanels ?? []);
  const [record, timeline, shown] = await Promise.all([
    readRecord(c, person, identities),
    timelineOf(c, identities, null, 50),
    Promise.all(panels.map(async (p) => ({ name: p.name, title: p.title, rows: await p.rows(c, identities) }))),
  ]);
  return {
    ...record,
    panels: shown.filter((panel) => panel.rows.length > 0),
    timeline,
    may: {
      merge: may(c.actor, 'people.merge', null),
      export: may(c.actor, 'people.export', null),
      erase: may(c.actor, 'people.erase', null),
      note: may(c.actor, 'work.write', null),
    },
  };
}

export async function mergeHistory(c: Context, input: { id: string }) {
  const { identities } = await visiblePerson(c, input.id);
  return { rows: await mergesOf(c, PEOPLE, identities) };
}
