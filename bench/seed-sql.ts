/** How many applications; together they come with two and a half million facts. */
const APPLICATIONS = 200_000;

/** A number in [0, 1) that depends on `n` and a salt alone, so that every run fills the same rows. */
const dice = (n: string, salt: number) => `((hashint8extended(${n}, ${salt}) & 1048575) / 1048576.0)`;
const pick = (array: string, n: string, salt: number) =>
  `(${array})[1 + floor(${dice(n, salt)} * cardinality(${array}))::int]`;

const DECIDED = `p.stage in ('approved', 'awaiting-coupon', 'coupon-sent', 'active', 'refused')`;
const AGREED = `p.stage in ('awaiting-coupon', 'coupon-sent', 'active')`;
const ISSUED = `p.stage in ('coupon-sent', 'active')`;

/** Statements in their order, each with what it fills. `bench.plan` has one row an application, from which all others follow. */
export const SEED: readonly (readonly [string, string])[] = [
  [
    'programs and accounts',
    `create schema bench;
    insert into programs.programs (slug, name, prefix, preset, made_at, opened_at)
      select x.slug, x.name, x.prefix, 'open-source', now() - interval '730 days', now() - interval '730 days'
      from (values ('education', 'Education program', 'EDU'), ('startups', 'Start-up program', 'STU'), ('heroes', 'Heroes program', 'HER')) x(slug, name, prefix);
    update programs.programs set opened_at = coalesce(opened_at, now() - interval '730 days');
    insert into programs.policies (program, version, policy, published_at)
      select p.id, v, (select policy from programs.policies order by version limit 1), now() - interval '730 days' + v * interval '120 days'
      from programs.programs p, generate_series(1, 5) v on conflict do nothing;
    insert into access.accounts (name, mail, folded, created_at)
      select 'Colleague ' || n, 'colleague' || n || '@bench.example', 'colleague' || n || '@bench.example', now() - interval '700 days' from generate_series(1, 20) n;
    insert into access.grants (account, role, granted_at) select id, 'reviewer', created_at from access.accounts where name like 'Colleague%';`,
  ],
  [
    'identities and organisations',
    `insert into community.identities (id, platform, kind, folded, written, name, named_at, found_by, first_seen_at)
      select uuidv7(at - now()), 'email', 'address', address, address, name, at, lower(name) || ' ' || address, at
      from (select n, now() - interval '730 days' * (1 - n / 150000.0) as at, 'person' || n || '@mail' || n % 900 || '.example' address,
        initcap(substr(md5(n::text), 1, 6)) || ' ' || initcap(substr(md5('x' || n), 1, 8)) name from generate_series(1, 150000) n) x;
    insert into community.identities (id, platform, kind, folded, written, found_by, first_seen_at)
      select uuidv7(at - now()), host, 'namespace', host || '/group-' || n, host || '/group-' || n, 'group-' || n, at
      from (select n, now() - interval '730 days' * (1 - n / 180000.0) as at, case when n % 3 = 0 then 'github.com' else 'gitlab.com' end host
        from generate_series(1, 180000) n) x;
    insert into community.identities (id, platform, kind, external_id, folded, written, name, found_by, first_seen_at)
      select uuidv7(at - now()), 'gitlab.com', 'user', n::text, 'handle' || n, 'Handle' || n, 'Handle ' || n, 'handle ' || n || ' handle' || n, at
      from (select n, now() - interval '700 days' * (1 - n / 40000.0) as at from generate_series(1, 40000) n) x;
    insert into community.identity_attributes (identity, name, value, folded, since, source)
      select id, 'display-name', name, lower(name), first_seen_at, 'application' from community.identities where kind = 'address';
    insert into community.organisations (id, name, folded, found_by, made_at)
      select uuidv7(at - now()), 'Project ' || n, 'project ' || n, 'project ' || n, at
      from (select n, now() - interval '730 days' * (1 - n / 160000.0) as at from generate_series(1, 160000) n) x;
    create table bench.people as select id, row_number() over (order by id) n from community.identities where kind = 'address';
    create table bench.namespaces as select id, folded, row_number() over (order by id) n from community.identities where kind = 'namespace';
    create table bench.users as select id, row_number() over (order by id) n from community.identities where kind = 'user';
    create table bench.organisations as select id, name, row_number() over (order by id) n from community.organisations;
    create unique index on bench.people (n); create unique index on bench.namespaces (n); create unique index on bench.organisations (n);
    insert into community.merges (one, other, reason, made_at)
      select least(a.id, b.id), greatest(a.id, b.id), 'Same mail address', now() - interval '10 days'
      from bench.people a join bench.users b on b.n = a.n where a.n <= 10000;
    insert into community.persons (identity, person) select x, one from community.merges, unnest(array[one, other]) x;
    insert into community.affiliations (identity, organisation, since, source, noted_at)
      select a.id, o.id, now() - interval '300 days', 'application', now() from bench.people a join bench.organisations o on o.n = a.n where a.n <= 60000;
    analyze bench.people, bench.namespaces, bench.organisations;`,
  ],
  [
    'plan',
    `create table bench.plan as
    select x.*, uuidv7(x.at - now()) id, uuidv7(x.at - now()) membership, uuidv7(x.at - now()) entitlement,
      x.at + interval '20 minutes' confirmed, x.at + interval '1 hour' checked,
      least(x.at + interval '1 hour' + interval '9 days' * ${dice('x.n', 5)}, now() - interval '1 hour') decided
    from (
      select n, at, ${pick('(select array_agg(id order by id) from programs.programs)', 'n', 1)} program,
        1 + floor(150000 * ${dice('n', 2)})::int person, 1 + floor(180000 * ${dice('n', 3)})::int namespace,
        case when at > now() - interval '45 days' and ${dice('n', 4)} < 0.75
          then (array['confirming', 'confirming', 'proving', 'review', 'review', 'needs-info', 'checking', 'approved', 'awaiting-coupon', 'coupon-sent'])[1 + n % 10]
          else (array['active', 'active', 'active', 'active', 'active', 'refused', 'refused', 'refused', 'withdrawn', 'withdrawn'])[1 + n % 10] end stage
      from (select n, now() - interval '2 hours' - interval '728 days' * (1 - n / ${APPLICATIONS}.0) as at from generate_series(1, ${APPLICATIONS}) n) y
    ) x;
    create unique index on bench.plan (n); create unique index on bench.plan (id); analyze bench.plan;
    create table bench.reviewers as select array_agg(id) ids from access.accounts where name like 'Colleague%';`,
  ],
  [
    'applications',
    `insert into programs.applications (id, program, policy, kind, identity, namespace, organisation, applicant_name, address, country, project,
      namespace_key, namespace_url, hosting, answers, statements, proof_token, submitted_at, mail_confirmed_at, stage, stage_since, waiting_for,
      due_at, at_risk_at, decided_at)
    select p.id, p.program, (select q.id from programs.policies q where q.program = p.program and q.version = 1 + p.n * 5 / ${APPLICATIONS + 1}),
      'new', i.id, s.id, o.id, i.name, i.written, (array['DE', 'FR', 'US', 'IN', 'BR', 'JP'])[1 + p.n % 6], o.name, s.folded, 'https://' || s.folded,
      case when p.n % 4 = 0 then 'self-managed' else 'saas' end,
      jsonb_build_object('purpose', repeat('We build a library for the exchange of measured values between weather stations. ', 4)),
      jsonb_build_array(jsonb_build_object('code', 'not-seeking-profit', 'words', repeat('The project does not seek profit. ', 4), 'at', p.at),
        jsonb_build_object('code', 'may-act', 'words', 'I may act for the project, and what I have written here is true.', 'at', p.at)),
      'guildhall-' || md5(p.n::text) || md5('y' || p.n), p.at, case when p.stage <> 'confirming' then p.confirmed end, p.stage,
      case when ${DECIDED} then p.decided else p.checked end,
      case when p.stage in ('active', 'refused', 'withdrawn') then 'nobody' when p.stage in ('checking', 'review', 'awaiting-coupon') then 'us' else 'them' end,
      case when p.stage in ('checking', 'review') then p.confirmed + interval '7 days' end,
      case when p.stage in ('checking', 'review') then p.confirmed + interval '5 days' end, case when ${DECIDED} then p.decided end
    from bench.plan p join community.identities i on i.id = (select b.id from bench.people b where b.n = p.person)
    join bench.namespaces s on s.n = p.namespace join bench.organisations o on o.n = 1 + p.n * 4 / 5 % 160000 order by p.n;`,
  ],
  [
    'repositories, waits, consents, links',
    `insert into programs.repositories (application, position, key, url)
      select p.id, r, s.folded || '/part-' || r, 'https://' || s.folded || '/part-' || r
      from bench.plan p join bench.namespaces s on s.n = p.namespace, generate_series(1, 1 + p.n % 3) r;
    insert into programs.waits (application, cause, since, until)
      select p.id, 'mail', p.at, case when p.stage <> 'confirming' then p.confirmed end from bench.plan p
      union all select p.id, 'proof', p.confirmed, case when p.stage <> 'proving' then p.checked end from bench.plan p where p.stage = 'proving' or p.n % 2 = 0 and p.stage <> 'confirming'
      union all select p.id, 'answer', p.checked, case when p.stage <> 'needs-info' then p.decided end from bench.plan p where p.stage = 'needs-info' or p.n % 7 = 0 and ${DECIDED};
    insert into programs.consents (application, purpose, text_version, given_at)
      select p.id, 'privacy-notice', '2026-1', p.at from bench.plan p union all select p.id, 'news', '2026-1', p.at from bench.plan p where p.n % 3 = 0;
    insert into programs.links (key_hash, application, purpose, made_at)
      select sha256(('link' || k || p.n)::bytea), p.id, case k when 1 then 'status' else 'confirm-mail' end, p.at from bench.plan p, generate_series(1, 2) k;`,
  ],
  [
    'checks',
    `insert into programs.checks (application, name, state, words, evidence, asked_at, started_at, finished_at)
      select p.id, c.name,
        case when p.stage = 'confirming' or p.stage = 'proving' and c.name = 'control-proved' then 'waiting'
          when p.stage = 'checking' and c.name = 'osi-licences' then 'running'
          when p.stage in ('refused', 'review') and c.name = 'osi-licences' then (array['failed', 'unsure', 'unavailable'])[1 + p.n % 3] else 'passed' end,
        'Read from the default branch of every repository.',
        case when p.stage = 'confirming' then '[]' else jsonb_build_array(jsonb_build_object('subject', 'gitlab.com/group/part', 'finding', 'good',
          'words', 'LICENSE holds the text of MIT word by word.', 'source', 'git', 'at', p.checked, 'data', jsonb_build_object('licence', 'MIT'))) end,
        p.at, case when p.stage <> 'confirming' then p.checked end, case when p.stage <> 'confirming' then p.checked end
      from bench.plan p,
        unnest(array['mail-confirmed', 'control-proved', 'repositories-public', 'osi-licences', 'country-allowed', 'not-duplicate']) c(name);`,
  ],
  [
    'questions, messages, notes, assignments',
    `insert into programs.questions (application, words, asked_by, asked_at, answered_at)
      select p.id, 'Which of your repositories has the licence?', ${pick('r.ids', 'p.n', 6)}, p.checked, case when p.stage <> 'needs-info' then p.decided end
      from bench.plan p, bench.reviewers r where p.stage = 'needs-info' or p.n % 7 = 0 and ${DECIDED};
    insert into programs.messages (application, sender, author, body, question, sent_at)
      select q.application, 'team', q.asked_by, q.words, q.id, q.asked_at from programs.questions q
      union all select q.application, 'applicant', null, 'All of them, since last week.', q.id, q.answered_at from programs.questions q where q.answered_at is not null;
    insert into work.notes (about_kind, about_id, program, body, author, written_at)
      select 'application', p.id, p.program, 'Known from the conference.', ${pick('r.ids', 'p.n', 7)}, p.checked from bench.plan p, bench.reviewers r where p.n % 9 = 0;
    insert into work.assignments (about_kind, about_id, program, account, assigned_at, ended_at)
      select 'application', p.id, p.program, ${pick('r.ids', 'p.n', 8)}, p.checked, case when p.stage in ('active', 'refused', 'withdrawn') then p.decided end
      from bench.plan p, bench.reviewers r where p.n % 2 = 0;`,
  ],
  [
    'decisions, members, coupons',
    `insert into programs.decisions (application, verdict, reason, words, decided_by, policy, evidence, decided_at, final_at, settled_at, program,
        business_days_without_waiting, business_days_with_waiting, kept)
      select p.id, case when p.stage = 'refused' then 'refused' else 'approved' end,
        case when p.stage = 'refused' then (array['licence', 'not-public', 'seeks-profit', 'no-control', 'duplicate'])[1 + p.n % 5] end, 'Thank you for applying.',
        case when p.n % 2 = 0 or p.stage = 'refused' then ${pick('r.ids', 'p.n', 9)} end, a.policy, '{"checks": [], "statements": []}', p.decided,
        p.decided + interval '10 minutes', p.decided + interval '10 minutes', p.program, extract(day from p.decided - p.at) * 5 / 7, extract(day from p.decided - p.at),
        p.decided - p.at < interval '7 days'
      from bench.plan p join programs.applications a on a.id = p.id, bench.reviewers r where ${DECIDED};
    insert into programs.withdrawals (application, withdrawn_at, cause)
      select p.id, p.checked, case when p.n % 2 = 0 then 'applicant' else 'silence' end from bench.plan p where p.stage = 'withdrawn';
    insert into programs.agreements (application, version, text_sha256, signed_name, accepted_at)
      select p.id, '2026-1', sha256('agreement'), 'Signed Name', p.decided + interval '1 day' from bench.plan p where ${AGREED};
    insert into programs.memberships (id, program, identity, organisation, name, namespace, namespace_key, owner_name, owner_address, language,
        granted_at, starts_at, ends_at, state, state_since)
      select p.membership, p.program, a.identity, a.organisation, a.project, a.namespace, a.namespace_key, a.applicant_name, a.address, a.language,
        p.decided + interval '1 day',
        case when p.stage = 'active' then p.decided + interval '2 days' end, case when p.stage = 'active' then p.decided + interval '367 days' end,
        case when p.stage = 'active' then case when p.decided + interval '367 days' <= now() then 'lapsed' else 'active' end else 'granted' end,
        p.decided + interval '2 days'
      from bench.plan p join programs.applications a on a.id = p.id where ${AGREED};
    insert into programs.terms (id, membership, position, application, policy, months, granted_at, starts_at, ends_at)
      select p.entitlement, m.id, 1, p.id, a.policy, 12, m.granted_at, m.starts_at, m.ends_at
      from bench.plan p join programs.applications a on a.id = p.id join programs.memberships m on m.id = p.membership where ${AGREED};
    insert into programs.entitlements (id, membership, term, program, sku, hosting, granted_at, wanted_since)
      select p.entitlement, p.membership, p.entitlement, p.program, case when a.hosting = 'saas' then 'OSS-SAAS-1Y' else 'OSS-SM-1Y' end, a.hosting,
        p.decided + interval '1 day', case when a.stage = 'awaiting-coupon' then p.decided + interval '1 day' end
      from bench.plan p join programs.applications a on a.id = p.id where ${AGREED};
    insert into programs.coupon_batches (program, sku, name, added_at)
      select p.id, s, 'Batch', now() - interval '729 days' from programs.programs p, unnest(array['OSS-SAAS-1Y', 'OSS-SM-1Y']) s;
    create table bench.issues as select uuidv7() coupon, e.id entitlement, e.program, e.sku, p.decided + interval '1 day' as at, row_number() over (order by e.id) n
      from bench.plan p join programs.entitlements e on e.id = p.entitlement where ${ISSUED};
    insert into programs.coupons (id, batch, program, sku, code, code_folded, issued_at)
      select i.coupon, b.id, i.program, i.sku, 'CODE-' || i.n, 'code-' || i.n, i.at from bench.issues i join programs.coupon_batches b on b.program = i.program and b.sku = i.sku
      union all select uuidv7(), b.id, b.program, b.sku, 'FREE-' || b.program || b.sku || n, 'free-' || b.program || b.sku || n, null
      from programs.coupon_batches b, generate_series(1, 2500) n;
    insert into programs.coupon_issues (coupon, entitlement, issued_at, mail) select coupon, entitlement, at, uuidv7() from bench.issues;
    insert into programs.bookings (entitlement, reference, channel, confirmed_at)
      select p.entitlement, 'BOOK-' || p.n, 'webhook', p.decided + interval '2 days' from bench.plan p where p.stage = 'active';`,
  ],
  [
    'renewals, seats, use, awards, askings',
    `update programs.entitlements e set seats = 1 + p.n % 40 from bench.plan p where p.entitlement = e.id;
    create table bench.renewed as select uuidv7() term, m.id membership, m.program, m.ends_at from programs.memberships m
      where m.ends_at <= now() and hashtext(m.id::text) % 3 <> 0;
    insert into programs.terms (id, membership, position, months, granted_at, starts_at, ends_at)
      select r.term, r.membership, 2, 12, r.ends_at - interval '20 days', r.ends_at, r.ends_at + interval '1 year' from bench.renewed r;
    insert into programs.entitlements (membership, term, program, sku, hosting, seats, granted_at)
      select e.membership, r.term, e.program, e.sku, e.hosting, e.seats, r.ends_at - interval '20 days'
      from bench.renewed r join programs.entitlements e on e.membership = r.membership;
    update programs.memberships m set ends_at = r.ends_at + interval '1 year', state = 'active', state_since = m.starts_at from bench.renewed r where r.membership = m.id;
    insert into programs.uses (entitlement, day, seats, recorded_at)
      select e.id, d, (hashtext(e.id::text) & 7), now() from programs.entitlements e join programs.terms t on t.id = e.term,
        generate_series(t.starts_at::date, least(t.ends_at, now())::date, interval '30 days') d where t.starts_at is not null;
    insert into programs.awards (term, application, program, awarded_at, business_days)
      select p.entitlement, p.id, p.program, p.decided + interval '1 day', 1 + extract(day from p.decided - p.at) * 5 / 7
      from bench.plan p join programs.coupon_issues i on i.entitlement = p.entitlement;
    insert into programs.askings (program, occasion, application, decision, identity, language, question, translated, key_hash, asked_at, answered_at, score)
      select d.program, 'decision', d.application, d.id, a.identity, 'en', 'How satisfied are you?', true, sha256(d.id::text::bytea), d.settled_at + interval '5 days',
        case when hashtext(d.id::text) % 5 < 2 then d.settled_at + interval '6 days' end, case when hashtext(d.id::text) % 5 < 2 then 1 + abs(hashtext(d.id::text)) % 5 end
      from programs.decisions d join programs.applications a on a.id = d.application where hashtext(d.application::text) % 2 = 0 and d.settled_at < now() - interval '5 days';`,
  ],
  [
    'mails',
    `insert into mail.messages (template, template_version, language, confidential, about_kind, about_id, program, to_address, to_name, subject, message_id, state,
        queued_at, sent_at, body_removed_at)
      select 'programs.confirm-mail', '1', 'en', true, 'application', p.id, p.program, 'person' || p.person || '@mail.example', '', 'Please confirm your mail address',
        '<bench-' || p.n || '@guildhall.example>', 'sent', p.at, p.at, p.at from bench.plan p;`,
  ],
  [
    'facts',
    `create table bench.steps as
    select p.id about, p.program, a.identity, f.kind, f.at, f.actor_kind,
      case when f.actor_kind = 'account' then ${pick('r.ids', 'p.n', 9)}::text when f.actor_kind = 'applicant' then p.id::text end actor_id
    from bench.plan p join programs.applications a on a.id = p.id cross join bench.reviewers r cross join lateral (
      select 'application.submitted' kind, p.at as at, 'stranger' actor_kind
      union all select 'application.mail-confirmed', p.confirmed, 'applicant' where p.stage <> 'confirming'
      union all select 'application.checks-asked', p.confirmed + interval '1 second', 'system' where p.stage <> 'confirming'
      union all select 'application.check-finished', p.checked + n * interval '1 second', 'system' from generate_series(1, 6) n where p.stage <> 'confirming'
      union all select 'application.' || case when p.stage = 'refused' then 'refused' else 'approved' end, p.decided, case when p.n % 2 = 0 then 'account' else 'system' end where ${DECIDED}
      union all select 'application.decision-settled', p.decided + interval '10 minutes', 'system' where ${DECIDED}
      union all select 'application.agreement-accepted', p.decided + interval '1 day', 'applicant' where ${AGREED}
      union all select 'membership.granted', p.decided + interval '1 day', 'system' where ${AGREED}
      union all select 'coupon.issued', p.decided + interval '1 day', 'system' where ${ISSUED}
      union all select 'membership.activated', p.decided + interval '2 days', 'system' where p.stage = 'active'
      union all select 'application.withdrawn', p.checked, 'applicant' where p.stage = 'withdrawn'
      union all select 'application.message-written', p.checked, 'account' where p.n % 7 = 0
    ) f;
    insert into ledger.facts (id, kind, happened_at, actor_kind, actor_id, about_kind, about_id, program, identity, data, request)
      select uuidv7(at - now()), kind, at, actor_kind, actor_id, 'application', about, program, identity, '{}', uuidv7()::text from bench.steps
      order by at;`,
  ],
  [
    'deliveries',
    `insert into ledger.deliveries (fact, listener, done_at)
      select f.id, l.listener, f.happened_at from ledger.facts f join (values ('application.mail-confirmed', 'programs.tell-received'),
        ('application.mail-confirmed', 'programs.start-checks'), ('application.decision-settled', 'programs.tell-decision'),
        ('application.check-finished', 'programs.approve-by-rule'), ('application.agreement-accepted', 'programs.grant-membership')) l(kind, listener)
      using (kind) order by f.id;`,
  ],
  ['statistics', 'drop schema bench cascade'],
  ['vacuum and analyze', 'vacuum analyze'],
];

/** The programs alone, for a house without applications. */
export const OPENED: typeof SEED = [['programs', `update programs.programs set opened_at = made_at`]];
