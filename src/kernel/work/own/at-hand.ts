import { sql } from 'kysely';
import { type Context, may, programsWith } from '../../context.ts';
import type { Input, Output } from '../../contract/handlers.ts';
import { notFound, refused } from '../../errors.ts';
import { newId } from '../../ids.ts';
import { searchablesOf } from '../../search/keep.ts';
import { ownAccount } from './account.ts';
import type { ownContract } from './contract.ts';

type Contract = typeof ownContract;

const MOST_BOOKMARKS = 200;
const RECENT = 8;
/** Whoever comes back within half an hour has not been away: what was new to them still is. */
const AWAY = { minutes: 30 };
/** So many facts are counted at most; the eye takes no more in. */
const MOST_NEW = 5000;

export async function addBookmark(c: Context, input: Input<Contract['addBookmark']>): Promise<{ id: string }> {
  const me = ownAccount(c);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`work.bookmarks ${me}`}, 0))`.execute(c.tx);
  const count = await sql<{ n: number }>`select count(*) n from work.bookmarks where account = ${me}`.execute(c.tx);
  if ((count.rows[0]?.n ?? 0) >= MOST_BOOKMARKS)
    throw refused('bookmark.too-many', `You have ${MOST_BOOKMARKS} bookmarks. Let go of one first.`);
  const made = await sql<{ id: string }>`
    insert into work.bookmarks (id, account, address, title, made_at) values (${newId()}, ${me}, ${input.address}, ${input.title}, ${c.now})
    on conflict (account, address) do update set title = excluded.title returning id`.execute(c.tx);
  return made.rows[0] as { id: string };
}

export async function removeBookmark(c: Context, input: { id: string }): Promise<Record<string, never>> {
  const gone = await sql`delete from work.bookmarks where id = ${input.id} and account = ${ownAccount(c)}`.execute(
    c.tx,
  );
  if (Number(gone.numAffectedRows ?? 0) === 0) throw notFound('This bookmark is not there any more.');
  return {};
}

export async function atHand(c: Context): Promise<Output<Contract['atHand']>> {
  const me = ownAccount(c);
  const kept = await sql<{ id: string; address: string; title: string }>`
    select id, address, title from work.bookmarks where account = ${me} order by id desc`.execute(c.tx);
  const visits = await sql<{ kind: string; id: string }>`
    select kind, id from work.visits where account = ${me} order by seen_at desc, id limit ${3 * RECENT}`.execute(c.tx);
  // The room says what they are called now, and leaves out those that the viewer may not see any more.
  const hits = await Promise.all(
    searchablesOf(c)
      .filter(({ permission }) => may(c.actor, permission))
      .map(async ({ kind, hits: of }) => {
        const ids = visits.rows.filter((visit) => visit.kind === kind).map(({ id }) => id);
        return ids.length === 0 ? [] : (await of(c, ids)).map((hit) => ({ ...hit, kind }));
      }),
  );
  const byKey = new Map(hits.flat().map((hit) => [`${hit.kind} ${hit.id}`, hit]));
  return {
    bookmarks: kept.rows,
    recent: visits.rows.flatMap(({ kind, id }) => byKey.get(`${kind} ${id}`) ?? []).slice(0, RECENT),
  };
}

export async function noteVisit(
  c: Context,
  input: Input<Contract['noteVisit']>,
): Promise<Output<Contract['noteVisit']>> {
  const away = c.now.subtract(AWAY);
  const noted = await sql<{ before_at: Temporal.Instant | null }>`
    insert into work.visits (account, kind, id, seen_at) values (${ownAccount(c)}, ${input.kind}, ${input.id}, ${c.now})
    on conflict (account, kind, id) do update set seen_at = greatest(visits.seen_at, excluded.seen_at),
      before_at = case when visits.seen_at < ${away} then visits.seen_at else visits.before_at end
    returning before_at`.execute(c.tx);
  return { newSince: noted.rows[0]?.before_at?.toString() ?? null };
}

/** What others did since the viewer was last at home (visited under the kind `home` and their own id). */
export async function newSinceVisit(c: Context): Promise<Output<Contract['newSinceVisit']>> {
  const me = ownAccount(c);
  const found = await sql<{ since: Temporal.Instant | null }>`
    select case when seen_at < ${c.now.subtract(AWAY)} then seen_at else before_at end as since
    from work.visits where account = ${me} and kind = 'home' and id = ${me}`.execute(c.tx);
  const since = found.rows[0]?.since ?? null;
  if (since === null) return { since: null, groups: [], more: false };
  const programs = programsWith(c.actor, 'work.read');
  const mine = programs === 'all' ? sql`true` : sql`f.program = any(${programs}::uuid[])`;
  const groups = await sql<{ kind: string; n: number; latest: Temporal.Instant }>`
    select kind, count(*) n, max(happened_at) latest from (
      select f.kind, f.happened_at from ledger.facts f
      where f.program is not null and ${mine} and f.happened_at > ${since} and f.actor_id is distinct from ${me}
      order by f.happened_at desc limit ${MOST_NEW}) f
    group by kind order by latest desc`.execute(c.tx);
  return {
    since: since.toString(),
    groups: groups.rows.map((group) => ({
      kind: group.kind,
      words: c.house.facts.get(group.kind)?.words ?? group.kind,
      count: group.n,
      latest: group.latest.toString(),
    })),
    more: groups.rows.reduce((sum, { n }) => sum + n, 0) >= MOST_NEW,
  };
}
