import { type RawBuilder, sql } from 'kysely';
import { type Context, programsWith } from '../context.ts';
import type { Input, Output } from '../contract/handlers.ts';
import { cut, isAfter } from '../contract/paging.ts';
import { notFound } from '../errors.ts';
import { type AuditFilters, conditionsOf } from './condition.ts';
import type { auditContract } from './contract.ts';

type Contract = typeof auditContract;
export type Entry = Output<Contract['log']>['rows'][number];
type Row = {
  id: string;
  kind: string;
  happened_at: Temporal.Instant;
  actor_kind: string;
  actor_id: string | null;
  actor_name: string | null;
  about_kind: string;
  about_id: string;
  program: string | null;
  data: unknown;
  request: string | null;
  address_prefix: string | null;
  agent: string | null;
  via: string | null;
  key: string | null;
  key_name: string | null;
};

/** A page of the log, newest first. */
export async function log(c: Context, input: Input<Contract['log']>): Promise<Output<Contract['log']>> {
  const { after, limit, ...filters } = input;
  return entries(c, filters, after, limit);
}

/** So many entries that fit the filters, from the marker on. */
export async function entries(c: Context, filters: AuditFilters, after: string | undefined, limit: number) {
  const found = await rowsOf(c, await statementOf(c, filters, after, limit + 1));
  const { rows, next } = cut(found, limit, (row) => [row.happened_at.toString(), row.id]);
  return { rows: await shown(c, rows), next };
}

/**
 * The ids that fit. With a text: the newest of everything that it may mean, each by its own index, and of them the newest.
 * Exported for the test that looks at its plan.
 */
export async function statementOf(
  c: Context,
  filters: AuditFilters,
  after: string | undefined,
  most: number,
): Promise<RawBuilder<{ id: string }>> {
  const { all, any } = await conditionsOf(c, filters);
  const rest = after ? isAfter(sql`f.happened_at`, sql`f.id`, after, 'desc', 'timestamptz') : sql<boolean>`true`;
  const part = (condition: RawBuilder<boolean>) => sql`(select f.id, f.happened_at from ledger.facts f
    where ${all} and ${rest} and ${condition} order by f.happened_at desc, f.id desc limit ${most})`;
  const parts = (filters.text ? any : [sql<boolean>`true`]).map(part);
  return sql<{
    id: string;
  }>`select distinct on (happened_at, id) id, happened_at from (${sql.join(parts, sql` union all `)}) found
    order by happened_at desc, id desc limit ${most}`;
}

async function rowsOf(c: Context, ids: RawBuilder<{ id: string }>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with found as materialized (${ids})
    select f.*, n.name as actor_name, o.address_prefix, o.agent, o.via, o.key, k.name as key_name
    from found join ledger.facts f on f.id = found.id
    left join ledger.origins o on o.fact = f.id
    left join access.key_names k on k.id = o.key and k.kind = o.via
    left join access.account_names n on f.actor_kind = 'account' and n.id::text = f.actor_id
    order by f.happened_at desc, f.id desc`.execute(c.tx);
  return rows;
}

/** One fact whole. Throws `not-found` for one that the viewer's programs do not hold. */
export async function entry(c: Context, { id }: { id: string }): Promise<Output<Contract['entry']>> {
  const reach = programsWith(c.actor, 'audit.read');
  const within = reach === 'all' ? sql`true` : sql`program = any(${reach}::uuid[])`;
  const [row] = await rowsOf(c, sql<{ id: string }>`select id from ledger.facts where id = ${id} and ${within}`);
  if (!row) throw notFound('There is no such entry in the log, or it is not of your programs.');
  const changes = await sql<{ field: string; before: unknown; after: unknown }>`
    select field, before, after from ledger.details where fact = ${id} order by field`.execute(c.tx);
  const together = await sql<{ id: string; kind: string; happened_at: Temporal.Instant }>`
    select id, kind, happened_at from ledger.facts
    where request = ${row.request} and id <> ${id} and ${within} order by happened_at, id limit 50`.execute(c.tx);
  const [first] = await shown(c, [row]);
  return {
    ...(first as Entry),
    request: row.request,
    data: row.data,
    changes: changes.rows,
    together: together.rows.map((each) => ({
      id: each.id,
      at: each.happened_at.toString(),
      kind: each.kind,
      words: wordsOf(c, each.kind),
    })),
  };
}

/** Kinds that this version of the house knows. */
export const kinds = async (c: Context): Promise<Output<Contract['kinds']>> => ({
  kinds: c.house.modules
    .flatMap((m) => (m.facts ?? []).map(({ kind, words }) => ({ kind, words, area: m.name })))
    .toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
});

const wordsOf = (c: Context, kind: string): string =>
  c.house.facts.get(kind)?.words ?? 'did something of another version';

async function shown(c: Context, rows: Row[]): Promise<Entry[]> {
  const titles = await titlesOf(c, rows);
  return rows.map((row) => ({
    id: row.id,
    at: row.happened_at.toString(),
    kind: row.kind,
    words: wordsOf(c, row.kind),
    who: { kind: row.actor_kind, id: row.actor_id, name: nameOf(row) },
    about: {
      kind: row.about_kind,
      id: row.about_id,
      ...(titles.get(`${row.about_kind} ${row.about_id}`) ?? { title: null, href: null }),
    },
    program: row.program,
    from: row.address_prefix === null ? null : { address: row.address_prefix, agent: row.agent },
    with: row.via === null || row.key === null ? null : { kind: row.via, id: row.key, name: row.key_name },
  }));
}

const nameOf = ({ actor_kind, actor_id, actor_name }: Row): string => {
  if (actor_kind === 'account') return actor_name ?? 'An account';
  if (actor_kind === 'system') return `Guildhall (${actor_id})`;
  return actor_kind === 'applicant' ? 'The applicant' : 'Somebody not signed in';
};

/** What the records are called and where their pages are; asked of the rooms, a kind at a time. */
async function titlesOf(c: Context, rows: Row[]): Promise<Map<string, { title: string; href: string | null }>> {
  const found = new Map<string, { title: string; href: string | null }>();
  const idsOf = (kind: string) => [...new Set(rows.filter((r) => r.about_kind === kind).map((r) => r.about_id))];
  for (const { kind, of } of c.house.modules.flatMap((m) => m.recordTitles ?? [])) {
    const ids = idsOf(kind);
    if (ids.length === 0) continue;
    for (const { id, title, href } of await of(c, ids)) found.set(`${kind} ${id}`, { title, href });
  }
  const accounts = idsOf('account');
  if (accounts.length > 0) {
    const named = await sql<{ id: string; name: string }>`
      select id, name from access.account_names where id = any(${accounts}::uuid[])`.execute(c.tx);
    for (const { id, name } of named.rows) found.set(`account ${id}`, { title: name, href: `/settings/people/${id}` });
  }
  return found;
}
