import { describe, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { accountOf, faultOf, visitor } from '#tests/support/visitor.ts';
import { writeAccount } from './accounts.ts';

const P1 = '019aa000-0000-7000-8000-00000000000a';
const P2 = '019aa000-0000-7000-8000-00000000000b';
const password = 'correct teapot marsh lantern';

describe('giving and ending roles', async () => {
  const house = await testHouse();
  // These programs exist for this test only; whether a program exists is the programs room's to say.
  (house.house.scopes as Map<string, unknown>).delete('program');
  const owner = await house.as('owner');
  const manager = await house.as('manager');
  const lead = await house.as('program-manager', P1);
  const plain = await house.as('analyst');
  const [ownerId, managerId, leadId, plainId] = await Promise.all([
    accountOf(owner),
    accountOf(manager),
    accountOf(lead),
    accountOf(plain),
  ]);
  const grantsOf = async (id: string) =>
    (await owner.access.listAccounts({ limit: 200 })).rows.find((a) => a.id === id)?.grants ?? [];

  test('a role holds from the next request on, and ends with it', async () => {
    const before = await faultOf(plain.access.organisation({}));
    expect(before?.code).toBe('FORBIDDEN');
    const { grant } = await manager.access.grantRole({ account: plainId, role: 'manager', program: null });
    expect(await faultOf(plain.access.organisation({}))).toBeNull();
    expect(await manager.access.grantRole({ account: plainId, role: 'manager', program: null })).toEqual({
      grant,
    });
    await manager.access.endGrant({ id: grant });
    expect((await faultOf(plain.access.organisation({})))?.code).toBe('FORBIDDEN');
    await manager.access.endGrant({ id: grant });
    const facts = await house.rows<{ kind: string }>(
      `select kind from ledger.facts where about_id = '${plainId}' order by id`,
    );
    expect(facts.map((f) => f.kind)).toEqual(['account.role-granted', 'account.role-ended']);
  });

  test('nobody gives or ends more than he holds', async () => {
    const give = (
      by: typeof owner,
      role: 'owner' | 'manager' | 'reviewer' | 'program-manager',
      program: string | null,
    ) => faultOf(by.access.grantRole({ account: plainId, role, program }));
    expect(await give(manager, 'owner', null)).toMatchObject({ rule: 'access.beyond-own' });
    expect(await give(lead, 'manager', P1)).toMatchObject({ rule: 'access.beyond-own' });
    expect(await give(lead, 'reviewer', null)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await give(lead, 'reviewer', P2)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await give(lead, 'reviewer', P1)).toBeNull();
    expect(await give(plain, 'reviewer', P1)).toMatchObject({ code: 'FORBIDDEN' });

    const ownersGrant = (await grantsOf(ownerId))[0]?.id ?? '';
    const managersGrant = (await grantsOf(managerId))[0]?.id ?? '';
    expect(await faultOf(manager.access.endGrant({ id: ownersGrant }))).toMatchObject({ rule: 'access.beyond-own' });
    expect(await faultOf(lead.access.endGrant({ id: managersGrant }))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await faultOf(manager.access.disableAccount({ id: ownerId }))).toMatchObject({
      rule: 'access.beyond-own',
    });
    const own = (await grantsOf(plainId)).find((g) => g.program === P1)?.id ?? '';
    expect(await faultOf(lead.access.endGrant({ id: own }))).toBeNull();
  });

  test('a page says beforehand what its viewer may do', async () => {
    const seen = async (by: typeof owner) =>
      new Map((await by.access.listAccounts({ limit: 200 })).rows.map((a) => [a.id, a]));
    const forManager = await seen(manager);
    expect(forManager.get(ownerId)?.can.disable).toBe(false);
    expect(forManager.get(ownerId)?.grants[0]?.canEnd).toBe(false);
    expect(forManager.get(leadId)?.can.disable).toBe(true);
    expect(forManager.get(managerId)?.can.disable).toBe(false);
    expect((await seen(lead)).get(managerId)?.can).toEqual({
      grant: true,
      disable: false,
      enable: false,
      erase: false,
    });
    const canGive = async (by: typeof owner) =>
      (await by.access.roles({})).roles.filter((r) => r.canGive).map((r) => r.role);
    expect(await canGive(owner)).toEqual(['owner', 'manager', 'program-manager', 'reviewer', 'analyst']);
    expect(await canGive(manager)).toEqual(['manager', 'program-manager', 'reviewer', 'analyst']);
    expect(await canGive(lead)).not.toContain('manager');
    expect(await canGive(plain)).toEqual([]);
  });

  test('who reads one program sees its people, not those of another', async () => {
    const other = await house.as('reviewer', P2);
    const mine = await house.as('reviewer', P1);
    const ids = (await lead.access.listAccounts({ limit: 200 })).rows.map((a) => a.id);
    expect(ids).toContain(await accountOf(mine));
    expect(ids).toContain(managerId);
    expect(ids).not.toContain(await accountOf(other));
    expect((await lead.access.getAccount({ id: await accountOf(mine) })).grants).toMatchObject([
      { role: 'reviewer', program: P1, canEnd: true },
    ]);
    expect(await faultOf(lead.access.getAccount({ id: await accountOf(other) }))).toMatchObject({ code: 'NOT_FOUND' });
    const choices = await lead.access.colleagues({ permission: 'access.manage', program: P2 });
    expect(choices.colleagues.map((p) => p.id).sort()).toEqual([ownerId, managerId].sort());
  });
});

describe('the last owner', async () => {
  const house = await testHouse();
  const first = await house.as('owner');
  const second = await house.as('owner');
  const [firstId, secondId] = await Promise.all([accountOf(first), accountOf(second)]);
  const grantOf = async (id: string) =>
    (await house.rows<{ id: string }>(`select id from access.grants where account = '${id}'`))[0]?.id ?? '';

  test('stays, even when two owners take the role from each other at the same moment', async () => {
    const [a, b] = [await grantOf(firstId), await grantOf(secondId)];
    for (let round = 0; round < 8; round++) {
      await house.rows(`update access.grants set ended_at = null, ended_by = null where id in ('${a}', '${b}')`);
      const outcomes = await Promise.all([
        faultOf(first.access.endGrant({ id: b })),
        faultOf(second.access.endGrant({ id: a })),
      ]);
      const left = await house.rows(`select id from access.grants where role = 'owner' and ended_at is null`);
      expect(left).toHaveLength(1);
      expect(outcomes.filter((o) => o === null)).toHaveLength(1);
    }
  });

  test('can neither step down nor be disabled, and a disabled owner does not count', async () => {
    await house.rows(`update access.grants set ended_at = null, ended_by = null where role = 'owner'`);
    await first.access.disableAccount({ id: secondId });
    const own = await grantOf(firstId);
    expect(await faultOf(first.access.endGrant({ id: own }))).toMatchObject({
      code: 'REFUSED',
      rule: 'access.last-owner',
    });
    expect(await faultOf(first.access.disableAccount({ id: firstId }))).toMatchObject({
      rule: 'access.own-account',
    });
    const operator = house.transact(async (c) =>
      (await import('./commands/disable-account.ts')).disableAccount(c, { id: firstId }),
    );
    await expect(operator).rejects.toMatchObject({ data: { rule: 'access.last-owner' } });
  });
});

describe('a disabled account', async () => {
  const house = await testHouse();
  const owner = await house.as('owner');
  const id = await house.transact((c) =>
    writeAccount(c, {
      name: 'Ada',
      mail: 'ada@example.org',
      password,
      role: 'manager',
      program: null,
      grantedBy: null,
    }),
  );
  const browser = visitor(house);
  await browser.access.signIn({ mail: 'ada@example.org', password });
  const { token } = await browser.access.makeToken({ name: 'Reports' });
  const program = house.client({ authorization: `Bearer ${token}` });

  test('is out at once, by cookie and by token, and comes back with its roles only', async () => {
    expect((await program.access.me({})).account?.id).toBe(id);
    await owner.access.disableAccount({ id });
    await owner.access.disableAccount({ id });
    expect((await browser.access.me({})).account).toBeNull();
    expect((await program.access.me({})).account).toBeNull();
    expect((await faultOf(visitor(house).access.signIn({ mail: 'ada@example.org', password })))?.code).toBe('INVALID');
    expect((await owner.access.listAccounts({ state: 'disabled' })).rows.map((a) => a.can)).toEqual([
      { grant: false, disable: false, enable: true, erase: true },
    ]);
    expect(await faultOf(owner.access.grantRole({ account: id, role: 'analyst', program: null }))).toMatchObject({
      rule: 'access.account-disabled',
    });

    await owner.access.enableAccount({ id });
    expect((await browser.access.me({})).account).toBeNull();
    expect((await program.access.me({})).account).toBeNull();
    await browser.access.signIn({ mail: 'ada@example.org', password });
    expect((await browser.access.me({})).grants.map((g) => g.role)).toEqual(['manager']);
  });
});

describe('the list of accounts', async () => {
  const house = await testHouse();
  const owner = await house.as('owner');
  for (const [name, mail] of [
    ['Zoe', 'zoe'],
    ['adam', 'adam.one'],
    ['Béa', 'bea'],
    ['Adam', 'adam.two'],
    ['100% Quiet', 'quiet'],
    ['Mia_Wu', 'mia'],
  ] as const) {
    await house.transact((c) =>
      writeAccount(c, {
        name,
        mail: `${mail}@example.org`,
        password,
        role: 'analyst',
        program: null,
        grantedBy: null,
      }),
    );
  }

  test('pages through all by name, each once', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const answer = await owner.access.listAccounts({ limit: 2, ...(after ? { after } : {}) });
      expect(answer.total).toBe(7);
      seen.push(...answer.rows.map((a) => a.id));
      after = answer.next ?? undefined;
    } while (after);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
  });

  test('is searched by name or address, taking signs as they are', async () => {
    const names = async (search: string) => (await owner.access.listAccounts({ search })).rows.map((a) => a.name);
    expect((await names('ADAM')).toSorted()).toEqual(['Adam', 'adam']);
    expect(await names('100%')).toEqual(['100% Quiet']);
    expect(await names('a_w')).toEqual(['Mia_Wu']);
    expect(await names('zoe@')).toEqual(['Zoe']);
    expect(await names('nobody')).toEqual([]);
  });

  test('is narrowed by roles held and not held', async () => {
    const count = async (filter: { roles?: ('owner' | 'analyst')[]; withoutRoles?: ('owner' | 'analyst')[] }) =>
      (await owner.access.listAccounts(filter)).total;
    expect(await count({ roles: ['owner'] })).toBe(1);
    expect(await count({ roles: ['owner', 'analyst'] })).toBe(7);
    expect(await count({ withoutRoles: ['analyst'] })).toBe(1);
    expect(await count({ withoutRoles: ['owner', 'analyst'] })).toBe(0);
  });

  test('refuses a page marker that is not its own', async () => {
    expect((await faultOf(owner.access.listAccounts({ after: 'nonsense' })))?.code).toBe('INVALID');
  });

  test('lends its names to other rooms', async () => {
    const names = await house.rows<{ name: string; initials: string }>(
      'select name, initials from access.account_names order by name',
    );
    expect(Object.fromEntries(names.map((n) => [n.name, n.initials]))).toMatchObject({
      Zoe: 'Z',
      Mia_Wu: 'MW',
      'Test owner': 'TO',
    });
  });
});
