/** How much of it: so many batches of so many members, rows of a list of members and of past applications. */
export type Amount = { batches: number; size: number; members: number; past: number };

/** What was done with members and lists while the house was killed: each query lists what must not be there after everything has settled. */
export function neverOf(
  { program, lists }: { program: string; lists: string },
  { batches, size, members, past }: Amount,
): Record<string, string> {
  const mine = `a.program = '${program}'`;
  const ofMine = `from programs.terms t join programs.memberships m on m.id = t.membership and m.program = '${program}'`;
  return {
    'a member lost or doubled, or with another number of terms than two': `select n from generate_series(0, ${batches * size - 1}) n
      where (select count(*) from programs.memberships m where m.owner_address = 'applicant-member-' || n || '@example.org') <> 1
        or (select count(*) ${ofMine} where m.owner_address = 'applicant-member-' || n || '@example.org' and t.starts_at is not null) <> 2`,
    'a renewed term that does not begin where the one before ends': `select t.id ${ofMine} where t.position = 2
      and t.starts_at <> (select o.ends_at from programs.terms o where o.membership = t.membership and o.position = 1)`,
    'a renewal asked for twice': `select renews from programs.applications a where ${mine} and renews is not null group by 1 having count(*) <> 1`,
    'an application decided or told of another number of times than once': `select a.id from programs.applications a where ${mine}
      and ((select count(*) from programs.decisions d where d.application = a.id) <> 1
        or (select count(*) from ledger.facts f where f.about_id = a.id and f.kind = 'application.approved') <> 1
        or (select count(*) from mail.messages x where x.about_id = a.id::text and x.template = 'programs.approved') <> 1)`,
    'somebody asked another number of times than once': `select a.id from programs.applications a where ${mine} and a.kind = 'new'
      and (select count(*) from programs.questions q where q.application = a.id) <>
        case when substring(a.address from '\\d+')::int % 4 = 0 then 1 else 0 end`,
    'a question without its mail, or with two': `select q.id from programs.questions q join programs.applications a on a.id = q.application and ${mine}
      where (select count(*) from mail.messages x where x.about_id = a.id::text and x.template = 'programs.team-message') <> 1`,
    'a term with another number of entitlements in force than one, or without one code in force': `select t.id ${ofMine}
      where (select count(*) from programs.entitlements e where e.term = t.id and e.replaced_at is null) <> 1
        or (select count(*) from programs.entitlements e join programs.coupon_issues i on i.entitlement = e.id and i.superseded_at is null where e.term = t.id) <> 1`,
    'a code lost or replaced more than once': `select t.id ${ofMine} where (select array_agg(i.superseded_why order by i.superseded_why) from programs.entitlements e
        join programs.coupon_issues i on i.entitlement = e.id and i.superseded_at is not null where e.term = t.id) is distinct from
      nullif(array_remove(array[case when substring(m.owner_address from '\\d+')::int % 2 = 0 then 'lost' end,
        case when substring(m.owner_address from '\\d+')::int % 3 = 0 then 'replaced' end], null), '{}')`,
    'a code that went out without its mail and its fact, or with two': `select i.coupon from programs.coupon_issues i
      join programs.coupons k on k.id = i.coupon and k.program = '${program}'
      where (select count(*) from mail.messages x where x.key = 'coupon:' || i.coupon) <> 1
        or (select count(*) from mail.messages x where x.template = 'programs.coupon' and x.text like '%' || k.code || '%') <> 1
        or (select count(*) from ledger.facts f where f.kind = 'coupon.issued' and f.data ->> 'coupon' = i.coupon::text) <> 1
        or (select count(*) from ledger.facts f where f.kind = 'coupon.superseded' and f.data ->> 'coupon' = i.coupon::text) <>
          case when i.superseded_at is null then 0 else 1 end`,
    'a code that left the pool for nobody': `select k.id from programs.coupons k where k.program = '${program}' and k.issued_at is not null
      and not exists (select from programs.coupon_issues i where i.coupon = k.id)`,
    'a membership begun or renewed another number of times than once': `select m.id from programs.memberships m where m.program = '${program}'
      and (select array_agg(f.kind order by f.kind) from ledger.facts f where f.kind in ('membership.activated', 'membership.renewed')
        and f.data ->> 'membership' = m.id::text) is distinct from '{membership.activated,membership.renewed}'`,
    'a row of a list taken in twice or lost': `select coalesce(m.external_id, n.at::text) from generate_series(0, ${members - 1}) n(at)
      full join (select external_id, count(*) n from programs.memberships m where m.program = '${lists}' group by 1) m on m.external_id = 'X-' || n.at
      where m.n is distinct from 1`,
    'a member of a list without its one term': `select m.id from programs.memberships m left join programs.terms t on t.membership = m.id
      where m.program = '${lists}' group by 1 having count(t.id) <> 1`,
    'a past application taken in twice or lost': `select coalesce(a.external_number, n.at::text) from generate_series(0, ${past - 1}) n(at)
      full join (select external_number, count(*) n from programs.applications a where a.program = '${lists}' group by 1) a on a.external_number = 'P-' || n.at
      where a.n is distinct from 1`,
    'a list whose count is not its rows': `select i.id from programs.imports i where i.added <> i.total or i.refused > 0
      or (select count(*) from programs.import_rows r where r.import = i.id) <> i.total`,
  };
}
