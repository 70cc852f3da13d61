import { type RawBuilder, sql } from 'kysely';
import { accountOf, type Context, may, programsWith } from '../../context.ts';
import type { Input, Output } from '../../contract/handlers.ts';
import { cut, positionOf } from '../../contract/paging.ts';
import type { About } from '../about.ts';
import type { notificationsContract } from './contract.ts';
import type { NotificationKind } from './kind.ts';

type Contract = typeof notificationsContract;
type Row = {
  id: string;
  kind: string;
  title: string;
  words: string;
  href: string;
  happened_at: Temporal.Instant;
  read_at: Temporal.Instant | null;
  count: number;
};

/** Only what the viewer may still know: kinds and programs that their grants of this moment cover. */
function theirs(c: Context): RawBuilder<boolean> {
  const parts = c.house.modules
    .flatMap((m) => m.notifies ?? [])
    .map(({ name, permission }) => {
      const programs = programsWith(c.actor, permission);
      return programs === 'all'
        ? sql`n.kind = ${name}`
        : sql`(n.kind = ${name} and n.program = any(${programs}::uuid[]))`;
    });
  return parts.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(parts, sql` or `)})`;
}

/** The kinds that may reach the viewer at all. */
export const kindsOf = (c: Context): NotificationKind[] =>
  c.house.modules.flatMap((m) => m.notifies ?? []).filter((kind) => may(c.actor, kind.permission));

/** The viewer's lines: of one kind about one record, those that are unread, or were marked as read together. */
const lines = (c: Context, which: RawBuilder<unknown>, limit: number) => sql<Row>`
  select g.id, n.kind, n.title, n.words, n.href, n.happened_at, g.read_at, g.count from (
    select max(l.id::text)::uuid id, l.read_at, count(*)::int count
    from work.notifications l join work.notices n on n.id = l.notice
    where l.account = ${accountOf(c)} and ${theirs(c)} group by n.kind, n.about_kind, n.about_id, l.read_at) g
  join work.notifications l on l.id = g.id join work.notices n on n.id = l.notice
  where ${which} order by g.id desc limit ${limit}`;

export async function notifications(
  c: Context,
  input: Input<Contract['notifications']>,
): Promise<Output<Contract['notifications']>> {
  const which = sql`${input.unread ? sql`g.read_at is null` : sql`true`} and ${input.kind === undefined ? sql`true` : sql`n.kind = ${input.kind}`}
    and ${input.program === undefined ? sql`true` : sql`n.program = ${input.program}`}
    and ${input.from === undefined ? sql`true` : sql`n.happened_at >= ${input.from}`}
    and ${input.to === undefined ? sql`true` : sql`n.happened_at < ${input.to}`}
    and ${input.after === undefined ? sql`true` : sql`g.id < ${positionOf(input.after)[1]}::uuid`}`;
  const found = await lines(c, which, input.limit + 1).execute(c.tx);
  const { rows, next } = cut(found.rows, input.limit, (row) => [null, row.id]);
  return {
    rows: rows.map(({ happened_at, read_at, ...row }) => ({
      ...row,
      at: happened_at.toString(),
      read: read_at !== null,
    })),
    next,
    kinds: kindsOf(c).map(({ name, words }) => ({ kind: name, words })),
  };
}

export async function unreadNotifications(c: Context): Promise<{ count: number }> {
  const { rows } = await lines(c, sql`g.read_at is null`, 100).execute(c.tx);
  return { count: rows.length };
}

export async function readNotifications(
  c: Context,
  { ids }: Input<Contract['readNotifications']>,
): Promise<{ read: number }> {
  const which = ids
    ? sql`(n.kind, n.about_kind, n.about_id) in (select o.kind, o.about_kind, o.about_id from work.notifications x
        join work.notices o on o.id = x.notice where x.id = any(${ids}::uuid[]) and x.account = ${accountOf(c)})`
    : sql`true`;
  const done = await sql`update work.notifications l set read_at = ${c.now} from work.notices n
    where n.id = l.notice and l.account = ${accountOf(c)} and l.read_at is null and ${which}`.execute(c.tx);
  return { read: Number(done.numAffectedRows ?? 0) };
}

/** Deletes all notices about these records, with whom they were told to: for erasure alone. */
export async function eraseNoticesAbout(c: Context, about: readonly About[]): Promise<void> {
  await sql`delete from work.notices where (about_kind, about_id) in
    (select * from unnest(${about.map((a) => a.kind)}::text[], ${about.map((a) => a.id)}::uuid[]))`.execute(c.tx);
}
