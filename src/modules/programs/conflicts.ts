import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { prepared } from '#kernel/database/prepared.ts';
import { type Ties, tiesOf } from '#modules/community';
import type { Conflict } from './conflict.ts';

type Judged = { id: string; identity: string; organisation: string | null };

/**
 * The conflicts of these accounts with these applications, by application: declared for it, its organisation or its person; or because
 * the account is the applicant, or is with the applicant's organisation, by its mail address.
 */
export async function conflictsWith(
  c: Context,
  applications: readonly Judged[],
  accounts: readonly { account: string; mail: string }[],
): Promise<(application: string) => Conflict[]> {
  const found = new Map<string, Conflict[]>();
  if (applications.length === 0 || accounts.length === 0) return () => [];
  const { rows } = await sql<Conflict & { application: string }>`
    select a.id application, k.account, k.words, k.id declared
    from programs.applications a
    left join community.organisation_names o on o.organisation = a.organisation
    left join community.people pe on pe.identity = a.identity
    join programs.conflicts k on k.ended_at is null and k.account = any(${accounts.map(({ account }) => account)}::uuid[]) and (
      (k.about = 'application' and k.subject = a.id)
      or (k.about = 'organisation' and k.subject in (a.organisation, o.whole))
      or (k.about = 'person' and k.subject in (a.identity, pe.person)))
    where a.id = any(${applications.map(({ id }) => id)}::uuid[])
    order by k.declared_at, k.id`.execute(c.tx);
  for (const { application, ...conflict } of rows) add(found, application, conflict);
  const ties = await tiesOf(
    c,
    accounts.map(({ mail }) => mail),
  );
  for (const { account, mail } of accounts) {
    const own = ties(mail);
    if (!own) continue;
    for (const each of applications) {
      const words = tieWith(each, own);
      if (words) add(found, each.id, { account, words, declared: null });
    }
  }
  return (application) => found.get(application) ?? [];
}

const add = (found: Map<string, Conflict[]>, application: string, conflict: Conflict) =>
  void found.set(application, [...(found.get(application) ?? []), conflict]);

function tieWith({ identity, organisation }: Judged, own: Ties): string | null {
  if (own.identities.has(identity)) return 'you are the applicant';
  if (organisation !== null && own.organisations.has(organisation)) return 'you are with the applicant’s organisation';
  return null;
}

/** The first conflict of the account that acts with an application; null: none, or nobody of the team acts. */
export async function ownConflict(c: Context, application: Judged): Promise<Conflict | null> {
  if (c.actor.kind !== 'account') return null;
  const { rows } = await sql<{ account: string; mail: string }>`
    select distinct account, mail from access.staff where account = ${c.actor.id}`.execute(c.tx);
  return (await conflictsWith(c, [application], rows))(application.id)[0] ?? null;
}

/**
 * Everybody who has a conflict of interest with an application, as far as the house knows: what was declared, and the viewer's own ties.
 * Those of others are seen when it is given out by turns.
 */
export async function conflictsOn(c: Context, id: string): Promise<(Conflict & { name: string })[]> {
  const viewer = accountOf(c);
  const { rows } = await sql<
    Judged & { mail: string | null; declared: (Conflict & { name: string })[] | null }
  >`${prepared}
    select a.id, a.identity, a.organisation, (select s.mail from access.staff s where s.account = ${viewer} limit 1) mail,
      (select json_agg(json_build_object('account', k.account, 'words', k.words, 'declared', k.id,
          'name', coalesce(n.name, 'A former colleague')) order by k.declared_at, k.id)
       from programs.conflicts k left join access.account_names n on n.id = k.account
       where k.ended_at is null and k.subject in (a.id, a.organisation, o.whole, a.identity, pe.person)) declared
    from programs.applications a
    left join community.organisation_names o on o.organisation = a.organisation
    left join community.people pe on pe.identity = a.identity
    where a.id = ${id}`.execute(c.tx);
  const row = rows[0];
  if (!row) return [];
  const declared = row.declared ?? [];
  if (viewer === null || row.mail === null || declared.some(({ account }) => account === viewer)) return declared;
  const own = (await tiesOf(c, [row.mail]))(row.mail);
  const words = own && tieWith(row, own);
  return words
    ? [...declared, { account: viewer, words, declared: null, name: c.actor.kind === 'account' ? c.actor.name : '' }]
    : declared;
}
