import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { eraseMailAbout } from '#kernel/mail/personal.ts';
import { eraseNoticesAbout } from '#kernel/work/notifications/list.ts';
import { GONE } from './erase-evidence.ts';

/**
 * Erases what invitations and nominations hold of a person who was erased: as whoever was invited or named, and as whoever named
 * others. An invitation that stood opens nothing any more.
 */
export async function forgetInvited(c: Context, identities: readonly string[]): Promise<void> {
  const ids = [...identities];
  await eraseInvitations(c, sql`identity = any(${ids}::uuid[])`);
  await eraseNominations(c, sql`nominee = any(${ids}::uuid[])`);
  await sql`update programs.nominations set nominator_name = null, nominator_address = null, words = ${GONE}
    where nominator = any(${ids}::uuid[]) and nominator_address is not null`.execute(c.tx);
}

/** Erases the invitation that an application came of, and the nomination behind it, when the application is erased. */
export async function eraseInvitationOf(c: Context, application: string): Promise<void> {
  const of = sql`select a.invitation from programs.applications a where a.id = ${application}`;
  await eraseNominations(c, sql`id in (select i.nomination from programs.invitations i where i.id in (${of}))`);
  await eraseInvitations(c, sql`id in (${of})`);
}

/**
 * What came to nothing is kept as long as what was refused: invitations from the day they ended, nominations from their answer, or
 * from the day they came where nobody answered. What led to an application goes with that.
 */
export async function keepInvitations(c: Context): Promise<void> {
  const days = sql`(select make_interval(days => (q.policy #>> '{retention,refusedDays}')::int) from programs.policies q
    where q.program = x.program order by q.version desc limit 1)`;
  await eraseInvitations(
    c,
    sql`id in (select x.id from programs.invitations x where x.erased_at is null
      and least(x.expires_at, coalesce(x.withdrawn_at, x.expires_at)) + ${days} <= ${c.now}
      and not exists (select from programs.applications a where a.invitation = x.id))`,
  );
  await eraseNominations(
    c,
    sql`id in (select x.id from programs.nominations x where x.erased_at is null
      and coalesce(x.answered_at, x.sent_at) + ${days} <= ${c.now})`,
  );
}

type Which = ReturnType<typeof sql>;

async function eraseInvitations(c: Context, which: Which): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update programs.invitations set name = null, address = null, words = case when words = '' then '' else ${GONE} end, key_hash = null, erased_at = ${c.now}
    where erased_at is null and ${which} returning id`.execute(c.tx);
  await forgetAbout(c, 'program-invitation', rows);
}

async function eraseNominations(c: Context, which: Which): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update programs.nominations set nominee_name = null, nominee_address = null, nominator_name = null, nominator_address = null,
      words = ${GONE}, outcome_words = case when outcome_words <> '' then ${GONE} end, erased_at = ${c.now}
    where erased_at is null and ${which} returning id`.execute(c.tx);
  await forgetAbout(c, 'nomination', rows);
}

async function forgetAbout(c: Context, kind: string, rows: readonly { id: string }[]): Promise<void> {
  const about = rows.map(({ id }) => ({ kind, id }));
  if (about.length === 0) return;
  await eraseMailAbout(c, about);
  await eraseNoticesAbout(c, about);
}
