import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { memberStateAt } from '../membership.ts';
import type { Contact } from './contact-list.ts';
import type { MemberRow } from './member-rows.ts';
import { asJson, type Bringing } from './taker.ts';

/** What a membership is, as far as a list can say it: kept before and after a change, so that the change can be undone. */
export type MemberValues = {
  externalId: string | null;
  name: string;
  namespace: string | null;
  ownerName: string | null;
  ownerAddress: string | null;
  language: string;
  level: string | null;
  startsAt: string;
  endsAt: string;
  sku: string | null;
  hosting: string | null;
  seats: number | null;
  contacts: Contact[];
  ending: { kind: string; at: string } | null;
};

/** A membership that a row means, as it stands: with its last term, how many fit the row, and whether an application here made it. */
export type Known = MemberValues & {
  id: string;
  identity: string;
  term: string;
  entitlement: string | null;
  ours: boolean;
  hits: number;
};
/** What is to become of a member: `after`, from what the row says put over what is known. */
export type MemberPlan = { row: MemberRow; known: Known | null; after: MemberValues };

type TermValues = MemberValues & { term: string; entitlement: string | null };

/** Sets what the last terms are: when, and what they give. */
export async function setTerms(c: Context, rows: readonly TermValues[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`update programs.terms t set starts_at = l."startsAt", ends_at = l."endsAt"
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as l(term uuid, "startsAt" timestamptz, "endsAt" timestamptz) where t.id = l.term`.execute(
    c.tx,
  );
  await sql`update programs.entitlements e set sku = coalesce(l.sku, e.sku), hosting = l.hosting, seats = l.seats
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as l(entitlement uuid, sku text, hosting text, seats int) where e.id = l.entitlement`.execute(
    c.tx,
  );
}

/** Works the columns that lists read out from terms and endings again, for many at once: `restateMember` in one statement. */
export async function restate(
  c: Context,
  ids: readonly string[],
  { program }: Pick<Bringing, 'program'>,
): Promise<void> {
  if (ids.length === 0) return;
  type Row = {
    id: string;
    granted: Temporal.Instant;
    terms: { s: string; e: string }[];
    kind: string | null;
    at: Temporal.Instant | null;
    breach: { o: string; u: string } | null;
  };
  const { rows } = await sql<Row>`
    select m.id, m.granted_at granted, x.kind, x.ended_at at,
      coalesce((select json_agg(json_build_object('s', t.starts_at, 'e', t.ends_at) order by t.starts_at) from programs.terms t where t.membership = m.id and t.starts_at is not null), '[]') terms,
      (select json_build_object('o', b.opened_at, 'u', b.cure_until) from programs.breaches b where b.membership = m.id and b.resolved_at is null) breach
    from programs.memberships m left join programs.endings x on x.membership = m.id and x.taken_back_at is null
    where m.id = any(${[...ids]}::uuid[])`.execute(c.tx);
  const from = (text: string) => Temporal.Instant.from(text);
  const stated = rows.map((row) => {
    const terms = row.terms.map(({ s, e }) => ({ startsAt: from(s), endsAt: from(e) }));
    const ending = row.kind && row.at ? { kind: row.kind as 'alumni', at: row.at } : null;
    const breach = row.breach && { openedAt: from(row.breach.o), cureUntil: from(row.breach.u) };
    const { state, since } = memberStateAt(
      { grantedAt: row.granted, terms, breach, ending },
      program.policy.renewal,
      c.now,
    );
    return { id: row.id, state, since: since.toString(), ended: row.at?.toString() ?? null };
  });
  await sql`
    update programs.memberships m set state = l.state, state_since = l.since, ended_at = l.ended,
      starts_at = (select min(t.starts_at) from programs.terms t where t.membership = m.id),
      ends_at = (select max(t.ends_at) from programs.terms t where t.membership = m.id)
    from jsonb_to_recordset(${asJson(stated)}::jsonb) as l(id uuid, state text, since timestamptz, ended timestamptz) where m.id = l.id`.execute(
    c.tx,
  );
}
