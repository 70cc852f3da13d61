import { createHmac } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { loopbackServer } from '#tests/support/loopback-server.ts';
import { makeMember, memberPolicy } from '#tests/support/members.ts';
import { openProgram } from '#tests/support/program.ts';
import { openSourcePreset } from '../presets/open-source.ts';

type Sent = { headers: Record<string, string | string[] | undefined>; body: string };
const sent: Sent[] = [];
let answers: number[] = [];
const shop = await loopbackServer((request, response) => {
  let body = '';
  request.on('data', (part: Buffer) => {
    body += part.toString();
  });
  request.on('end', () => {
    sent.push({ headers: request.headers, body });
    response.writeHead(answers.shift() ?? 202).end();
  });
});
afterAll(() => shop.close());
const house = await testHouse({ now: '2056-03-07T09:00:00Z', allowPrivateHosts: shop.host });
const { benefit } = openSourcePreset.policy;
const program = await openProgram(house, memberPolicy({ benefit: { ...benefit, delivery: 'webhook' } }));
const manager = await house.as('program-manager', program);

const entitlementOf = async (membership: string) =>
  (await manager.programs.getMember({ id: membership })).terms[0]?.entitlements[0];

test('without an address it waits and says so; with one the shop is asked, signed, until it takes it; its booking begins the term', async () => {
  const m = await makeMember(house, manager, 'provisioned');
  expect((await entitlementOf(m.membership))?.provision).toMatchObject({
    fault: expect.stringContaining('No address'),
  });
  expect((await manager.work.needsMe({})).items.map(({ title }) => title)).toContain('Project provisioned');
  answers = [500, 202];
  const { secret } = await manager.programs.setProvisioner({ program, address: `${shop.origin}/provision` });
  await house.work();
  expect(sent).toHaveLength(1);
  expect((await entitlementOf(m.membership))?.provision).toMatchObject({
    takenAt: null,
    fault: expect.stringContaining('500'),
  });
  house.clock.advance({ minutes: 1 });
  await house.work();
  expect(sent).toHaveLength(2);
  // Taken, and not confirmed: somebody may ask once more, under the same id.
  await manager.programs.retryProvision({ id: m.entitlement });
  await house.work();
  expect(sent).toHaveLength(3);
  for (const { headers, body } of sent) {
    const [id, time] = [headers['webhook-id'], headers['webhook-timestamp']];
    expect(id).toBe(m.entitlement);
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')}`,
    );
  }
  expect(JSON.parse(sent[1]?.body ?? '')).toMatchObject({
    type: 'entitlement.requested',
    data: {
      entitlement: m.entitlement,
      sku: 'OSS-SAAS-1Y',
      hosting: 'saas',
      months: 12,
      owner: { address: m.address },
    },
  });
  expect(await manager.programs.provisioner({ program })).toMatchObject({ unconfirmed: 1, failed: 0 });
  await manager.programs.bookingWebhook({ program, entitlement: m.entitlement, reference: 'PROV-1' });
  expect((await manager.programs.getMember({ id: m.membership })).state).toBe('active');
  expect((await house.stranger.programs.application({ key: m.key })).stage).toBe('active');
  await expect(manager.programs.retryProvision({ id: m.entitlement })).rejects.toMatchObject({ code: 'REFUSED' });
  expect(await manager.programs.provisioner({ program })).toMatchObject({ unconfirmed: 0 });
});

test('what is delivered by hand waits for somebody, and its reference begins the term; where nothing is delivered, the agreement does', async () => {
  const { policy, policyVersion } = await manager.programs.getProgram({ program });
  await manager.programs.publishPolicy({
    program,
    policy: { ...policy, benefit: { ...policy.benefit, delivery: 'hand' } },
    basedOn: policyVersion,
  });
  const byHand = await makeMember(house, manager, 'by-hand');
  expect((await manager.work.needsMe({})).items.map(({ title }) => title)).toContain('Project by-hand');
  await manager.programs.confirmBooking({ id: byHand.id, reference: 'QUOTE-7' });
  expect((await manager.programs.getMember({ id: byHand.membership })).state).toBe('active');
  await manager.programs.publishPolicy({
    program,
    policy: { ...policy, benefit: { ...policy.benefit, delivery: 'none' } },
    basedOn: policyVersion + 1,
  });
  const none = await makeMember(house, manager, 'nothing');
  expect(await manager.programs.getMember({ id: none.membership })).toMatchObject({
    state: 'active',
    terms: [{ entitlements: [{ delivery: 'none', codes: [] }] }],
  });
});
