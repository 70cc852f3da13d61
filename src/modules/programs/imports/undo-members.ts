import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { programById } from '../program-of.ts';
import { type MemberValues, restate, setTerms } from './member-values.ts';
import { asJson, type Taker } from './taker.ts';

type Undo = Taker<unknown>['undo'];

/**
 * Takes members of a list back. One that came with it goes, unless something was done with it since: a second term, a code, a breach, a
 * renewal, a link, a mail, a note. One that was changed gets its values back, unless somebody changed it again.
 */
export const undoMembers: Undo = async (c, rows) => {
  const added = rows.filter((row) => row.added);
  const gone = new Set(
    await removeUntouched(
      c,
      added.map(({ record }) => record),
    ),
  );
  const changed = rows.filter((row) => !row.added && row.before !== null);
  const back = await giveBack(c, changed);
  return [...added.filter(({ record }) => gone.has(record)), ...back].map(({ line }) => line);
};

/** What was made with a membership by a list; everything else that points to one was done since. */
async function removeUntouched(c: Context, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  await sql`select from programs.memberships where id = any(${ids}::uuid[]) order by id for update`.execute(c.tx);
  const { rows } = await sql<{ id: string }>`
    select m.id from programs.memberships m where m.id = any(${ids}::uuid[])
      and (select count(*) from programs.terms t where t.membership = m.id) = 1
      and not exists (select from programs.terms t where t.membership = m.id and t.application is not null)
      and not exists (select from programs.entitlements e where e.membership = m.id and (e.kind <> 'main' or e.replaced_at is not null
        or exists (select from programs.coupon_issues i where i.entitlement = e.id) or exists (select from programs.bookings b where b.entitlement = e.id)
        or exists (select from programs.uses u where u.entitlement = e.id) or exists (select from programs.provision_requests q where q.entitlement = e.id)))
      and not exists (select from programs.entitlement_requests x where x.membership = m.id)
      and not exists (select from programs.breaches x where x.membership = m.id)
      and not exists (select from programs.activity_reviews x where x.membership = m.id)
      and not exists (select from programs.reference_consents x where x.membership = m.id)
      and not exists (select from programs.transfers x where x.membership = m.id)
      and not exists (select from programs.links x where x.membership = m.id)
      and not exists (select from programs.askings x where x.membership = m.id)
      and not exists (select from programs.duties x where x.membership = m.id and x.done_at is not null)
      and not exists (select from programs.contacts x where x.membership = m.id and x.changed_at <> m.imported_at)
      and not exists (select from programs.endings x where x.membership = m.id and (x.taken_back_at is not null or x.words <> 'Brought from a list.'))
      and (select count(*) from programs.level_changes x where x.membership = m.id) <= 1
      and not exists (select from programs.applications a where a.renews = m.id) and not exists (select from programs.drafts d where d.renews = m.id)
      and not exists (select from mail.messages x where x.about_kind = 'membership' and x.about_id = m.id::text)
      and not exists (select from work.notes x where x.about_kind = 'membership' and x.about_id = m.id)
      and not exists (select from work.todos x where x.about_kind = 'membership' and x.about_id = m.id)
      and not exists (select from programs.import_rows o where o.record = m.id and not o.added)`.execute(c.tx);
  const free = rows.map(({ id }) => id);
  for (const table of ['contacts', 'level_changes', 'endings', 'duties', 'entitlements', 'terms'])
    await sql`delete from ${sql.table(`programs.${table}`)} where membership = any(${free}::uuid[])`.execute(c.tx);
  await sql`delete from programs.memberships where id = any(${free}::uuid[])`.execute(c.tx);
  return free;
}

type Changed = Parameters<Undo>[1][number];

/** Values that are still as the list left them are put back as they were. A second term that the list brought goes. */
async function giveBack(c: Context, changed: readonly Changed[]): Promise<Changed[]> {
  if (changed.length === 0) return [];
  const rows = changed.map(
    ({ record, before, after }) =>
      ({ id: record, before, after }) as { id: string; before: MemberValues; after: MemberValues },
  );
  const { rows: still } = await sql<{
    id: string;
    program: string;
    term: string;
    entitlement: string | null;
    terms: number;
  }>`
    select m.id, m.program, t.id term, e.id entitlement, t.position terms
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as l(id uuid, after jsonb)
    join programs.memberships m on m.id = l.id
    join lateral (select * from programs.terms t where t.membership = m.id order by position desc limit 1) t on true
    left join lateral (select * from programs.entitlements e where e.term = t.id and e.kind = 'main' limit 1) e on true
    where m.name = l.after ->> 'name' and m.external_id is not distinct from l.after ->> 'externalId'
      and m.owner_name is not distinct from l.after ->> 'ownerName' and m.owner_address is not distinct from l.after ->> 'ownerAddress'
      and m.level is not distinct from l.after ->> 'level'
      and t.ends_at is not distinct from nullif(l.after ->> 'endsAt', '')::timestamptz
      and not exists (select from programs.endings x where x.membership = m.id and x.taken_back_at is null)
    order by m.id for update of m`.execute(c.tx);
  const values = new Map(rows.map((row) => [row.id, row]));
  const back = still.flatMap((one) => {
    const found = values.get(one.id);
    // A second term stays: it may have been relied on. Its membership is kept as it is.
    return found && found.before.startsAt === found.after.startsAt ? [{ ...one, before: found.before }] : [];
  });
  if (back.length === 0) return [];
  await sql`
    update programs.memberships m set external_id = l.before ->> 'externalId', name = l.before ->> 'name', namespace_key = l.before ->> 'namespace',
      owner_name = l.before ->> 'ownerName', owner_address = l.before ->> 'ownerAddress', language = l.before ->> 'language', level = l.before ->> 'level',
      identity = coalesce((l.before ->> 'identity')::uuid, m.identity)
    from jsonb_to_recordset(${asJson(back)}::jsonb) as l(id uuid, before jsonb) where m.id = l.id`.execute(c.tx);
  await setTerms(
    c,
    back
      .filter(({ before }) => before.startsAt !== '')
      .map(({ before, term, entitlement }) => ({ ...before, term, entitlement })),
  );
  // What a list said for the first time is taken back whole, unless something was done with it.
  const given = back.flatMap(({ before, entitlement }) => (before.sku === null && entitlement ? [entitlement] : []));
  await sql`
    delete from programs.entitlements e where e.id = any(${given}::uuid[])
      and not exists (select from programs.coupon_issues i where i.entitlement = e.id) and not exists (select from programs.bookings b where b.entitlement = e.id)
      and not exists (select from programs.uses u where u.entitlement = e.id) and not exists (select from programs.provision_requests q where q.entitlement = e.id)
      and not exists (select from programs.entitlement_requests r where r.entitlement = e.id or r.given = e.id)`.execute(
    c.tx,
  );
  const program = await programById(c, back[0]?.program ?? '');
  await restate(
    c,
    back.map(({ id }) => id),
    { program },
  );
  const done = new Set(back.map(({ id }) => id));
  return changed.filter(({ record }) => done.has(record));
}
