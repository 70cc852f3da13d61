import { describe, expect, test } from 'vitest';
import { linkIn, testHouse } from '#tests/support/house.ts';
import { accountOf, faultOf, visitor } from '#tests/support/visitor.ts';
import { forgetEnded } from './jobs.ts';

const password = 'correct teapot marsh lantern';
const PROGRAM = '019aa000-0000-7000-8000-00000000000a';

describe('an invitation', async () => {
  const house = await testHouse();
  const manager = await house.as('manager');
  const invite = (mail: string, role: 'reviewer' | 'manager' | 'owner' = 'reviewer', program: string | null = null) =>
    manager.access.invite({ mail, name: 'Bob', role, program });
  const keyFor = async (mail: string) => {
    const mails = (await house.mailbox(mail)).filter((m) => m.template === 'access.invitation');
    return linkIn(mails.at(-1)?.text ?? '', '/invitation').replace('/invitation?key=', '');
  };
  const accept = (key: string, by = visitor(house)) => by.access.acceptInvitation({ key, name: 'Bob Stone', password });

  test('is mailed, read, accepted once, and brings the role it names', async () => {
    const { invitation, expiresAt } = await invite('Bob@example.org');
    expect(expiresAt).toBe('2026-03-17T09:00:00Z');
    const key = await keyFor('Bob@example.org');
    expect(await house.stranger.access.readInvitation({ key })).toMatchObject({
      mail: 'Bob@example.org',
      roleLabel: 'Reviewer',
      organisation: 'Guildhall',
    });
    const bob = visitor(house);
    const { account } = await accept(key, bob);
    expect((await bob.access.me({})).grants).toMatchObject([{ role: 'reviewer', program: null }]);
    expect(await faultOf(accept(key))).toMatchObject({ code: 'REFUSED', rule: 'access.invitation-accepted' });
    expect(await faultOf(invite('BOB@EXAMPLE.ORG'))).toMatchObject({ rule: 'access.has-account' });
    expect(await faultOf(manager.access.withdrawInvitation({ id: invitation }))).toMatchObject({
      rule: 'access.invitation-accepted',
    });
    const kinds = await house.rows<{ kind: string; actor_id: string }>(
      `select kind, actor_id from ledger.facts where about_id in ('${account}', '${invitation}') order by id`,
    );
    expect(kinds).toEqual([
      { kind: 'account.invited', actor_id: await accountOf(manager) },
      { kind: 'account.joined', actor_id: account },
      { kind: 'account.signed-in', actor_id: account },
    ]);
  });

  test('of which two use the link at once makes one account', async () => {
    await invite('twice@example.org');
    const key = await keyFor('twice@example.org');
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => faultOf(accept(key))));
    expect(outcomes.filter((o) => o === null)).toHaveLength(1);
    expect(await house.rows(`select id from access.accounts where folded = 'twice@example.org'`)).toHaveLength(1);
  });

  test('is replaced by a newer one of the same address, even when two are sent at once', async () => {
    await invite('carla@example.org');
    const older = await keyFor('carla@example.org');
    await Promise.all([invite('Carla@Example.org'), invite('carla@EXAMPLE.org')]);
    expect(await faultOf(accept(older))).toMatchObject({ rule: 'access.invitation-withdrawn' });
    const open = (await manager.access.listInvitations({})).rows.filter(
      (i) => i.mail.toLowerCase() === 'carla@example.org',
    );
    expect(open).toHaveLength(1);
  });

  test('ends after seven days, or when it is taken back', async () => {
    await invite('late@example.org');
    const late = await keyFor('late@example.org');
    const { invitation } = await invite('gone@example.org');
    const gone = await keyFor('gone@example.org');
    await manager.access.withdrawInvitation({ id: invitation });
    expect(await faultOf(accept(gone))).toMatchObject({ rule: 'access.invitation-withdrawn' });
    house.clock.advance({ hours: 7 * 24 });
    expect(await faultOf(accept(late))).toMatchObject({ rule: 'access.invitation-expired' });
    expect(await faultOf(house.stranger.access.readInvitation({ key: late }))).toMatchObject({
      rule: 'access.invitation-expired',
    });
    expect((await manager.access.listInvitations({})).rows.find((i) => i.mail === 'late@example.org')?.expired).toBe(
      true,
    );
    expect(await faultOf(accept('no-such-key'))).toMatchObject({ code: 'NOT_FOUND' });
    house.clock.advance({ hours: 31 * 24 });
    await house.transact(forgetEnded);
    expect(await house.rows(`select id from access.invitations where folded = 'late@example.org'`)).toEqual([]);
  });

  test('cannot carry more than its sender holds', async () => {
    expect(await faultOf(invite('eve@example.org', 'owner'))).toMatchObject({
      code: 'REFUSED',
      rule: 'access.beyond-own',
    });
    const owner = await house.as('owner');
    expect(
      await faultOf(owner.access.invite({ mail: 'eve@example.org', name: '', role: 'owner', program: PROGRAM })),
    ).toMatchObject({ code: 'INVALID', fields: ['program'] });
    await owner.access.invite({ mail: 'second@example.org', name: '', role: 'owner', program: null });
    // A manager can neither take back nor replace what an owner gave.
    expect(await faultOf(invite('second@example.org'))).toMatchObject({ rule: 'access.beyond-own' });
    const second = (await manager.access.listInvitations({})).rows.find((i) => i.mail === 'second@example.org');
    expect(second?.canWithdraw).toBe(false);
    expect(await faultOf(manager.access.withdrawInvitation({ id: second?.id ?? '' }))).toMatchObject({
      rule: 'access.beyond-own',
    });
    expect(
      await faultOf(
        (await house.as('reviewer')).access.invite({ mail: 'x@example.org', name: '', role: 'analyst', program: null }),
      ),
    ).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('of somebody shut out meanwhile is dead', async () => {
    const shut = await house.as('manager');
    await shut.access.invite({ mail: 'back.door@example.org', name: '', role: 'manager', program: null });
    const key = await keyFor('back.door@example.org');
    await manager.access.disableAccount({ id: await accountOf(shut) });
    expect(await faultOf(accept(key))).toMatchObject({ rule: 'access.invitation-withdrawn' });
  });

  test('of somebody who lost the role that let them give it is void, and good again with it', async () => {
    const sender = await house.as('manager');
    const id = await accountOf(sender);
    await sender.access.invite({ mail: 'second-self@example.org', name: '', role: 'manager', program: null });
    const owner = await house.as('owner');
    const key = await keyFor('second-self@example.org');
    const [grant] = (await owner.access.getAccount({ id })).grants;
    await owner.access.grantRole({ account: id, role: 'analyst', program: null });
    await owner.access.endGrant({ id: grant?.id ?? '' });
    expect(await faultOf(accept(key))).toMatchObject({ code: 'REFUSED', rule: 'access.invitation-void' });
    await owner.access.grantRole({ account: id, role: 'manager', program: null });
    expect(await faultOf(accept(key))).toBeNull();
  });

  test('asks for a password that will do', async () => {
    await invite('weak@example.org');
    const key = await keyFor('weak@example.org');
    expect(
      await faultOf(house.stranger.access.acceptInvitation({ key, name: 'Weak', password: 'password1234' })),
    ).toMatchObject({ code: 'INVALID', fields: ['password'] });
    expect(await faultOf(house.stranger.access.acceptInvitation({ key, name: 'Two\nlines', password }))).toMatchObject({
      code: 'INVALID',
      fields: ['name'],
    });
    expect(await faultOf(accept(key))).toBeNull();
  });

  test('leaves no address, name or key in the facts', async () => {
    const facts = JSON.stringify(await house.rows('select kind, data from ledger.facts'));
    expect(facts).not.toMatch(/example\.org|Bob|Stone/i);
  });
});
