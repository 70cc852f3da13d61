import { expect, test } from 'vitest';
import { makeTestAccount } from '#tests/support/accounts.ts';
import { testHouse } from '#tests/support/house.ts';
import { faultOf } from '#tests/support/visitor.ts';

const house = await testHouse({ allowPrivateHosts: 'localhost:9' });
const owner = await house.as('owner');
const { id: role } = await owner.access.makeRole({ name: 'Keys', permissions: ['access.sign-in', 'access.read'] });
const account = (of: string, name: string) =>
  house.transact((c) => makeTestAccount(c, { role: of, program: null, name }));
const { token } = await account(role, 'Keeper of keys');
const keeper = house.client({ authorization: `Bearer ${token}` });
const provider = {
  ...{
    preset: 'openid' as const,
    issuer: 'https://localhost:9',
    name: 'Mine',
    clientId: 'x',
    secret: 'x',
    scopes: 'openid email',
  },
  ...{ groupsClaim: '', forStaff: true, forProof: false, trustsFactor: true, admits: false, groups: [] },
};

test('whoever may reset second factors resets none of those who may do more', async () => {
  const [colleague, mighty] = [await account(role, 'Colleague'), await account('owner', 'Other owner')];
  expect(await keeper.access.resetFactor({ account: colleague.id })).toEqual({ done: true });
  expect((await faultOf(keeper.access.resetFactor({ account: mighty.id })))?.rule).toBe('access.beyond-own');
  expect((await faultOf(keeper.access.resetFactor({ account: owner.accountId })))?.rule).toBe('access.beyond-own');
});

test('a provider that could vouch for an owner is set up by owners alone', async () => {
  expect((await faultOf(keeper.access.addProvider(provider)))?.rule).toBe('access.beyond-own');
  const { provider: id } = await owner.access.addProvider({ ...provider, trustsFactor: false });
  const { preset: _preset, issuer: _issuer, ...settings } = provider;
  expect((await faultOf(keeper.access.changeProvider({ id, ...settings })))?.rule).toBe('access.beyond-own');
});
