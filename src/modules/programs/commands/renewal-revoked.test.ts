import { expect, test } from 'vitest';
import { linkIn, testHouse } from '#tests/support/house.ts';
import { makeMember, memberPolicy, renew, stock } from '#tests/support/members.ts';
import { openProgram } from '#tests/support/program.ts';

const house = await testHouse({ now: '2056-03-07T09:00:00Z' });
const program = await openProgram(house, memberPolicy());
const manager = await house.as('program-manager', program);
await stock(manager, program, 'OSS-SAAS-1Y', 10);
const { stranger } = house;

/** A member who sent a renewal when the term was about to end; with the key of its status page. */
async function renewing(n: string) {
  const m = await makeMember(house, manager, n, { books: `BOOK-${n}` });
  const { endsAt } = await manager.programs.getMember({ id: m.membership });
  house.clock.set(
    Temporal.Instant.from(endsAt as string)
      .subtract({ hours: 24 * 30 })
      .toString(),
  );
  const { draft } = await stranger.programs.startRenewal({ key: m.key });
  const { number } = await renew(house, draft);
  await house.work();
  const [sent] = await house.rows<{ id: string }>(
    `select id from programs.applications where number = ${number.split('-')[1]}`,
  );
  const received = (await house.mailbox(m.address)).filter(({ template }) => template === 'programs.received');
  const status = linkIn(received.at(-1)?.text as string, '/a/')
    .split('/')
    .at(-1) as string;
  const revoke = () => manager.programs.openBreach({ id: m.membership, words: 'Sold on.', severe: true });
  return { ...m, renewal: sent?.id as string, status, revoke };
}

const REVOKED = { data: { rule: 'renewal.revoked' } };

test('a renewal of whoever was revoked is not approved any more, and can be refused', async () => {
  const m = await renewing('revoked-asking');
  await m.revoke();
  expect((await manager.programs.getApplication({ id: m.renewal })).may).toMatchObject({
    approve: false,
    refuse: true,
  });
  await expect(manager.programs.approveApplication({ id: m.renewal })).rejects.toMatchObject(REVOKED);
  await manager.programs.refuseApplication({ id: m.renewal, reason: 'other', words: 'You were revoked.' });
});

test('whoever is revoked after the renewal was approved has nothing to accept, and gets nothing by it', async () => {
  const m = await renewing('revoked-approved');
  await manager.programs.approveApplication({ id: m.renewal });
  house.clock.advance({ seconds: 1 });
  await house.work();
  const before = await stranger.programs.application({ key: m.status });
  expect(before.may.acceptAgreement).toBe(true);
  await m.revoke();
  const { agreement, may } = await stranger.programs.application({ key: m.status });
  expect(may.acceptAgreement).toBe(false);
  await expect(
    stranger.programs.acceptAgreement({ key: m.status, version: agreement?.version as string, signedName: 'Ada' }),
  ).rejects.toMatchObject(REVOKED);
  expect(await (await house.request(`/a/${m.status}`)).text()).toContain(
    'was revoked. Whoever comes back applies anew.',
  );
  await house.work();
  expect(await house.rows(`select from programs.terms where application = '${m.renewal}'`)).toHaveLength(0);
  expect(await manager.programs.getMember({ id: m.membership })).toMatchObject({ state: 'revoked' });
});

test('nothing is given where the revocation came between acceptance and grant', async () => {
  const m = await renewing('revoked-accepted');
  await manager.programs.approveApplication({ id: m.renewal });
  house.clock.advance({ seconds: 1 });
  await house.work();
  const { agreement } = await stranger.programs.application({ key: m.status });
  await stranger.programs.acceptAgreement({ key: m.status, version: agreement?.version as string, signedName: 'Ada' });
  await m.revoke();
  await house.work();
  expect(await house.rows(`select from programs.terms where application = '${m.renewal}'`)).toHaveLength(0);
});
