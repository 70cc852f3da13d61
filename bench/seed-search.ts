const syllables = `array['ba','cor','del','fen','gar','hol','jun','kal','lor','mar','nim','or','pel','quin','ros','sta','tor','ul','ven','wex','yar','zan','bri','chel','dru','fla','gri','kno','pla','stra']`;
/** A number of some range that depends on `n` and a salt alone. */
const dice = (n: string, salt: number, range: number) => `(abs(hashint8extended(${n}, ${salt})) % ${range})::int`;
const syllable = (n: string, salt: number) => `(${syllables})[1 + ${dice(n, salt, 30)}]`;
/** A speakable word of three syllables, one of 27,000, and a shorter one of 900. */
const word = (n: string, salt: number) =>
  `${syllable(n, salt)} || ${syllable(n, salt + 1)} || ${syllable(n, salt + 2)}`;
const short = (n: string, salt: number) => `${syllable(n, salt)} || ${syllable(n, salt + 1)}`;

/** 200,000 applications, 180,000 people and 120,000 organisations with speakable names: rows enough for the search, and no others. */
export const RECORDS: readonly (readonly [string, string])[] = [
  [
    'programs',
    `insert into programs.programs (slug, name, prefix, preset, made_at, opened_at)
      select 'program-' || n, 'Program ' || n, 'PR' || chr(64 + n), 'open-source', now() - interval '730 days', now() from generate_series(1, 4) n;
    create schema if not exists bench;
    create table bench.programs as select array_agg(id order by id) ids from programs.programs;`,
  ],
  [
    'people',
    `insert into community.identities (id, platform, kind, folded, written, name, named_at, found_by, first_seen_at)
      select uuidv7(at - now()), 'email', 'address', address, address, initcap(first) || ' ' || initcap(last), at, first || ' ' || last || ' ' || address, at
      from (select *, first || '.' || last || n || '@' || mail || '.example' address from (
        select n, now() - interval '730 days' * (1 - n / 180000.0) as at, ${short('n', 1)} first, ${word('n', 3)} last, ${short(dice('n', 7, 3000), 8)} mail
        from generate_series(1, 180000) n) y) x;
    insert into ledger.facts (id, kind, happened_at, actor_kind, about_kind, about_id, program, identity, data)
      select uuidv7(), 'application.submitted', i.first_seen_at, 'stranger', 'application', i.id, (select ids[1 + ${dice('row_number() over ()', 9, 4)}] from bench.programs), i.id, '{}'
      from community.identities i where i.kind = 'address';`,
  ],
  [
    'organisations',
    `insert into community.organisations (id, name, folded, domain, found_by, made_at)
      select uuidv7(at - now()), initcap(a) || ' ' || initcap(b) || ' ' || n, a || ' ' || b || ' ' || n, a || b || n || '.example', a || ' ' || b, at
      from (select n, now() - interval '730 days' * (1 - n / 120000.0) as at, ${word('n', 20)} a, (array['systems','labs','foundation','collective','industries'])[1 + n % 5] b
        from generate_series(1, 120000) n) x;`,
  ],
  [
    'applications',
    `insert into programs.applications (id, program, policy, kind, identity, applicant_name, address, project, namespace_key, namespace_url, hosting, answers,
        statements, proof_token, submitted_at, stage, stage_since, waiting_for)
      select uuidv7(at - now()), ids[1 + ${dice('n', 30, 4)}], gen_random_uuid(), 'new', i.id, i.name, i.folded, initcap(a) || ' ' || b, host || '/' || a || n, 'https://' || host || '/' || a || n,
        'saas', '{}', '{}', 'x', at, 'active', at, 'nobody'
      from (select n, now() - interval '728 days' * (1 - n / 200000.0) as at, ${word('n', 31)} a, case when n % 4 = 0 then ${short('n', 36)} else (array['engine','project','toolkit','server','library','signal'])[1 + n % 6] end b,
          case when n % 3 = 0 then 'github.com' else 'gitlab.com' end host, ${dice('n', 35, 180_000)} person from generate_series(1, 200000) n) x
      join (select *, row_number() over (order by id) - 1 as person from community.identities where kind = 'address') i using (person), bench.programs;
    analyze programs.applications, community.identities, community.organisations, ledger.facts;`,
  ],
];
