import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { operationsOf } from '#kernel/contract/router.ts';
import { refused } from '#kernel/errors.ts';
import { forgetEntries } from '#kernel/search/keep.ts';
import { readOrganisation, writeOrganisation } from '#kernel/settings/organisation.ts';
import { ABOUT, loadSample, readSample } from './load.ts';

/**
 * Removes the sample organisation in one transaction: its program with all that hangs on it, the people, organisations and
 * accounts that only its story made, and whatever anybody did with them since. Rows of real use stay as they are.
 * Throws `refused` when none is loaded.
 */
export async function removeSample(c: Context): Promise<void> {
  const sample = await readSample(c, true);
  if (!sample) throw refused('sample.none', 'No sample organisation is loaded.');
  await gather(c, sample.program);
  await partFromReal(c);
  for (const statement of IN_ORDER) await sql.raw(statement).execute(c.tx);
  await sql`delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
    where t.id = j.task_id and t.identifier = ${loadSample.name} and j.locked_at is null`.execute(c.tx);
  await sql`delete from jobs.progress where about_kind = ${ABOUT.kind}`.execute(c.tx);
  await sql`delete from house.sample_rows`.execute(c.tx);
  await sql`delete from house.sample`.execute(c.tx);
  await writeOrganisation(c, { ...(await readOrganisation(c)), sample: false });
  const gone = await sql<{ id: string }>`select id from going`.execute(c.tx);
  await forgetEntries(
    c,
    gone.rows.map((row) => row.id),
  );
  await sql`drop table going, going_facts`.execute(c.tx);
  c.house.log.info({ actor: c.actor.kind === 'account' ? c.actor.id : c.actor.kind }, 'sample organisation removed');
}

/** Lists in a temporary table what goes: what hangs on the program, and what the story made and nothing real has taken up. */
async function gather(c: Context, program: string | null): Promise<void> {
  await sql`create temporary table going (kind text not null, id uuid not null, primary key (kind, id)) on commit drop`.execute(
    c.tx,
  );
  await sql`
    insert into going
    select 'program', p.id from programs.programs p where p.id = ${program}
    union all select 'application', a.id from programs.applications a where a.program = ${program}
    union all select 'draft', d.id from programs.drafts d where d.program = ${program}
    union all select 'coupon-batch', b.id from programs.coupon_batches b where b.program = ${program}
    union all select 'coupon', k.id from programs.coupons k where k.program = ${program}
    union all select 'membership', m.id from programs.memberships m where m.program = ${program}
    union all select 'entitlement', e.id from programs.entitlements e where e.program = ${program}
    union all select 'account', id from house.sample_rows where kind = 'account'
    union all select 'identity', r.id from house.sample_rows r where r.kind = 'identity'
      and not exists (select from programs.applications a where a.program <> ${program} and (a.identity = r.id or a.namespace = r.id))
      and not exists (select from programs.memberships m where m.program <> ${program} and m.identity = r.id)
    union all select 'organisation', r.id from house.sample_rows r where r.kind = 'organisation'
      and not exists (select from programs.applications a where a.program <> ${program} and a.organisation = r.id)
      and not exists (select from programs.memberships m where m.program <> ${program} and m.organisation = r.id)
      and not exists (select from community.affiliations f where f.organisation = r.id
                      and f.identity not in (select id from house.sample_rows where kind = 'identity'))`.execute(c.tx);
  await sql`insert into going
    select 'todo', id from work.todos where about_id in (select id from going) or assignee in (select id from going)
    union select 'mail', id from mail.messages where about_id in (select id::text from going) or program = ${program}`.execute(
    c.tx,
  );
  await sql`create temporary table going_facts on commit drop as
    select id from ledger.facts where about_id in (select id from going)
    union select id from ledger.facts where identity in (select id from going)
    union select id from ledger.facts where program = ${program}`.execute(c.tx);
  await sql`analyze going, going_facts`.execute(c.tx);
}

/** Somebody may have merged people of the story with real ones: those merges are undone, and no fact speaks of them any more. */
async function partFromReal(c: Context): Promise<void> {
  const operations = new Map(operationsOf(c.house).map((o) => [o.name, o.handler]));
  for (const { merges, kind, undo } of [
    { merges: 'community.merges', kind: 'identity', undo: 'community.undoMerge' },
    { merges: 'community.organisation_merges', kind: 'organisation', undo: 'community.undoOrganisationMerge' },
  ]) {
    const { rows } = await sql<{ id: string }>`
      select id from ${sql.table(merges)} m where ended_at is null
        and exists (select from going g where g.kind = ${kind} and g.id in (m.one, m.other))
        and exists (select from unnest(array[m.one, m.other]) side where side not in (select id from going where kind = ${kind}))`.execute(
      c.tx,
    );
    for (const { id } of rows) await operations.get(undo)?.(c, { id });
    await sql`insert into going_facts
      select f.id from ${sql.table(merges)} m join ledger.facts f on f.about_id in (m.one, m.other) and f.data ->> 'merge' = m.id::text
      where exists (select from going g where g.kind = ${kind} and g.id in (m.one, m.other))
        and f.id not in (select id from going_facts)`.execute(c.tx);
  }
}

const id = (kind: string) => `(select id from going where kind = '${kind}')`;
const of = (table: string, column: string, kind: string) => `delete from ${table} where ${column} in ${id(kind)}`;
const either = (table: string, kind: string) => `delete from ${table} where one in ${id(kind)} or other in ${id(kind)}`;

/** What hangs on something goes before it. */
const IN_ORDER: readonly string[] = [
  // Nothing that was queued about them will find anything: jobs at work see that for themselves.
  `delete from graphile_worker._private_jobs where locked_at is null and (
     payload ->> 'fact' in (select id::text from going_facts)
     or payload ->> 'application' in (select id::text from going where kind = 'application')
     or payload ->> 'message' in (select id::text from going where kind = 'mail')
     or payload ->> 'decision' in (select d.id::text from programs.decisions d where d.application in ${id('application')}))`,
  'delete from ledger.facts where id in (select id from going_facts)',
  "delete from mail.messages where id in (select id from going where kind = 'mail')",
  'delete from work.notes where about_id in (select id from going)',
  'delete from work.assignments where about_id in (select id from going) or account in (select id from going)',
  of('work.todos', 'id', 'todo'),
  'delete from files.files where about_id in (select id::text from going)',
  of('programs.bookings', 'entitlement', 'entitlement'),
  of('programs.coupon_issues', 'entitlement', 'entitlement'),
  of('programs.uses', 'entitlement', 'entitlement'),
  of('programs.provision_requests', 'entitlement', 'entitlement'),
  ...[
    ...['entitlement_requests', 'endings', 'breaches', 'contacts', 'reference_consents', 'level_changes'],
    ...['activity_reviews', 'transfers', 'duties'],
  ].map((table) => of(`programs.${table}`, 'membership', 'membership')),
  of('programs.drafts', 'renews', 'membership'),
  `update programs.applications set renews = null where renews in ${id('membership')}`,
  of('programs.entitlements', 'id', 'entitlement'),
  of('programs.terms', 'membership', 'membership'),
  of('programs.memberships', 'id', 'membership'),
  of('programs.coupons', 'id', 'coupon'),
  of('programs.coupon_batches', 'id', 'coupon-batch'),
  of('programs.forge_proofs', 'application', 'application'),
  of('programs.imports', 'program', 'program'),
  of('programs.messages', 'application', 'application'),
  of('programs.applications', 'id', 'application'),
  of('programs.drafts', 'id', 'draft'),
  ...['invitations', 'nominations', 'rounds', 'policy_movings', 'policies'].map((table) =>
    of(`programs.${table}`, 'program', 'program'),
  ),
  of('programs.programs', 'id', 'program'),
  of('programs.asking_stops', 'identity', 'identity'),
  of('community.persons', 'identity', 'identity'),
  either('community.merges', 'identity'),
  either('community.never_merge', 'identity'),
  of('community.affiliations', 'identity', 'identity'),
  of('community.identity_attributes', 'identity', 'identity'),
  of('community.erasures', 'identity', 'identity'),
  of('community.identities', 'id', 'identity'),
  of('community.whole_organisations', 'organisation', 'organisation'),
  either('community.organisation_merges', 'organisation'),
  of('community.affiliations', 'organisation', 'organisation'),
  of('community.organisations', 'id', 'organisation'),
  of('access.sessions', 'account', 'account'),
  of('access.tokens', 'account', 'account'),
  of('access.resets', 'account', 'account'),
  `delete from access.invitations where invited_by in ${id('account')} or accepted_by in ${id('account')}`,
  of('access.grants', 'account', 'account'),
  of('access.accounts', 'id', 'account'),
];
