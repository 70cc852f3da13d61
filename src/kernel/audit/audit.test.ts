import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { accountOf, faultOf } from '#tests/support/visitor.ts';
import { statementOf } from './log.ts';
import { forgetOrigins } from './settings.ts';

const P1 = '019aa000-0000-7000-8000-00000000000a';
const house = await testHouse();
(house.house.scopes as Map<string, unknown>).delete('program');
const owner = await house.as('owner');
const manager = await house.as('manager');
const plain = await house.as('analyst');
const plainId = await accountOf(plain);

test('who did what, when, from where, with what, and what changed', async () => {
  await manager.access.grantRole({ account: plainId, role: 'reviewer', program: P1 });
  const organisation = await owner.access.organisation({});
  await owner.access.updateOrganisation({ ...organisation, name: 'Ark Works' });
  const { rows } = await owner.audit.log({});
  expect(rows.slice(0, 2).map((r) => r.kind)).toEqual(['organisation.changed', 'account.role-granted']);
  expect(rows[1]).toMatchObject({
    at: '2026-03-10T09:00:00Z',
    words: 'gave a role',
    who: { kind: 'account', id: manager.accountId, name: 'Test manager' },
    about: { kind: 'account', id: plainId, title: 'Test analyst', href: `/settings/people/${plainId}` },
    program: P1,
    from: { address: 'unknown' },
    with: { kind: 'token', name: 'test' },
  });
  const entry = await owner.audit.entry({ id: rows[0]?.id ?? '' });
  expect(entry.data).toEqual({ fields: ['name'] });
  expect(entry.request).not.toBeNull();
});

test('each filter keeps what fits it, and together they narrow', async () => {
  const kindsOf = async (filters: Parameters<typeof owner.audit.log>[0]) =>
    (await owner.audit.log(filters)).rows.map((r) => r.kind);
  expect(await kindsOf({ who: manager.accountId })).toEqual(['account.role-granted']);
  expect(await kindsOf({ kinds: ['organisation.changed'] })).toEqual(['organisation.changed']);
  expect(await kindsOf({ kinds: ['organisation.changed', 'account.role-granted'] })).toHaveLength(2);
  expect(await kindsOf({ about: plainId })).toEqual(['account.role-granted']);
  expect(await kindsOf({ program: P1 })).toEqual(['account.role-granted']);
  expect(await kindsOf({ program: P1, who: owner.accountId })).toEqual([]);
  expect(await kindsOf({ from: 'unknown', kinds: ['account.role-granted'] })).toHaveLength(1);
  expect(await kindsOf({ from: '192.0.2.1' })).toEqual([]);
  expect(await kindsOf({ until: '2026-03-10T09:00:00Z' })).toEqual([]);
  expect((await kindsOf({ since: '2026-03-10T09:00:00Z' })).length).toBeGreaterThan(1);
  expect(await kindsOf({ text: 'gave a role' })).toEqual(['account.role-granted']);
  expect(await kindsOf({ text: 'test manager' })).toEqual(['account.role-granted']);
  expect(await kindsOf({ text: plainId })).toEqual(['account.role-granted']);
  const { id } = await owner.access.makeRole({ name: 'Zebra keepers', permissions: ['audit.read'] });
  expect(await kindsOf({ text: 'zebra' })).toEqual(['role.made']);
  const [made] = (await owner.audit.log({ about: id })).rows;
  expect(made?.about).toEqual({ kind: 'role', id, title: 'Zebra keepers', href: '/settings/roles' });
  expect(await kindsOf({ about: id, text: 'zebra' })).toEqual(['role.made']);
  expect(await kindsOf({ text: 'nothing of the kind' })).toEqual([]);
});

test('pages go on where the last one ended, each entry once, with and without a text', async () => {
  for (let n = 0; n < 7; n++) {
    if (n % 3 === 0) house.clock.advance({ seconds: 1 });
    await owner.access.makeRole({ name: `Olive ${n}`, permissions: ['audit.read'] });
  }
  for (const text of [undefined, 'olive']) {
    const whole = (await owner.audit.log({ limit: 200, ...(text ? { text } : {}) })).rows.map((r) => r.id);
    const walked: string[] = [];
    let after: string | undefined;
    do {
      const page = await owner.audit.log({ limit: 2, ...(text ? { text } : {}), ...(after ? { after } : {}) });
      walked.push(...page.rows.map((r) => r.id));
      after = page.next ?? undefined;
    } while (after);
    expect(walked).toEqual(whole);
    expect(new Set(walked).size).toBe(walked.length);
    expect(walked.length).toBeGreaterThanOrEqual(7);
  }
});

test('a role for one program sees the facts of that program only', async () => {
  const { id: role } = await owner.access.makeRole({ name: 'Auditor', permissions: ['audit.read'] });
  const auditor = await house.as('analyst', P1);
  await owner.access.grantRole({ account: auditor.accountId, role, program: P1 });
  const { rows } = await auditor.audit.log({});
  expect(rows.length).toBeGreaterThan(1);
  expect(new Set(rows.map((r) => r.program))).toEqual(new Set([P1]));
  const hidden = (await owner.audit.log({ kinds: ['role.made'] })).rows[0]?.id ?? '';
  expect(await faultOf(auditor.audit.entry({ id: hidden }))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await faultOf(plain.audit.log({}))).toMatchObject({ code: 'FORBIDDEN' });
});

test('an export is a file that a spreadsheet reads as text, and a fact with its filters', async () => {
  await house.rows(`update access.accounts set name = ' =HYPERLINK("x")' where id = '${owner.accountId}'`);
  await owner.access.makeRole({ name: '=SUM(A1), "x"', permissions: ['audit.read'] });
  const csv = await manager.audit.exportLog({ kinds: ['role.made'] });
  expect(csv.text.split('\r\n')[0]).toMatch(/^\uFEFFid,at,kind,/);
  expect(csv.text).toContain(`,"' =HYPERLINK(""x"")",role,`);
  expect(csv.rows).toBe(csv.text.trimEnd().split('\r\n').length - 1);
  const lines = await manager.audit.exportLog({ kinds: ['role.made'], format: 'jsonl' });
  const parsed = lines.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(parsed).toHaveLength(lines.rows);
  expect(parsed[0].changes.find((c: { field: string }) => c.field === 'name').after).toBe('=SUM(A1), "x"');
  const told = await owner.audit.log({ kinds: ['audit.exported'] });
  expect(told.rows).toHaveLength(2);
  const entry = await owner.audit.entry({ id: told.rows[1]?.id ?? '' });
  expect(entry.data).toEqual({ format: 'csv', rows: csv.rows, filters: ['kinds'], part: 'first' });
});

test('addresses and agents go by the rule that is set; facts stay', async () => {
  const count = async () => (await house.rows<{ n: number }>('select count(*)::int n from ledger.origins'))[0]?.n ?? 0;
  const facts = async () => (await house.rows<{ n: number }>('select count(*)::int n from ledger.facts'))[0]?.n ?? 0;
  expect(await house.transact(forgetOrigins)).toBe(0);
  expect(await faultOf(manager.audit.updateSettings({ originDays: 30 }))).toMatchObject({ code: 'FORBIDDEN' });
  await owner.audit.updateSettings({ originDays: 30 });
  const before = { origins: await count(), facts: await facts() };
  house.clock.advance({ hours: 29 * 24 });
  expect(await house.transact(forgetOrigins)).toBe(0);
  house.clock.advance({ hours: 48 });
  expect(await house.transact(forgetOrigins)).toBe(before.origins);
  expect(await count()).toBe(0);
  expect(await facts()).toBe(before.facts);
  expect((await owner.audit.log({})).rows.every((r) => r.from === null)).toBe(true);
});

test('of applicants and strangers no address is kept', async () => {
  await house.stranger.access.requestPasswordReset({ mail: 'nobody@example.org' });
  const rows = await house.rows(
    `select from ledger.origins o join ledger.facts f on f.id = o.fact
     where f.actor_kind <> 'account' and f.kind <> 'account.sign-in-failed'`,
  );
  expect(rows).toEqual([]);
});

test('no filter reads the whole ledger: every one is answered by an index', async () => {
  const many = 60_000;
  await house.rows(`
    insert into ledger.facts (id, kind, happened_at, actor_kind, actor_id, about_kind, about_id, program, data, request)
    select uuidv7(), 'bulk.kind-' || n % 40, timestamptz '2024-01-01' + n * interval '1 minute', 'account',
      ('019aa000-0000-7000-8000-' || lpad((n % 300)::text, 12, '0')), 'application',
      ('019aa000-0000-7000-8001-' || lpad((n % 9000)::text, 12, '0'))::uuid,
      ('019aa000-0000-7000-8002-' || lpad((n % 12)::text, 12, '0'))::uuid, '{}', 'r' || n
    from generate_series(1, ${many}) n;
    insert into ledger.origins (fact, at, address_prefix)
    select id, happened_at, '198.51.' || (random() * 200)::int || '.' || (random() * 200)::int from ledger.facts where kind like 'bulk.%';
    insert into ledger.details (fact, field, after)
    select id, 'name', to_jsonb('word' || request) from ledger.facts where kind = 'bulk.kind-7';
    analyze ledger.facts; analyze ledger.origins; analyze ledger.details`);
  const who = '019aa000-0000-7000-8000-000000000042';
  const asked: Record<string, Parameters<typeof owner.audit.log>[0]> = {
    nothing: {},
    who: { who },
    kind: { kinds: ['bulk.kind-3'] },
    kinds: { kinds: ['bulk.kind-3', 'bulk.kind-4', 'role.made'] },
    about: { about: '019aa000-0000-7000-8001-000000000042' },
    program: { program: '019aa000-0000-7000-8002-000000000004' },
    from: { from: '198.51.7.7' },
    period: { since: '2024-01-10T00:00:00Z', until: '2024-01-11T00:00:00Z' },
    'kind and who': { kinds: ['bulk.kind-2'], who },
    word: { text: 'wordr7' },
    'name of somebody': { text: 'Test manager' },
    'id and period': { text: P1, since: '2024-01-10T00:00:00Z' },
  };
  const marker = (await owner.audit.log({ limit: 1 })).next ?? undefined;
  for (const [name, filters] of Object.entries(asked)) {
    for (const after of [undefined, marker]) {
      const plan = await house.transact(async (c) => {
        const as = { ...c, actor: { kind: 'system', name: 'test' } as const };
        const statement = await statementOf(as, filters as never, after, 51);
        return (await sql<{ 'QUERY PLAN': string }>`explain (costs off) ${statement}`.execute(c.tx)).rows
          .map((row) => row['QUERY PLAN'])
          .join('\n');
      });
      expect(plan, `${name}\n${plan}`).not.toMatch(/Seq Scan on (facts|origins|details)/);
    }
  }
});
