import { expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { accountOf, faultOf, visitor } from '#tests/support/visitor.ts';
import { houseRoles, rolesLikeManagers } from './house-roles.ts';

const P1 = '019aa000-0000-7000-8000-00000000000a';
const P2 = '019aa000-0000-7000-8000-00000000000b';
const house = await testHouse();
// These programs exist for this test only; whether a program exists is the programs room's to say.
(house.house.scopes as Map<string, unknown>).delete('program');
const owner = await house.as('owner');
const manager = await house.as('manager');
const facts = (about: string) =>
  house.rows<{ kind: string; data: unknown; field: string | null; before: unknown; after: unknown }>(
    `select f.kind, f.data, d.field, d.before, d.after from ledger.facts f left join ledger.details d on d.fact = f.id
     where f.about_id = '${about}' order by f.id, d.field`,
  );

test('an owner makes a role; it holds where it is given, and from the next request on what it is changed to', async () => {
  const lead = await house.as('analyst', P1);
  const id = await accountOf(lead);
  const { id: role } = await owner.access.makeRole({
    name: 'Legal',
    words: 'Settings only.',
    permissions: ['organisation.settings', 'access.read', 'access.read'],
  });
  expect((await faultOf(lead.access.organisation({})))?.code).toBe('FORBIDDEN');
  const { grant } = await owner.access.grantRole({ account: id, role, program: null });
  expect(await faultOf(lead.access.organisation({}))).toBeNull();
  expect((await lead.access.me({})).grants.find((g) => g.role === role)?.permissions).toEqual([
    'access.read',
    'organisation.settings',
  ]);
  await owner.access.changeRole({ id: role, name: 'Lawyers', words: '', permissions: ['access.read'] });
  expect((await faultOf(lead.access.organisation({})))?.code).toBe('FORBIDDEN');
  expect((await lead.access.listAccounts({})).rows.length).toBeGreaterThan(1);
  const shown = (await owner.access.roles({})).roles.find((r) => r.role === role);
  expect(shown).toMatchObject({ label: 'Lawyers', made: true, retired: false, holders: 1, canGive: true });
  await owner.access.endGrant({ id: grant });
  expect(await facts(role)).toEqual([
    expect.objectContaining({ kind: 'role.made', field: 'name', after: 'Legal' }),
    expect.objectContaining({ kind: 'role.made', field: 'permissions' }),
    expect.objectContaining({ kind: 'role.made', field: 'words' }),
    expect.objectContaining({ kind: 'role.changed', field: 'name', before: 'Legal', after: 'Lawyers' }),
    expect.objectContaining({
      kind: 'role.changed',
      field: 'permissions',
      data: { renamed: true, added: [], taken: ['organisation.settings'] },
    }),
    expect.objectContaining({ kind: 'role.changed', field: 'words' }),
  ]);
});

test('given for one program it reaches no other', async () => {
  const { id: role } = await owner.access.makeRole({
    name: 'Doorkeeper',
    permissions: ['access.read', 'access.manage'],
  });
  const person = await house.as('analyst', P2);
  await manager.access.grantRole({ account: await accountOf(person), role, program: P1 });
  const grants = (await person.access.me({})).grants.filter((g) => g.role === role);
  expect(grants).toEqual([{ role, program: P1, permissions: ['access.manage', 'access.read'] }]);
  const other = await accountOf(await house.as('analyst', P1));
  expect(await faultOf(person.access.grantRole({ account: other, role, program: P2 }))).toMatchObject({
    code: 'FORBIDDEN',
  });
  expect(await faultOf(person.access.grantRole({ account: other, role, program: P1 }))).toBeNull();
  expect(await faultOf(person.access.grantRole({ account: other, role: 'reviewer', program: P1 }))).toMatchObject({
    rule: 'access.beyond-own',
  });
});

test('nobody gives, makes or widens a role beyond what he holds', async () => {
  const { id: operator } = await owner.access.makeRole({ name: 'Operator', permissions: ['house.operate'] });
  const somebody = await accountOf(await house.as('analyst'));
  expect(await faultOf(manager.access.grantRole({ account: somebody, role: operator, program: null }))).toMatchObject({
    rule: 'access.beyond-own',
  });
  expect(await faultOf(manager.access.invite({ mail: 'x@example.org', role: operator, program: null }))).toMatchObject({
    rule: 'access.beyond-own',
  });
  expect((await faultOf(manager.access.makeRole({ name: 'Mine', permissions: ['access.read'] })))?.code).toBe(
    'FORBIDDEN',
  );
  // Somebody who may make roles, and holds little else, makes none that goes beyond it, and cannot change wider ones.
  const { id: maker } = await owner.access.makeRole({ name: 'Maker', permissions: ['access.roles', 'access.read'] });
  const person = await house.as('analyst', P1);
  await owner.access.grantRole({ account: await accountOf(person), role: maker, program: null });
  expect(await faultOf(person.access.makeRole({ name: 'Small', permissions: ['access.read'] }))).toBeNull();
  const beyond = { rule: 'access.beyond-own' };
  expect(await faultOf(person.access.makeRole({ name: 'Big', permissions: ['house.operate'] }))).toMatchObject(beyond);
  const widened = { id: maker, name: 'Maker', permissions: ['access.roles', 'access.read', 'access.manage'] };
  expect(await faultOf(person.access.changeRole(widened))).toMatchObject(beyond);
  const narrowed = { id: operator, name: 'Operator', permissions: ['access.read'] };
  expect(await faultOf(person.access.changeRole(narrowed))).toMatchObject(beyond);
  expect(await faultOf(person.access.retireRole({ id: operator, holders: 'end' }))).toMatchObject(beyond);
  // What he holds for one program only does not go into a role that may be given for all.
  expect(await faultOf(person.access.makeRole({ name: 'Notes', permissions: ['work.read'] }))).toMatchObject(beyond);
  expect((await person.access.me({})).permissions).toContain('work.read');
});

test('a name is there once, and unknown permissions are refused', async () => {
  await owner.access.makeRole({ name: 'Unique', permissions: ['access.read'] });
  for (const name of ['unique', 'Owner', 'program-manager'])
    expect(await faultOf(owner.access.makeRole({ name, permissions: ['access.read'] }))).toMatchObject({
      code: 'INVALID',
    });
  expect(await faultOf(owner.access.makeRole({ name: 'Odd', permissions: ['no.such'] }))).toMatchObject({
    code: 'INVALID',
  });
  const nobody = await accountOf(await house.as('analyst'));
  expect(await faultOf(owner.access.grantRole({ account: nobody, role: P1, program: null }))).toMatchObject({
    code: 'INVALID',
  });
  const both = await Promise.all(
    [1, 2].map(() => faultOf(owner.access.makeRole({ name: 'At once', permissions: ['access.read'] }))),
  );
  expect(both.filter((fault) => fault === null)).toHaveLength(1);
});

test('a retired role is given no more: not by hand, not by an open invitation; its holders keep or lose it', async () => {
  const { id: role } = await owner.access.makeRole({ name: 'Season', permissions: ['organisation.settings'] });
  const person = await house.as('analyst');
  const account = await accountOf(person);
  await owner.access.grantRole({ account, role, program: null });
  await owner.access.invite({ mail: 'late@example.org', role, program: null });
  await house.work();
  expect(await owner.access.retireRole({ id: role, holders: 'keep' })).toEqual({ ended: 0, withdrawn: 1 });
  expect(await faultOf(person.access.organisation({}))).toBeNull();
  const retired = { rule: 'access.role-retired' };
  const other = await accountOf(await house.as('analyst'));
  expect(await faultOf(owner.access.grantRole({ account: other, role, program: null }))).toMatchObject(retired);
  expect(await faultOf(owner.access.invite({ mail: 'b@example.org', role, program: null }))).toMatchObject(retired);
  expect(await faultOf(owner.access.retireRole({ id: role, holders: 'end' }))).toMatchObject(retired);
  const mail = (await house.mailbox('late@example.org'))[0]?.text ?? '';
  const key = /key=([\w-]+)/.exec(mail)?.[1] ?? '';
  const late = visitor(house);
  expect(
    await faultOf(late.access.acceptInvitation({ key, name: 'Late', password: 'correct teapot marsh lantern' })),
  ).toMatchObject({ rule: 'access.invitation-withdrawn' });
  expect((await owner.access.roles({})).roles.find((r) => r.role === role)).toMatchObject({
    retired: true,
    canGive: false,
  });

  const { id: second } = await owner.access.makeRole({ name: 'Season', permissions: ['organisation.settings'] });
  await owner.access.grantRole({ account: other, role: second, program: null });
  expect(await owner.access.retireRole({ id: second, holders: 'end' })).toEqual({ ended: 1, withdrawn: 0 });
  expect((await facts(other)).map((f) => f.kind)).toEqual(['account.role-granted', 'account.role-ended']);
});

test('where owners and managers need a second factor, a role that holds what only they hold needs it too', async () => {
  const { id: like } = await owner.access.makeRole({ name: 'Chief', permissions: ['organisation.settings'] });
  const { id: unlike } = await owner.access.makeRole({ name: 'Reader', permissions: ['access.read'] });
  const needing = await house.transact(async (c) => rolesLikeManagers(await houseRoles(c)));
  expect(needing).toEqual(expect.arrayContaining(['owner', 'manager', like]));
  for (const role of [unlike, 'program-manager', 'reviewer', 'analyst']) expect(needing).not.toContain(role);
  await owner.access.updateSignInSettings({ factorFor: 'owners-and-managers', passwordFor: 'everybody' });
  const chief = await house.as('analyst');
  expect((await chief.access.ownKeys({})).needsFactor).toBe(false);
  await owner.access.grantRole({ account: await accountOf(chief), role: unlike, program: null });
  expect((await chief.access.ownKeys({})).needsFactor).toBe(false);
  await owner.access.grantRole({ account: await accountOf(chief), role: like, program: P1 });
  expect((await chief.access.ownKeys({})).needsFactor).toBe(true);
});

test('who holds a permission through a made role is found where colleagues are chosen', async () => {
  const { id: role } = await owner.access.makeRole({ name: 'Mailer', permissions: ['mail.settings'] });
  const person = await accountOf(await house.as('analyst'));
  const found = async () =>
    (await owner.access.colleagues({ permission: 'mail.settings' })).colleagues.some(({ id }) => id === person);
  expect(await found()).toBe(false);
  await owner.access.grantRole({ account: person, role, program: null });
  expect(await found()).toBe(true);
});
