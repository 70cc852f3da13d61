import { expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { apply, confirm, openProgram } from '#tests/support/program.ts';
import { openSourcePreset } from '../presets/open-source.ts';

const house = await testHouse();
await openProgram(house, {
  automatic: false,
  requirements: [
    ...openSourcePreset.policy.requirements.filter(({ check }) => check === 'mail-confirmed'),
    {
      check: 'not-customer',
      words: 'You do not pay us already.',
      with: { withinMonths: 12, numberField: 'customer-number' },
    },
  ],
});
const manager = await house.as('manager');
const reviewer = await house.as('reviewer');
const HEAD = 'number,name,domains,last_paid_on\n';

const checked = async (n: string, change: Record<string, unknown> = {}) => {
  const one = await apply(house, n, change);
  const key = await confirm(house, one);
  await house.work();
  const { checkList } = await reviewer.programs.getApplication({ id: one.id });
  const check = checkList.find(({ name }) => name === 'not-customer');
  return { state: check?.state, said: check?.evidence.map(({ words }) => words), key };
};

test('without a list nothing is claimed', async () => {
  expect((await checked('early')).state).toBe('unsure');
});

test('a list is looked at, brought, brought again, found, exported and shortened', async () => {
  const list = `${HEAD}A-1,Acme GmbH,acme.example,2026-01-31\nB-2,Bolt,,2024-01-31\n,Nobody,,\n`;
  const preview = await manager.programs.previewCustomers({ csv: list });
  expect([preview.added, preview.changed, preview.same, preview.refusedTotal]).toEqual([2, 0, 0, 1]);
  expect((await manager.programs.listCustomers({})).total).toBe(0);
  expect(await manager.programs.bringCustomers({ csv: list })).toEqual(preview);
  expect(preview.refusedCsv).toContain('4,The number is missing.,,Nobody');

  const again = await manager.programs.bringCustomers({
    csv: `${HEAD}A-1,Acme GmbH,acme.example,2026-01-31\nB-2,Bolt AG,bolt.example,2026-02-28\nC-3,Cargo,,\n`,
  });
  expect([again.added, again.changed, again.same]).toEqual([1, 1, 1]);
  const names = async (text: string) => (await manager.programs.listCustomers({ text })).rows.map(({ name }) => name);
  expect(await names('acme')).toEqual(['Acme GmbH']);
  expect(await names('bolt.example')).toEqual(['Bolt AG']);
  expect(await names('C-3')).toEqual(['Cargo']);
  expect(await names('%')).toEqual([]);
  const { csv } = await manager.programs.exportCustomers({});
  expect((await manager.programs.previewCustomers({ csv })).same).toBe(3);
  const [cargo] = (await manager.programs.listCustomers({ text: 'Cargo' })).rows;
  await manager.programs.removeCustomers({ ids: [cargo?.id ?? ''] });
  expect((await manager.programs.listCustomers({})).total).toBe(2);
  await expect(manager.programs.bringCustomers({ csv: 'Acme\n' })).rejects.toMatchObject({ code: 'INVALID' });
  await expect(reviewer.programs.listCustomers({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('the mail domain is certain, a name goes to a person, who paid long ago passes', async () => {
  expect(await checked('one', { address: 'ada@mail.acme.example' })).toMatchObject({
    state: 'failed',
    said: ['Acme GmbH (A-1) has the mail domain acme.example and last paid on 2026-01-31.'],
  });
  expect(await checked('two', { project: 'ACME' })).toMatchObject({
    state: 'unsure',
    said: ['Acme GmbH (A-1) has the same name and last paid on 2026-01-31.'],
  });
  expect((await checked('three')).state).toBe('passed');
  house.clock.advance({ hours: 24 * 366 });
  expect((await checked('four', { address: 'eve@acme.example' })).state).toBe('passed');
});

test('who pays is not told to applicants', async () => {
  await manager.programs.bringCustomers({ csv: `${HEAD}D-4,Secret Customer,d.example,2027-03-01\n` });
  const { key } = await checked('five', { address: 'x@d.example' });
  const { checks } = await house.stranger.programs.application({ key });
  expect(checks.find(({ name }) => name === 'not-customer')).toMatchObject({
    words: 'A person looks at whether you are a paying customer already.',
    evidence: [],
  });
});
